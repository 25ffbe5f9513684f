package dev.parley.api.contacts;

import java.time.Instant;

/**
 * How a contact was last heard of.
 *
 * @param at when, by the clock of this machine
 * @param how what happened then
 */
public record LastSeen(Instant at, How how) {
    /** What happened. */
    public enum How {
        /** They signed out. */
        SIGNED_OUT,
        /** They went silent: no goodbye, and no sign of life since. */
        WENT_SILENT,
        /** They are announced, but cannot be reached since. */
        UNREACHABLE
    }
}
