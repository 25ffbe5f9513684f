package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.Delivery;
import dev.parley.api.session.MessageId;
import dev.parley.session.internal.SenderKey.Encrypted;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.Purpose;
import dev.parley.session.internal.proto.SessionMessage;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.identity.Sealer;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes to one member: which seals, and when none. */
class KeysToTest {
    private final FakeIdentity ann = new FakeIdentity(1);
    private final FakeIdentity ben = new FakeIdentity(2);
    private final Membership membership = membership();
    private final List<Frame> sent = new ArrayList<>();

    private Membership membership() {
        RosterCodec codec = new RosterCodec(Writer.SESSION, Writer.APPLICATION, ann, ann);
        Membership ours = Membership.found(ann, Standing::stranger, new HandDrivenExecution(1).clock(), codec);
        ours.invite(ben.peer());
        Membership theirs = Membership.invited(ben, Standing::stranger, new HandDrivenExecution(1).clock(), codec);
        exchange(ours, theirs);
        theirs.join();
        exchange(theirs, ours);
        return ours;
    }

    private static void exchange(Membership from, Membership to) {
        from.keep(from.kept() + from.unkept().size());
        from.missing(to.have()).forEach(frame -> to.take(frame.getRoster()));
    }

    private GroupKeys keys(Sealer sealer) {
        return new GroupKeys(sealer, ann.remote(), Writer.SESSION, membership);
    }

    private void write(ByteBuffer bytes) {
        sent.add(Wire.frame(bytes));
    }

    private static ByteBuffer plain() {
        return Frame.newBuilder()
                .setMessage(SessionMessage.newBuilder().setKind(Kind.EPHEMERAL))
                .build()
                .toByteString()
                .asReadOnlyByteBuffer();
    }

    private Outgoing message() {
        Outgoing message = new Outgoing(
                Delivery.EPHEMERAL,
                Kind.EPHEMERAL,
                Purpose.PLAIN,
                Optional.empty(),
                ByteBuffer.allocate(1),
                new Stages(Runnable::run));
        message.numbered(
                new MessageId(ann.peer(), ann.endpoint(), 1),
                SessionMessage.newBuilder().setKind(Kind.EPHEMERAL).build());
        return message;
    }

    @Test
    void anOlderKeyIsSealedAgain() {
        List<Encrypted> all = new ArrayList<>();
        for (int i = 0; i <= KeysFrom.KEYS; i++) {
            all.add(keys(ann)
                    .encrypt(KeyUse.TO_ALL, plain(), List.of(ben.remote()))
                    .orElseThrow());
        }
        all.add(all.get(1).key().encrypt(plain()));
        all.add(all.get(0).key().encrypt(plain()));
        KeysTo to = new KeysTo(keys(ann), ben.remote());
        all.forEach(message -> assertTrue(to.send(this::write, message)));
        assertEquals(KeysFrom.KEYS + 2, sent.stream().filter(Frame::hasSeal).count(), "only the oldest was forgotten");
        KeysFrom from = new KeysFrom(ben, ben.opener(), ben.remote(), Writer.SESSION, ann.remote());
        int opened = 0;
        for (Frame frame : sent) {
            if (frame.hasSeal()) {
                from.take(frame.getSeal());
            } else {
                opened += from.open(frame.getSealed()).isPresent() ? 1 : 0;
            }
        }
        assertEquals(all.size(), opened);
    }

    @Test
    void whoWasGivenAKeyTooLateGetsTheMessageAlone() {
        GroupKeys keys = keys(ann);
        Encrypted early = new SenderKey(
                        ann, new KeyName(Writer.SESSION, ann.remote(), KeyUse.TO_ALL, membership.epoch(), 1))
                .encrypt(plain());
        KeysTo to = new KeysTo(keys, ben.remote());
        assertFalse(to.send(this::write, early));
        assertEquals(List.of(), sent);
        Outgoing message = message();
        message.encrypted(early);
        to.send(this::write, message);
        assertEquals(KeyUse.TO_ONE, sent.get(0).getSeal().getUse());
        assertTrue(sent.get(1).hasSealed());
    }

    @Test
    void whoHasNoKeyToSealToGetsNothing() {
        GroupKeys keys = keys(new Unable(ann));
        assertEquals(Optional.empty(), keys.encrypt(KeyUse.TO_ALL, plain(), List.of(ben.remote())));
        KeysTo to = new KeysTo(keys, ben.remote());
        to.send(this::write, message());
        assertEquals(List.of(), sent);
    }

    @Test
    void whoIsNoMemberGetsNothing() {
        FakeIdentity stranger = new FakeIdentity(3);
        assertEquals(Optional.empty(), keys(ann).encrypt(KeyUse.TO_ALL, plain(), List.of(stranger.remote())));
        new KeysTo(keys(ann), stranger.remote()).send(this::write, message());
        assertEquals(List.of(), sent);
    }

    /** Finds nothing that can be sealed to any key. */
    private record Unable(Sealer like) implements Sealer {
        @Override
        public byte[] secret() {
            return like.secret();
        }

        @Override
        public Optional<byte[]> seal(byte[] sealingKey, byte[] info, byte[] aad, byte[] plain) {
            return Optional.empty();
        }

        @Override
        public byte[] derive(byte[] secret, byte[] info, int bytes) {
            return like.derive(secret, info, bytes);
        }

        @Override
        public ByteBuffer encrypt(byte[] key, byte[] aad, ByteBuffer plain) {
            return like.encrypt(key, aad, plain);
        }

        @Override
        public Optional<byte[]> decrypt(byte[] key, byte[] aad, ByteBuffer encrypted) {
            return like.decrypt(key, aad, encrypted);
        }
    }
}
