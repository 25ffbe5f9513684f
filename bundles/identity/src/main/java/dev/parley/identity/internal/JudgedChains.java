package dev.parley.identity.internal;

import dev.parley.spi.identity.RemoteIdentity;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The chains that proved somebody, the {@value #MOST} used last. Links come and go, and two signatures and two points are most of what
 * judging a chain costs. Only what was found good is kept, under the hash of every byte of it. Any thread.
 */
final class JudgedChains {
    static final int MOST = 256;

    private final Map<ByteBuffer, Verdict> verdicts = new LinkedHashMap<>(16, 0.75f, true); // guarded by itself

    /** Whom a chain proved, and until when. */
    record Verdict(RemoteIdentity there, Instant deviceEnds, Instant identityEnds) {}

    Optional<Verdict> find(byte[][] chain) {
        ByteBuffer key = key(chain);
        synchronized (verdicts) {
            return Optional.ofNullable(verdicts.get(key));
        }
    }

    void keep(byte[][] chain, Verdict verdict) {
        ByteBuffer key = key(chain);
        synchronized (verdicts) {
            verdicts.put(key, verdict);
            if (verdicts.size() > MOST) {
                verdicts.remove(verdicts.keySet().iterator().next());
            }
        }
    }

    private static ByteBuffer key(byte[][] chain) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] certificate : chain) {
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, certificate.length));
                digest.update(certificate);
            }
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
