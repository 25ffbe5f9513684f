package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.SenderKey.Encrypted;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.Sealer;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys for what this endpoint sends in one session. Those for all are made at the first message of an epoch, and of each start; none
 * outlives it. Confined to the session's executor.
 */
final class GroupKeys {
    private static final Logger LOG = LoggerFactory.getLogger(GroupKeys.class);

    private final Sealer sealer;
    private final RemoteIdentity self;
    private final SessionId session;
    private final Membership membership;
    private final Map<KeyUse, SenderKey> current = new EnumMap<>(KeyUse.class);
    private final Set<RemoteIdentity> unsealable = new HashSet<>(); // of whom it was said

    GroupKeys(Sealer sealer, RemoteIdentity self, SessionId session, Membership membership) {
        this.sealer = sealer;
        this.self = self;
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

    /** A key for one stream to one member; empty when it is none, or nothing can be sealed to it. */
    Optional<SenderKey> alone(RemoteIdentity receiver) {
        SenderKey key = fresh(KeyUse.TO_ONE, ByteString.EMPTY);
        return give(key, receiver) ? Optional.of(key) : Optional.empty();
    }

    private SenderKey fresh(KeyUse use, ByteString epoch) {
        long key = ByteBuffer.wrap(sealer.secret()).getLong();
        return new SenderKey(sealer, new KeyName(session, self, use, epoch, key));
    }

    private boolean give(SenderKey key, RemoteIdentity receiver) {
        if (key.receivers().contains(receiver)) {
            return true; // in one epoch a member stays one
        }
        Optional<byte[]> sealingKey = membership.sealingKey(receiver);
        boolean given = sealingKey.isPresent() && key.give(receiver, sealingKey.get());
        if (sealingKey.isPresent() && !given && unsealable.add(receiver)) {
            LOG.warn(
                    "{} gets no messages in the session {}: nothing can be sealed to the key on their card",
                    receiver.peer().shortForm(),
                    session);
        }
        return given;
    }

    /** Whether something may still be sent that was encrypted with a key: all who were given it are in, or left by themselves. */
    boolean isGood(SenderKey key) {
        return key.name().epoch().equals(membership.epoch())
                || key.receivers().stream()
                        .allMatch(
                                receiver -> isMember(receiver) || membership.where(receiver) == Membership.Where.LEFT);
    }

    /** Whether somebody may read what is written now. */
    boolean isMember(RemoteIdentity receiver) {
        return membership.where(receiver) == Membership.Where.MEMBER;
    }
}
