package dev.parley.session.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.Opener;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.Sealer;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.SignedCard;
import dev.parley.spi.identity.Signer;
import dev.parley.testkit.FakeIdentity;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A person whose signatures are checksums: thousands of schedules would take too long with real ones. Cards are real, and read once. */
final class ModelIdentity implements Identity, Signatures, Cards, Acquaintances {
    private static final Map<Integer, FakeIdentity> PEOPLE = new ConcurrentHashMap<>();
    private static final Map<ByteBuffer, SignedCard> READ = new ConcurrentHashMap<>();

    private final FakeIdentity real;

    /** @param number the same, the same person */
    ModelIdentity(int number) {
        real = PEOPLE.computeIfAbsent(number, FakeIdentity::new);
    }

    RemoteIdentity remote() {
        return real.remote();
    }

    String name() {
        return real.card().card().displayName();
    }

    private static byte[] checksum(byte[] key, byte[] message) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            digest.update(key);
            return digest.digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public PeerName peer() {
        return real.peer();
    }

    @Override
    public EndPointId endpoint() {
        return real.endpoint();
    }

    @Override
    public Signer signer() {
        byte[] key = real.signer().publicKey();
        return new Signer() {
            @Override
            public byte[] publicKey() {
                return key.clone();
            }

            @Override
            public byte[] sign(byte[] message) {
                return checksum(key, message);
            }
        };
    }

    Sealer sealer() {
        return real;
    }

    @Override
    public Opener opener() {
        return real.opener();
    }

    @Override
    public SignedCard card() {
        return real.card();
    }

    @Override
    public CompletionStage<SignedCard> refresh() {
        throw new UnsupportedOperationException("nobody gets old here");
    }

    @Override
    public CompletionStage<SignedCard> rename(String displayName) {
        throw new UnsupportedOperationException("nobody is renamed here");
    }

    @Override
    public Signer ephemeral() {
        throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        return Arrays.equals(signature, checksum(publicKey, message));
    }

    @Override
    public SignedCard accept(ByteBuffer encoded, PeerName peer, EndPointId endpoint) {
        return read(encoded);
    }

    @Override
    public SignedCard accept(ByteBuffer encoded) {
        return read(encoded);
    }

    @Override
    public SignedCard read(ByteBuffer encoded) {
        return READ.computeIfAbsent(encoded.duplicate(), real::read);
    }

    @Override
    public Subscription onConflict(Consumer<PeerName> listener) {
        return () -> {};
    }

    @Override
    public boolean accepted(PeerName peer) {
        return true;
    }

    @Override
    public void accept(PeerName peer) {
        // nobody is a stranger
    }

    @Override
    public Subscription onAccepted(Consumer<PeerName> listener) {
        return () -> {};
    }

    @Override
    public Subscription onLoaded(Runnable listener) {
        return () -> {};
    }
}
