package dev.parley.discovery.beacon.internal;

import java.util.Locale;

/** Why a datagram was dropped. */
enum Drop {
    /** Longer than a beacon may be. */
    OVERLONG,
    /** Not a beacon. */
    MALFORMED,
    /** Of another realm. */
    REALM,
    /** Not signed, or not by the key of its instance, or from another address than signed. */
    FORGED,
    /** Not newer than what was heard; a replay, or one that was overtaken. */
    STALE,
    /** Sent straight to us from beyond our subnets. */
    ELSEWHERE,
    /** For contacts of its sender, who we are not. */
    OTHERS,
    /** More than we take from one sender, or from all. */
    FLOOD;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
