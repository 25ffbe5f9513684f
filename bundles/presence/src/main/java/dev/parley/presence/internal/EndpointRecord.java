package dev.parley.presence.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.presence.internal.proto.CardMessage;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.DeviceRecord;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.SignedCard;
import dev.parley.wire.envelope.SignedRecord;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What the other side of one link told so far, checked: the card by its identity key, the rest by the signing key that the card
 * lists for this endpoint. Not thread-safe.
 */
final class EndpointRecord {
    private final RemoteIdentity remote;
    private final InstanceId instance;
    private final Cards cards;
    private final Signatures signatures;
    private SignedCard card;
    private byte[] signingKey = {};
    private long offers;
    private long presences;
    private List<PeerApplication> applications = List.of();
    private PresenceInfo presence = PresenceInfo.ONLINE;

    EndpointRecord(RemoteIdentity remote, InstanceId instance, Cards cards, Signatures signatures) {
        this.remote = remote;
        this.instance = instance;
        this.cards = cards;
        this.signatures = signatures;
    }

    /**
     * @return what is known now
     * @throws ProtocolException naming what is wrong with the message
     */
    KnownEndpoint take(CardMessage message) {
        if (card == null
                && (message.getCard().isEmpty()
                        || message.getOffer().isEmpty()
                        || message.getPresence().isEmpty())) {
            throw new ProtocolException("the first card message lacks the card, the offer or the presence.");
        }
        if (!message.getCard().isEmpty()) {
            card = cards.accept(message.getCard().asReadOnlyByteBuffer(), remote.peer(), remote.endpoint());
            signingKey = signingKey();
        }
        if (!message.getOffer().isEmpty()) {
            takeOffer(message.getOffer());
        }
        if (!message.getPresence().isEmpty()) {
            takePresence(message.getPresence());
        }
        return new KnownEndpoint(
                remote.peer(), remote.endpoint(), instance, card, applications, presence, message.getRevision());
    }

    private byte[] signingKey() {
        return card.card()
                .device(remote.endpoint())
                .map(DeviceRecord::signingKey)
                .map(HexFormat.of()::parseHex)
                .orElseThrow(() -> new ProtocolException("the card does not list the endpoint that sent it."));
    }

    private void takeOffer(ByteString envelope) {
        SignedRecord signed = open(CardFormat.OFFER_DOMAIN, envelope, CardFormat.OFFER_BYTES);
        List<PeerApplication> told = CardFormat.readOffer(signed.payload(), instance);
        if (signed.sequence() > offers) {
            offers = signed.sequence();
            applications = told;
        }
    }

    private void takePresence(ByteString envelope) {
        SignedRecord signed = open(CardFormat.PRESENCE_DOMAIN, envelope, CardFormat.PRESENCE_BYTES);
        PresenceInfo told = CardFormat.readPresence(signed.payload(), instance);
        if (signed.sequence() > presences) {
            presences = signed.sequence();
            presence = told;
        }
    }

    private SignedRecord open(String domain, ByteString envelope, int most) {
        SignedRecord signed = SignedRecord.open(signatures, domain, envelope.toByteArray(), most);
        if (!Arrays.equals(signed.publicKey(), signingKey)) {
            throw new ProtocolException("a signed record of " + domain + " is not by the endpoint that sent it.");
        }
        return signed;
    }
}
