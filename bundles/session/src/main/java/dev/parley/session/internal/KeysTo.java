package dev.parley.session.internal;

import dev.parley.session.internal.SenderKey.Encrypted;
import dev.parley.spi.identity.RemoteIdentity;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends encrypted messages to one member, each key's seal before the first message under it. Confined to the session's executor. */
final class KeysTo {
    private final GroupKeys keys;
    private final RemoteIdentity receiver;
    private final Deque<SenderKey> told =
            new ArrayDeque<>(); // over this stream; the last ones, as many as are kept there
    private SenderKey alone; // null until it is needed
    private Encrypted last; // over this stream; null: none

    KeysTo(GroupKeys keys, RemoteIdentity receiver) {
        this.keys = keys;
        this.receiver = receiver;
    }

    /** Another stream begins. */
    void begin() {
        told.clear();
        alone = null;
        last = null;
    }

    /** Sends it; not when the other one is no member any more, and its last words are awaited, or nothing can be sealed to it. */
    void send(Consumer<ByteBuffer> stream, Outgoing message) {
        Optional<Encrypted> together = message.encrypted();
        if (together.filter(this::isLast).isPresent()) {
            return; // it went with the one before it
        }
        if (together.filter(one -> send(stream, one)).isEmpty()) {
            sendAlone(stream, message.plain());
        }
    }

    private boolean isLast(Encrypted one) {
        return last != null && one.key() == last.key() && one.index() == last.index();
    }

    /** @return whether it was sent: not when the member must not have its key, or somebody was removed who has it */
    boolean send(Consumer<ByteBuffer> stream, Encrypted message) {
        SenderKey key = message.key();
        if (!keys.isGood(key)) {
            return false;
        }
        if (!told.contains(key)) {
            var seal = key.seal(receiver, message.index());
            if (seal.isEmpty()) {
                return false;
            }
            stream.accept(seal.get());
            told.add(key);
            if (told.size() > KeysFrom.KEYS) {
                told.remove();
            }
        }
        stream.accept(message.frame().duplicate());
        last = message;
        return true;
    }

    private void sendAlone(Consumer<ByteBuffer> stream, ByteBuffer plain) {
        if (alone == null || alone.isSpent()) {
            alone = keys.alone(receiver).orElse(null);
        }
        if (alone != null) {
            send(stream, alone.encrypt(plain));
        }
    }
}
