package dev.parley.introduction.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.introduction.internal.Transcript.Side;
import dev.parley.spi.identity.RemoteIdentity;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Commit before reveal, as one side does it: its nonce stays here until the other side has committed itself to one. Not thread-safe.
 */
final class Exchange {
    private final Role role;
    private final Side self;
    private final RemoteIdentity other;
    private Optional<byte[]> promise = Optional.empty();
    private Optional<Side> theirs = Optional.empty();

    /**
     * @param self who we are
     * @param other who is there, as the link proved it
     */
    Exchange(Role role, RemoteIdentity self, RemoteIdentity other, RandomGenerator random) {
        byte[] nonce = new byte[Transcript.NONCE_BYTES];
        random.nextBytes(nonce);
        this.role = role;
        this.self = Side.of(self, nonce);
        this.other = other;
    }

    /** Binds us to our nonce without telling it. */
    byte[] commitment() {
        return Transcript.commitment(role, self);
    }

    /**
     * Their commitment.
     *
     * @throws ProtocolException when it is none, or a second one
     */
    void promised(byte[] commitment) {
        if (promise.isPresent() || commitment.length != Transcript.COMMITMENT_BYTES) {
            throw new ProtocolException(
                    "a comparison has one commitment of each side, of " + Transcript.COMMITMENT_BYTES + " bytes.");
        }
        promise = Optional.of(commitment.clone());
    }

    /**
     * Our nonce.
     *
     * @throws IllegalStateException before the other side has committed itself
     */
    byte[] reveal() {
        if (promise.isEmpty()) {
            throw new IllegalStateException("nothing is revealed to who has promised nothing");
        }
        return self.nonce().clone();
    }

    /** Their nonce; whether it is the one they committed to. */
    boolean revealed(byte[] nonce) {
        Side side = Side.of(other, nonce.clone());
        boolean kept = nonce.length == Transcript.NONCE_BYTES
                && promise.filter(made -> Transcript.keeps(made, role.other(), side))
                        .isPresent();
        if (kept) {
            theirs = Optional.of(side);
        }
        return kept;
    }

    /** What the person here compares; there once both nonces are known. */
    List<String> words() {
        return Transcript.words(digest());
    }

    /** What both sides come to, when nobody is in between; there once both nonces are known. */
    byte[] digest() {
        Side them = theirs.orElseThrow(() -> new IllegalStateException("the other nonce is not known"));
        return role == Role.BEGAN ? Transcript.digest(self, them) : Transcript.digest(them, self);
    }
}
