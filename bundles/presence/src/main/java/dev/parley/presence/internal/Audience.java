package dev.parley.presence.internal;

import dev.parley.api.peer.PeerScope;

/** To whom something is told. What is signed for one audience is never taken for the other's. */
enum Audience {
    /** Whoever is linked: near me. */
    NEAR_ME(PeerScope.NEAR_ME, "parley.offer.near-me", "parley.objects.near-me"),
    /** Contacts who watch and may. */
    CONTACTS(PeerScope.INTERNET, "parley.offer.contacts", "parley.objects.contacts");

    /** Of the card exchange and of watching alike: a status is the same for everybody who may see it. */
    static final String PRESENCE_DOMAIN = "parley.presence";

    private final PeerScope scope;
    private final String offers;
    private final String objects;

    Audience(PeerScope scope, String offers, String objects) {
        this.scope = scope;
        this.offers = offers;
        this.objects = objects;
    }

    /** What has to be within the scope of something that is shown to it. */
    PeerScope scope() {
        return scope;
    }

    /** The domain of an offer to it. */
    String offers() {
        return offers;
    }

    /** The domain of a list of objects for it. */
    String objects() {
        return objects;
    }
}
