package dev.parley.session.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.session.internal.SenderKey.Encrypted;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Sends encrypted messages to one member, each key's seal before the first message under it. Confined to the session's executor. */
final class KeysTo {
    private final GroupKeys keys;
    private final SessionMember receiver;
    private final Deque<SenderKey> told =
            new ArrayDeque<>(); // over this stream; the last ones, as many as are kept there
    private SenderKey alone; // null until it is needed

    KeysTo(GroupKeys keys, SessionMember receiver) {
        this.keys = keys;
        this.receiver = receiver;
    }

    /** Another stream begins. */
    void begin() {
        told.clear();
        alone = null;
    }

    /** @throws ProtocolException when nothing can be sealed to the member */
    void send(SessionStream stream, Outgoing message) {
        if (message.encrypted().filter(one -> send(stream, one)).isEmpty()) {
            sendAlone(stream, message.plain());
        }
    }

    /** @return whether it was sent: not when the member must not have its key, or somebody was removed who has it */
    boolean send(SessionStream stream, Encrypted message) {
        SenderKey key = message.key();
        if (!keys.isGood(key)) {
            return false;
        }
        if (!told.contains(key)) {
            var seal = key.seal(receiver.identity(), message.index());
            if (seal.isEmpty()) {
                return false;
            }
            stream.send(seal.get());
            told.add(key);
            if (told.size() > KeysFrom.KEYS) {
                told.remove();
            }
        }
        stream.send(message.frame().duplicate());
        return true;
    }

    private void sendAlone(SessionStream stream, ByteBuffer plain) {
        if (alone == null || alone.isSpent()) {
            alone = keys.alone(receiver.identity())
                    .orElseThrow(() -> new ProtocolException("nothing can be sealed to " + receiver.displayName()
                            + ": their card has no sealing key that works. They need a new card."));
        }
        send(stream, alone.encrypt(plain));
    }
}
