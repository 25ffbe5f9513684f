package dev.parley.testkit;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.Card;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.DeviceRecord;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.Opener;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.Sealer;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.SignedCard;
import dev.parley.spi.identity.Signer;
import dev.parley.wire.envelope.SignedRecord;
import dev.parley.wire.event.EventSource;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A person with one node, whose keys come from a seed: the same seed, the same names. The keys and signatures are real Ed25519, by
 * the JDK, and so is what is encrypted; the device key is only of the right form, and so are the sealing key and seals, which hide
 * nothing from who knows that key; the card has a format of the test kit. Knows nobody at first, and forgets
 * nobody by time. Any thread; listeners are called on the thread that accepts.
 */
public final class FakeIdentity implements Identity, Signatures, Sealer, Cards, Acquaintances {
    private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
    private static final String CARD = "parley.testkit.card";
    private static final String P256_HEADER = "3059301306072a8648ce3d020106082a8648ce3d030107034200" + "04";
    private static final int P256_POINT_BYTES = 64;

    private final long person;
    private final SeededKeys keys;
    private final Signer identity;
    private final Signer signer;
    private final DeviceRecord device;
    private final FakeSealing sealing;
    private boolean aged;
    private final PeerName peer;
    private final EndPointId endpoint;
    private final Map<PeerName, Long> newest = new ConcurrentHashMap<>();
    private final Set<PeerName> accepted = ConcurrentHashMap.newKeySet();
    private final EventSource<PeerName> accepting = new EventSource<>(Runnable::run);
    private final EventSource<PeerName> loading = new EventSource<>(Runnable::run);
    private final EventSource<PeerName> conflicts = new EventSource<>(Runnable::run);
    private volatile SignedCard card;

    /** A person called {@code Person SEED}. */
    public FakeIdentity(long seed) {
        this(seed, "Person " + seed);
    }

    /** @param displayName a label */
    public FakeIdentity(long seed, String displayName) {
        this(seed, seed, displayName);
    }

    /**
     * @param person who; with the same number, the same peer
     * @param node which of its nodes
     * @param displayName a label
     */
    public FakeIdentity(long person, long node, String displayName) {
        this.person = person;
        this.identity = new SeededKeys(person).signer();
        this.keys = new SeededKeys(31 * node + person + 1);
        this.signer = keys.signer();
        this.device = new DeviceRecord(
                P256_HEADER + hex(keys.bytes(P256_POINT_BYTES)),
                hex(signer.publicKey()),
                hex(keys.bytes(PeerName.KEY_BYTES)),
                List.of("parley.card/1"),
                "testkit");
        this.sealing = new FakeSealing(keys::bytes);
        this.peer = PeerName.of(identity.publicKey());
        this.endpoint = device.endpoint();
        this.card = card(1, displayName);
    }

    /**
     * Another node of the same person.
     *
     * @param node another number than the first one's
     */
    public FakeIdentity(FakeIdentity first, long node) {
        this(first.person, node, first.card().card().displayName());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private SignedCard card(long number, String displayName) {
        Card content = new Card(peer, number, displayName, ISSUED, List.of(device));
        return new SignedCard(
                content, ByteBuffer.wrap(SignedRecord.seal(identity, CARD, number, FakeCard.encode(content))));
    }

    /** What others see at the end of a link. */
    public RemoteIdentity remote() {
        return new RemoteIdentity(peer, endpoint);
    }

    @Override
    public PeerName peer() {
        return peer;
    }

    @Override
    public EndPointId endpoint() {
        return endpoint;
    }

    @Override
    public Signer signer() {
        return signer;
    }

    @Override
    public Opener opener() {
        return sealing.opener(HexFormat.of().parseHex(device.sealingKey()));
    }

    @Override
    public SignedCard card() {
        return card;
    }

    @Override
    public synchronized CompletionStage<SignedCard> rename(String displayName) {
        card = card(card.card().number() + 1, displayName);
        return CompletableFuture.completedStage(card);
    }

    /** Its card is old from now on. */
    public synchronized void age() {
        aged = true;
    }

    @Override
    public synchronized CompletionStage<SignedCard> refresh() {
        if (aged) {
            aged = false;
            card = card(card.card().number() + 1, card.card().displayName());
        }
        return CompletableFuture.completedStage(card);
    }

    /** Seeded too: each call another key, the same ones for the same seed. */
    @Override
    public Signer ephemeral() {
        return keys.signer();
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return SeededKeys.verify(publicKey, message, signature);
    }

    /** Seeded too. */
    @Override
    public byte[] secret() {
        return sealing.secret();
    }

    @Override
    public Optional<byte[]> seal(byte[] sealingKey, byte[] info, byte[] aad, byte[] plain) {
        return sealing.seal(sealingKey, info, aad, plain);
    }

    @Override
    public byte[] derive(byte[] secret, byte[] info, int bytes) {
        return sealing.derive(secret, info, bytes);
    }

    @Override
    public ByteBuffer encrypt(byte[] key, byte[] aad, ByteBuffer plain) {
        return sealing.encrypt(key, aad, plain);
    }

    @Override
    public Optional<byte[]> decrypt(byte[] key, byte[] aad, ByteBuffer encrypted) {
        return sealing.decrypt(key, aad, encrypted);
    }

    @Override
    public SignedCard accept(ByteBuffer encoded, PeerName of, EndPointId at) {
        SignedCard shown = open(encoded);
        if (!shown.card().peer().equals(of)) {
            throw new ProtocolException("the card is of another peer than " + of.shortForm() + ".");
        }
        if (shown.card().device(at).isEmpty()) {
            throw new ProtocolException("the card of " + of.shortForm() + " does not list its device.");
        }
        return remember(shown);
    }

    @Override
    public SignedCard accept(ByteBuffer encoded) {
        return remember(open(encoded));
    }

    @Override
    public SignedCard read(ByteBuffer encoded) {
        return open(encoded);
    }

    private SignedCard open(ByteBuffer encoded) {
        byte[] bytes = new byte[encoded.remaining()];
        encoded.duplicate().get(bytes);
        SignedRecord signed = SignedRecord.open(this, CARD, bytes, SignedCard.BYTES);
        PeerName of = PeerName.of(signed.publicKey());
        return new SignedCard(FakeCard.decode(of, signed.sequence(), signed.payload()), ByteBuffer.wrap(bytes));
    }

    /** Tells those who listen that a peer has two different cards with one number. */
    public void conflict(PeerName who) {
        conflicts.emit(who);
    }

    @Override
    public Subscription onConflict(Consumer<PeerName> listener) {
        return conflicts.add(listener);
    }

    private SignedCard remember(SignedCard shown) {
        Card card = shown.card();
        if (newest.merge(card.peer(), card.number(), Math::max) > card.number()) {
            throw new ProtocolException("the card of " + card.peer().shortForm() + " is older than one seen before.");
        }
        return shown;
    }

    @Override
    public boolean accepted(PeerName who) {
        return accepted.contains(who);
    }

    @Override
    public void accept(PeerName who) {
        accepted.add(who);
        accepting.emit(who);
    }

    /** Makes a peer a stranger again, as 24 hours would. */
    public void forget(PeerName who) {
        accepted.remove(who);
    }

    /** A contact that was kept before is there. */
    public void load(PeerName contact) {
        accepted.add(contact);
        loading.emit(contact);
    }

    @Override
    public Subscription onAccepted(Consumer<PeerName> listener) {
        return accepting.add(listener);
    }

    @Override
    public Subscription onLoaded(Runnable listener) {
        return loading.add(contact -> listener.run());
    }
}
