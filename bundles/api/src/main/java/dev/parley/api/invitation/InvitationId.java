package dev.parley.api.invitation;

import java.util.UUID;

/** Names an invitation on both sides: a random UUID. */
public record InvitationId(UUID value) {
    /** The first 8 digits, for people to read and type. */
    public String shortForm() {
        return value.toString().substring(0, 8);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
