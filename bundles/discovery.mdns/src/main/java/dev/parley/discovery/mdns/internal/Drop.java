package dev.parley.discovery.mdns.internal;

import java.util.Locale;

/** Why a service or an answer was not believed. */
enum Drop {
    /** A TXT record or a DNS message that is not well formed. */
    MALFORMED,
    /** Of another realm. */
    REALM,
    /** None of its addresses lies on a subnet of ours. */
    ELSEWHERE,
    /** More than we take. */
    FLOOD;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
