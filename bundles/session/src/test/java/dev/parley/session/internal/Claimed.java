package dev.parley.session.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.identity.Card;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.DeviceRecord;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.Opener;
import dev.parley.spi.identity.SignedCard;
import dev.parley.spi.identity.Signer;
import dev.parley.testkit.FakeIdentity;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Somebody whose card lists the device key of another one, which is public, with an own signing key. */
final class Claimed implements Identity {
    private static final Map<ByteBuffer, SignedCard> CARDS = new HashMap<>();

    private final FakeIdentity thief;
    private final SignedCard card;

    Claimed(FakeIdentity thief, FakeIdentity from) {
        this.thief = thief;
        DeviceRecord stolen = from.card().card().devices().get(0);
        DeviceRecord device = new DeviceRecord(
                stolen.deviceKey(),
                HexFormat.of().formatHex(thief.signer().publicKey()),
                stolen.sealingKey(),
                stolen.protocols(),
                stolen.version());
        Card own = thief.card().card();
        this.card = new SignedCard(
                new Card(own.peer(), own.number(), own.displayName(), own.issuedAt(), List.of(device)),
                thief.card().encoded());
        CARDS.put(card.encoded(), card);
    }

    /** Knows their cards; leaves others to the test kit. */
    static final class Reader implements Cards {
        private final FakeIdentity any = new FakeIdentity(99);

        @Override
        public SignedCard accept(ByteBuffer encoded, PeerName peer, EndPointId endpoint) {
            return read(encoded);
        }

        @Override
        public SignedCard accept(ByteBuffer encoded) {
            return read(encoded);
        }

        @Override
        public Subscription onConflict(Consumer<PeerName> listener) {
            return () -> {};
        }

        @Override
        public SignedCard read(ByteBuffer encoded) {
            SignedCard known = CARDS.get(encoded);
            return known == null ? any.read(encoded) : known;
        }
    }

    @Override
    public PeerName peer() {
        return thief.peer();
    }

    @Override
    public EndPointId endpoint() {
        return card.card().devices().get(0).endpoint();
    }

    @Override
    public Signer signer() {
        return thief.signer();
    }

    @Override
    public Opener opener() {
        return thief.opener();
    }

    @Override
    public SignedCard card() {
        return card;
    }

    @Override
    public CompletionStage<SignedCard> refresh() {
        throw new UnsupportedOperationException("nobody gets old here");
    }

    @Override
    public CompletionStage<SignedCard> rename(String displayName) {
        return CompletableFuture.completedStage(card);
    }
}
