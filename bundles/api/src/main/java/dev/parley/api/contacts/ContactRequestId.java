package dev.parley.api.contacts;

import java.util.UUID;

/** The name of one contact request. */
public record ContactRequestId(UUID value) {
    /** The first 8 digits, for people to read and type. */
    public String shortForm() {
        return value.toString().substring(0, 8);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
