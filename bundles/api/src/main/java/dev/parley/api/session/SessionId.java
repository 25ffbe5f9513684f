package dev.parley.api.session;

import java.util.UUID;

/** Names a session: a random UUID. */
public record SessionId(UUID value) {
    /** The first 8 digits, for people to read and type. */
    public String shortForm() {
        return value.toString().substring(0, 8);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
