package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.SenderKey.Encrypted;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.spi.identity.RemoteIdentity;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The keys for what this endpoint sends in one session. Those for all are made at the first message of an epoch, and of each start; none
 * outlives it. Confined to the session's executor.
 */
final class GroupKeys {
    private final Environment environment;
    private final SessionId session;
    private final Membership membership;
    private final Map<KeyUse, SenderKey> current = new EnumMap<>(KeyUse.class);

    GroupKeys(Environment environment, SessionId session, Membership membership) {
        this.environment = environment;
        this.session = session;
        this.membership = membership;
    }

    /**
     * Encrypts a message once for all.
     *
     * @param use not {@link KeyUse#TO_ONE}
     * @param plain a frame, without its length
     * @param receivers those of them who are members have its key from this message on
     * @return empty when none of them can have it
     */
    Optional<Encrypted> encrypt(KeyUse use, ByteBuffer plain, Collection<RemoteIdentity> receivers) {
        SenderKey key = current.get(use);
        if (key == null || key.isSpent() || !key.name().epoch().equals(membership.epoch())) {
            key = fresh(use, membership.epoch());
            current.put(use, key);
        }
        boolean any = false;
        for (RemoteIdentity receiver : receivers) {
            any |= give(key, receiver);
        }
        return any ? Optional.of(key.encrypt(plain)) : Optional.empty();
    }

    /** A key for one stream to one member; empty when nothing can be sealed to it. */
    Optional<SenderKey> alone(RemoteIdentity receiver) {
        SenderKey key = fresh(KeyUse.TO_ONE, ByteString.EMPTY);
        return give(key, receiver) ? Optional.of(key) : Optional.empty();
    }

    private SenderKey fresh(KeyUse use, ByteString epoch) {
        long key = environment.execution().random().nextLong();
        return new SenderKey(
                environment.sealer(), new KeyName(session, environment.self().identity(), use, epoch, key));
    }

    private boolean give(SenderKey key, RemoteIdentity receiver) {
        return membership
                .sealingKey(receiver)
                .filter(sealingKey -> key.give(receiver, sealingKey))
                .isPresent();
    }

    /** Whether something may still be sent that was encrypted with a key: nobody who was given it was removed. */
    boolean isGood(SenderKey key) {
        return key.name().epoch().equals(membership.epoch())
                || key.receivers().stream()
                        .noneMatch(receiver -> membership.where(receiver) == Membership.Where.REMOVED);
    }
}
