package dev.parley.identity.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Text;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Card;
import dev.parley.spi.identity.DeviceRecord;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.Opener;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.SignedCard;
import dev.parley.spi.identity.Signer;
import dev.parley.spi.store.FileLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The keys and the card of a home. */
final class LocalIdentity implements Identity {
    /** What the bundles of this version speak. Not what runs now: the card would be another at each start of a bundle. */
    static final List<String> PROTOCOLS = List.of(
            "parley.link/1",
            "parley.card/1",
            "parley.invite/1",
            "parley.session/1",
            "parley.bytes/1",
            "parley.verify/1",
            "parley.contact/1",
            "parley.recognition/1");

    /** A card that is older is made anew, with the next number: at a start, and by {@link #refresh}. */
    static final Duration FRESH = Duration.ofDays(10);

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final KeyRing keys;
    private final CardFile file;
    private final DeviceRecord device;
    private final Executor serial;
    private final Clock clock;
    private volatile SignedCard card;

    private LocalIdentity(
            KeyRing keys, CardFile file, DeviceRecord device, SignedCard card, Executor serial, Clock clock) {
        this.keys = keys;
        this.file = file;
        this.device = device;
        this.card = card;
        this.serial = serial;
        this.clock = clock;
    }

    /**
     * Loads a home, or makes it; blocks.
     *
     * @param displayName what to be called; empty to stay with the name on the card
     * @param firstName what to be called when there is no card; cleaned
     * @param version of this software: a label
     * @param serial where {@link #rename} writes
     * @throws StartException saying what to do
     */
    static LocalIdentity load(
            FileLayer files,
            Path home,
            Execution execution,
            Signatures signatures,
            String displayName,
            String firstName,
            String version,
            Executor serial) {
        KeyFile keyFile = new KeyFile(files, home.resolve("identity.p12"));
        Optional<KeyRing> found = keyFile.load(execution.random());
        KeyRing keys = found.orElseGet(() -> make(keyFile, execution));
        CardFile file = new CardFile(files, home.resolve("card"), keys, execution.clock());
        Optional<SignedCard> before = file.load(signatures);
        if (before.isEmpty() && found.isPresent()) {
            file.lostCount();
        }
        DeviceRecord device = device(keys, version);
        String name = Text.label(displayName);
        if (name.isEmpty()) {
            name = before.map(card -> card.card().displayName()).orElse(Text.label(firstName));
        }
        String called = name.isEmpty() ? "Somebody" : name;
        boolean same = before.isPresent()
                && before.get().card().displayName().equals(called)
                && before.get().card().devices().equals(List.of(device))
                && isFresh(before.get().card(), execution.clock().instant());
        try {
            SignedCard card = same ? before.get() : file.write(called, device);
            return new LocalIdentity(keys, file, device, card, serial, execution.clock());
        } catch (IOException e) {
            throw new StartException("Your card cannot be kept in " + home + ": " + e.getMessage(), e);
        }
    }

    /** Long before others show it as stale, and not from a time that has not come: then the clock was wrong when it was signed. */
    private static boolean isFresh(Card card, Instant now) {
        Instant issued = card.issuedAt();
        return issued.plus(FRESH).isAfter(now) && issued.isBefore(now.plus(CLOCKS_DIFFER));
    }

    private static KeyRing make(KeyFile file, Execution execution) {
        KeyRing keys = KeyRing.generate(execution.random());
        file.save(keys, execution.random());
        return keys;
    }

    private static DeviceRecord device(KeyRing keys, String version) {
        HexFormat hex = HexFormat.of();
        return new DeviceRecord(
                hex.formatHex(keys.deviceKey()),
                hex.formatHex(keys.signing().publicKey()),
                hex.formatHex(keys.sealingKey()),
                PROTOCOLS,
                version);
    }

    KeyRing keys() {
        return keys;
    }

    @Override
    public PeerName peer() {
        return card.card().peer();
    }

    @Override
    public EndPointId endpoint() {
        return device.endpoint();
    }

    @Override
    public Signer signer() {
        return keys.signing();
    }

    @Override
    public Opener opener() {
        return (whole, info, aad) -> Hpke.open(keys.sealing(), whole, info, aad);
    }

    @Override
    public SignedCard card() {
        return card;
    }

    @Override
    public CompletionStage<SignedCard> rename(String displayName) {
        Text.requireLabel("a display name", displayName);
        if (displayName.isEmpty()) {
            throw new IllegalArgumentException("a display name has at least one character.");
        }
        return written(() -> displayName, card -> card.displayName().equals(displayName));
    }

    @Override
    public CompletionStage<SignedCard> refresh() {
        return written(() -> card.card().displayName(), card -> isFresh(card, clock.instant()));
    }

    /** @param fine whether the card there is need not be another one */
    private CompletionStage<SignedCard> written(Supplier<String> displayName, Predicate<Card> fine) {
        CompletableFuture<SignedCard> done = new CompletableFuture<>();
        try {
            serial.execute(() -> write(displayName, fine, done));
        } catch (RejectedExecutionException stopped) {
            done.completeExceptionally(new ParleyException("Parley is stopping; your card stays as it was.", stopped));
        }
        return done;
    }

    private void write(Supplier<String> displayName, Predicate<Card> fine, CompletableFuture<SignedCard> done) {
        try {
            if (!fine.test(card.card())) {
                card = file.write(displayName.get(), device);
            }
            done.complete(card);
        } catch (IOException e) {
            done.completeExceptionally(new ParleyException(
                    "Your card stays as it was, since another one cannot be kept: " + e.getMessage(), e));
        }
    }
}
