package dev.parley.presence.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.ProtocolException;
import dev.parley.presence.internal.CardFormat.Shown;
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
import java.util.Optional;

/**
 * What one start of an endpoint told one audience so far, checked: the card by its identity key, the rest by the signing key that the
 * card lists for this endpoint. Not thread-safe.
 */
final class EndpointRecord {
    private final RemoteIdentity remote;
    private final InstanceId instance;
    private final Audience audience;
    private final Cards cards;
    private final Signatures signatures;
    private SignedCard card;
    private byte[] signingKey = {};
    private final Newest<List<PeerApplication>> applications = new Newest<>(List.of());
    private final Newest<Optional<Shown>> presence = new Newest<>(Optional.empty());
    private final Newest<List<ShownObject>> objects = new Newest<>(List.of());
    private boolean withdrawn;

    /** The value with the highest sequence: older ones, and the same one again, change nothing. */
    private static final class Newest<T> {
        private long sequence;
        private T value;

        Newest(T value) {
            this.value = value;
        }

        void take(long number, T told) {
            if (number > sequence) {
                sequence = number;
                value = told;
            }
        }
    }

    EndpointRecord(RemoteIdentity remote, InstanceId instance, Audience audience, Cards cards, Signatures signatures) {
        this.remote = remote;
        this.instance = instance;
        this.audience = audience;
        this.cards = cards;
        this.signatures = signatures;
    }

    InstanceId instance() {
        return instance;
    }

    /**
     * @return what is known now
     * @throws ProtocolException naming what is wrong with the message
     */
    Told take(CardMessage message) {
        if (card == null && (message.getCard().isEmpty() || message.getOffer().isEmpty())) {
            throw new ProtocolException("the first card message lacks the card or the offer.");
        }
        if (!message.getCard().isEmpty()) {
            card = cards.accept(message.getCard().asReadOnlyByteBuffer(), remote.peer(), remote.endpoint());
            signingKey = signingKey();
        }
        withdrawn |= message.getWithdrawn();
        if (!message.getOffer().isEmpty()) {
            SignedRecord signed = open(audience.offers(), message.getOffer(), CardFormat.OFFER_BYTES);
            applications.take(signed.sequence(), CardFormat.readOffer(signed.payload(), instance, audience.scope()));
        }
        if (!message.getPresence().isEmpty()) {
            SignedRecord signed = open(Audience.PRESENCE_DOMAIN, message.getPresence(), CardFormat.PRESENCE_BYTES);
            presence.take(signed.sequence(), Optional.of(CardFormat.readPresence(signed.payload(), instance)));
            withdrawn = false;
        }
        if (!message.getObjects().isEmpty()) {
            SignedRecord signed = open(audience.objects(), message.getObjects(), ObjectFormat.LIST_BYTES);
            objects.take(signed.sequence(), ObjectFormat.read(signed.payload(), instance));
        }
        return told(message.getRevision());
    }

    private Told told(long revision) {
        Optional<Shown> shown = withdrawn ? Optional.empty() : presence.value;
        return new Told(
                new KnownEndpoint(
                        remote.peer(),
                        remote.endpoint(),
                        instance,
                        card,
                        applications.value,
                        shown.map(Shown::endpointName).orElse(""),
                        shown.map(Shown::presence),
                        revision),
                withdrawn ? List.of() : objects.value);
    }

    private byte[] signingKey() {
        return card.card()
                .device(remote.endpoint())
                .map(DeviceRecord::signingKey)
                .map(HexFormat.of()::parseHex)
                .orElseThrow(() -> new ProtocolException("the card does not list the endpoint that sent it."));
    }

    private SignedRecord open(String domain, ByteString envelope, int most) {
        SignedRecord signed = SignedRecord.open(signatures, domain, envelope.toByteArray(), most);
        if (!Arrays.equals(signed.publicKey(), signingKey)) {
            throw new ProtocolException("a signed record of " + domain + " is not by the endpoint that sent it.");
        }
        return signed;
    }
}
