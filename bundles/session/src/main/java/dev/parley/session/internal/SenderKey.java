package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.KeySeal;
import dev.parley.session.internal.proto.Sealed;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.Sealer;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A key for own messages, and who was given it. Confined to the session's executor. */
final class SenderKey {
    /** What a seal is for. */
    static final byte[] INFO = "parley-seal/1".getBytes(StandardCharsets.US_ASCII);

    private final Sealer sealer;
    private final KeyName name;
    private final Ratchet ratchet;
    private final Map<RemoteIdentity, Given> given = new HashMap<>();

    private record Given(int from, ByteBuffer frame) {}

    /** An encrypted message, and the frame that has it. */
    record Encrypted(SenderKey key, int index, ByteBuffer frame) {}

    /** With a new secret. */
    SenderKey(Sealer sealer, KeyName name) {
        this.sealer = sealer;
        this.name = name;
        this.ratchet = new Ratchet(sealer, sealer.secret(), 0);
    }

    KeyName name() {
        return name;
    }

    /** Whether it has encrypted as much as it may. */
    boolean isSpent() {
        return ratchet.next() == Ratchet.MESSAGES;
    }

    /** Who was given it. */
    Set<RemoteIdentity> receivers() {
        return given.keySet();
    }

    /**
     * Gives it to somebody, who can read with it what comes from now on.
     *
     * @return whether they have it now; not when nothing can be sealed to their key
     */
    boolean give(RemoteIdentity receiver, byte[] sealingKey) {
        if (given.containsKey(receiver)) {
            return true;
        }
        int from = ratchet.next();
        byte[] chain = ratchet.chain();
        Optional<byte[]> sealed = sealer.seal(sealingKey, INFO, name.seal(from, receiver), chain);
        Arrays.fill(chain, (byte) 0);
        sealed.ifPresent(bytes -> given.put(receiver, new Given(from, frame(from, bytes))));
        return sealed.isPresent();
    }

    private ByteBuffer frame(int from, byte[] sealed) {
        KeySeal seal = KeySeal.newBuilder()
                .setKey(name.key())
                .setUse(name.use())
                .setEpoch(name.epoch())
                .setIndex(from)
                .setSealed(ByteString.copyFrom(sealed))
                .build();
        return Messages.encode(Frame.newBuilder().setSeal(seal).build());
    }

    /** The frame that gives it to somebody who can read this message with it; empty when they were not given it in time. */
    Optional<ByteBuffer> seal(RemoteIdentity receiver, int index) {
        return Optional.ofNullable(given.get(receiver))
                .filter(seal -> seal.from() <= index)
                .map(seal -> seal.frame().duplicate());
    }

    /** Encrypts a frame; not when it is spent. */
    Encrypted encrypt(ByteBuffer plain) {
        int index = ratchet.next();
        byte[] key = ratchet.key(index);
        ByteBuffer content = sealer.encrypt(key, name.message(index), plain);
        Arrays.fill(key, (byte) 0);
        Sealed sealed = Sealed.newBuilder()
                .setKey(name.key())
                .setIndex(index)
                .setContent(UnsafeByteOperations.unsafeWrap(content))
                .build();
        return new Encrypted(
                this,
                index,
                Messages.encode(Frame.newBuilder().setSealed(sealed).build()));
    }
}
