package dev.parley.api.peer;

import java.util.UUID;
import java.util.regex.Pattern;

/** Names an application, the same everywhere: its author made the UUID once. */
public record ApplicationId(UUID value) {
    private static final Pattern USUAL = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

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
        if (!USUAL.matcher(text).matches()) { // UUID.fromString takes more than that
            throw new IllegalArgumentException("an application id is a UUID of 36 letters: " + Text.label(text));
        }
        return new ApplicationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
