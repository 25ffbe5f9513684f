package dev.parley.api.peer;

import java.util.UUID;

/** Names an application, the same everywhere: its author made the UUID once. */
public record ApplicationId(UUID value) {
    /** @throws IllegalArgumentException for the nil UUID */
    public ApplicationId {
        if (value.getMostSignificantBits() == 0 && value.getLeastSignificantBits() == 0) {
            throw new IllegalArgumentException("an application needs an id of its own, not the nil UUID");
        }
    }

    /**
     * @param text a UUID in its usual form
     * @throws IllegalArgumentException when it is none
     */
    public static ApplicationId parse(String text) {
        if (text.length() != 36) {
            throw new IllegalArgumentException("an application id is a UUID of 36 letters: " + Text.label(text));
        }
        return new ApplicationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
