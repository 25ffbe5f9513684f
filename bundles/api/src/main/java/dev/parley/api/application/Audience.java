package dev.parley.api.application;

import dev.parley.api.peer.PeerScope;

/** Who may see that an application is installed here: the person's own choice, within the scope that its author gave it. */
public enum Audience {
    /** Everyone near me, contacts among them. */
    EVERYONE,
    /** Contacts only. */
    CONTACTS,
    /** Nobody. */
    NOBODY;

    /** The widest choice that a scope leaves: the subnet is everyone's, the Internet is for contacts. */
    public static Audience widest(PeerScope scope) {
        return switch (scope) {
            case NEAR_ME, ALL -> EVERYONE;
            case INTERNET -> CONTACTS;
            case NONE -> NOBODY;
        };
    }

    /** Whether it leaves out at least those whom the other one leaves out. */
    public boolean isWithin(Audience other) {
        return compareTo(other) >= 0;
    }
}
