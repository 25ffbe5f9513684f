package dev.parley.api.diagnostics;

/**
 * One line of a diagnosis.
 *
 * @param networkInterface its name, for example {@code eth0}; empty when it is not about a network
 * @param way which way to others, or which part of Parley
 * @param verdict what is with it
 * @param explanation a label: what was seen
 * @param advice a label: what to do about it; empty when there is nothing to do
 */
public record Finding(String networkInterface, Way way, Verdict verdict, String explanation, String advice) {
    /** A way to others, or a part of Parley. */
    public enum Way {
        /** The beacon over IPv4 multicast. */
        BEACON_V4,
        /** The beacon over IPv6 multicast. */
        BEACON_V6,
        /** DNS-SD over IPv4. */
        DNS_SD_V4,
        /** DNS-SD over IPv6. */
        DNS_SD_V6,
        /** Connections from others. */
        TCP_IN,
        /** Whom the person keeps, and what their cards say. */
        CONTACTS,
        /** Whom the person watches, and who watches them. */
        WATCHES,
        /** The database. */
        STORE,
        /** The clock of this machine. */
        CLOCK,
        /** A part that could not be examined. */
        PARLEY
    }

    /** What is with it. */
    public enum Verdict {
        /** Others were heard this way. */
        HEARD,
        /** It is open, as far as can be told from here, and nobody was heard. */
        NOT_HEARD,
        /** Something on this machine or in the network stops it. */
        BLOCKED,
        /** There is no such way here. */
        NOT_APPLICABLE,
        /** All is as it should be. */
        FINE,
        /** Something wants a look; it goes on meanwhile. */
        CONCERN,
        /** Something is wrong that a person should see to now. */
        ALARM
    }
}
