package dev.parley.session.internal;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.KeySeal;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.Sealed;
import dev.parley.session.internal.proto.SessionMessage;
import dev.parley.spi.identity.Opener;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.Sealer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of one other member, as far as they are kept, and what they open. A seal is opened at the first message that needs it.
 * Confined to the session's executor.
 */
final class KeysFrom {
    /** So many keys are kept. */
    static final int KEYS = 16;

    private static final int SEAL_BYTES = Sealer.SECRET_BYTES + Sealer.SEAL_BYTES;

    private final Sealer sealer;
    private final Opener opener;
    private final RemoteIdentity self;
    private final SessionId session;
    private final RemoteIdentity author;
    private final Map<Long, Kept> kept = new LinkedHashMap<>(); // by key, in the order of the last seals

    private static final class Kept {
        private final KeyName name;
        private final KeySeal seal;
        private Ratchet ratchet; // null until it is needed

        Kept(KeyName name, KeySeal seal) {
            this.name = name;
            this.seal = seal;
        }
    }

    /** @param self to whom the seals are */
    KeysFrom(Sealer sealer, Opener opener, RemoteIdentity self, SessionId session, RemoteIdentity author) {
        this.sealer = sealer;
        this.opener = opener;
        this.self = self;
        this.session = session;
        this.author = author;
    }

    /** @throws ProtocolException when it cannot be */
    void take(KeySeal seal) {
        require(seal.getSealed().size() == SEAL_BYTES, "a seal has a wrong length");
        require(isEpoch(seal.getUse(), seal.getEpoch().size()), "a seal is for no epoch");
        require(seal.getIndex() >= 0 && seal.getIndex() < Ratchet.MESSAGES, "a seal begins past the end");
        Kept known = kept.remove(seal.getKey());
        require(
                known == null || (known.name.epoch().equals(seal.getEpoch()) && known.name.use() == seal.getUse()),
                "two keys have one name");
        KeyName name = new KeyName(session, author, seal.getUse(), seal.getEpoch(), seal.getKey());
        kept.put(seal.getKey(), known == null ? new Kept(name, seal) : known);
        if (kept.size() > KEYS) {
            Iterator<Long> oldest = kept.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /**
     * Opens a message.
     *
     * @return the frame in it; empty when its index has been, or it is of a later version
     * @throws ProtocolException when it cannot be from an author that keeps to the protocol
     */
    Optional<Frame> open(Sealed sealed) {
        Kept key = kept.get(sealed.getKey());
        require(key != null, "its key was not given");
        if (!isSpoken(key.name.use())) {
            return Optional.empty();
        }
        int index = sealed.getIndex();
        require(index >= key.seal.getIndex() && index < Ratchet.MESSAGES, "its key is not for that index");
        if (key.ratchet == null) {
            key.ratchet = new Ratchet(sealer, opened(key), key.seal.getIndex());
        }
        if (index < key.ratchet.next()) {
            return Optional.empty();
        }
        byte[] once = key.ratchet.key(index);
        Optional<byte[]> plain = sealer.decrypt(
                once, key.name.message(index), sealed.getContent().asReadOnlyByteBuffer());
        Arrays.fill(once, (byte) 0);
        require(plain.isPresent(), "it is not what its author encrypted");
        Frame frame = frame(plain.get());
        require(fits(key.name.use(), frame), "its key is for something else");
        return Optional.of(frame);
    }

    private byte[] opened(Kept key) {
        byte[] aad = key.name.seal(key.seal.getIndex(), self);
        return opener.open(key.seal.getSealed().toByteArray(), SenderKey.INFO, aad)
                .orElseThrow(() -> refused("the seal of its key does not open here"));
    }

    private static boolean isSpoken(KeyUse use) {
        return use == KeyUse.TO_ALL || use == KeyUse.TO_ALL_DURABLE || use == KeyUse.TO_ONE;
    }

    private static boolean isEpoch(KeyUse use, int bytes) {
        return !isSpoken(use) || bytes == (use == KeyUse.TO_ONE ? 0 : KeyName.EPOCH_BYTES);
    }

    private static Frame frame(byte[] plain) {
        try {
            CodedInputStream in = UnsafeByteOperations.unsafeWrap(plain).newCodedInput();
            in.enableAliasing(true); // nobody else has the array
            return Frame.parseFrom(in);
        } catch (IOException e) {
            throw new ProtocolException("an encrypted message is malformed.", e);
        }
    }

    private static boolean fits(KeyUse use, Frame frame) {
        return switch (use) {
            case TO_ALL ->
                messages(frame).stream().allMatch(message -> message.getKind() != Kind.DIRECT)
                        && (frame.hasMessage() || frame.hasMessages());
            case TO_ALL_DURABLE -> frame.hasDurable();
            default -> frame.hasMessage();
        };
    }

    private static List<SessionMessage> messages(Frame frame) {
        return frame.hasMessages() ? frame.getMessages().getMessagesList() : List.of(frame.getMessage());
    }

    private static void require(boolean fine, String problem) {
        if (!fine) {
            throw refused(problem);
        }
    }

    private static ProtocolException refused(String problem) {
        return new ProtocolException("an encrypted message is refused: " + problem + ".");
    }
}
