package dev.parley.api.presence;

import dev.parley.api.peer.Text;

/**
 * What a person shows to others, one for each endpoint.
 *
 * @param status one of eight
 * @param text a label, perhaps empty
 */
public record PresenceInfo(PresenceStatus status, String text) {
    /** Online, without words. */
    public static final PresenceInfo ONLINE = new PresenceInfo(PresenceStatus.ONLINE, "");

    /** @throws IllegalArgumentException when the text is not a label */
    public PresenceInfo {
        Text.requireLabel("the text of a status", text);
    }
}
