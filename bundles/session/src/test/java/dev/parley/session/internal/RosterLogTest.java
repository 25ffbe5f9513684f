package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.RosterCodec.Opened;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.testkit.FakeIdentity;
import dev.parley.wire.envelope.SignedRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What does not come into a log, and leaves it as it was. */
final class RosterLogTest {
    private final FakeIdentity me = new FakeIdentity(1);
    private final FakeIdentity somebody = new FakeIdentity(2);
    private final Writer creator = new Writer(me);
    private final Writer ada = new Writer(somebody);
    private final RosterEntry.Removed removal =
            new RosterEntry.Removed(Writer.of(3).peer());

    RosterLogTest() {
        creator.create();
        creator.invite(ada);
        ada.take(creator).join();
        creator.take(ada);
    }

    private void assertRefused(String why, ByteString encoded) {
        List<RosterEntry> before = List.copyOf(creator.log.entries());
        RosterView view = creator.view();
        ProtocolException refused = assertThrows(ProtocolException.class, () -> creator.log.add(encoded));
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertEquals(before, creator.log.entries());
        assertEquals(view, creator.view());
        assertEquals(ada.log.have(), creator.log.have());
    }

    private List<ByteString> ends() {
        return creator.log.parents(creator.remote());
    }

    private static ByteString name(int number) {
        return ByteString.copyFrom(new byte[31]).concat(ByteString.copyFrom(new byte[] {(byte) number}));
    }

    @Test
    void theSameEntryAgainIsNotNew() {
        assertTrue(creator.log.add(creator.log.entries().get(1).encoded()).isEmpty());
        assertEquals(3, creator.log.entries().size());
    }

    @Test
    void anotherSession() {
        RosterCodec other = new RosterCodec(new SessionId(new UUID(1, 1)), Writer.APPLICATION, me, me);
        assertRefused("another session", other.seal(me, 3, ends(), removal, 0).encoded());
    }

    @Test
    void anotherApplication() {
        RosterCodec other = new RosterCodec(Writer.SESSION, new ApplicationId(new UUID(1, 1)), me, me);
        ByteString begun = other.seal(me, 1, List.of(), new RosterEntry.Created(me.card()), 0)
                .encoded();
        assertRefused("another application", begun);
    }

    @Test
    void anotherKeyThanTheAuthors() {
        FakeIdentity forged = new FakeIdentity(5);
        byte[] payload = SignedRecord.unchecked(
                        "parley.roster",
                        creator.seal(3, ends(), removal).encoded().toByteArray(),
                        RosterCodec.BYTES)
                .payload();
        byte[] sealed = SignedRecord.seal(forged.signer(), "parley.roster", 3, payload);
        assertRefused("not signed by its author's key", ByteString.copyFrom(sealed));
    }

    @Test
    void aChangedSignature() {
        byte[] bytes = creator.seal(3, ends(), removal).encoded().toByteArray();
        bytes[bytes.length - 1] ^= 1;
        assertRefused("no valid signature", ByteString.copyFrom(bytes));
    }

    @Test
    void aCardOfSomebodyElse() {
        Writer ben = Writer.of(3);
        assertRefused(
                "another peer's",
                ben.seal(1, ends(), new RosterEntry.Joined(somebody.card())).encoded());
    }

    @Test
    void aCardThatDoesNotListTheEndpoint() {
        FakeIdentity second = new FakeIdentity(somebody, 9);
        assertRefused(
                "does not list",
                new Writer(second)
                        .seal(1, ends(), new RosterEntry.Joined(somebody.card()))
                        .encoded());
    }

    @Test
    void aParentThatIsNotHere() {
        Writer away = ada.twin();
        away.leave();
        assertRefused("a parent of it is not here", away.join().encoded());
    }

    @Test
    void aSecondBeginning() {
        RosterEntry.Created again = new RosterEntry.Created(me.card());
        assertRefused(
                "another one", creator.codec.seal(me, 1, List.of(), again, 5).encoded());
        assertRefused("is the first and has", creator.seal(3, ends(), again).encoded());
        assertRefused("no parents", creator.seal(3, List.of(), removal).encoded());
    }

    @Test
    void nothingBeforeTheBeginning() {
        RosterLog empty = new RosterLog(creator.codec);
        ByteString second = creator.log.entries().get(1).encoded();
        assertThrows(ProtocolException.class, () -> empty.add(second));
        assertTrue(empty.entries().isEmpty());
    }

    @Test
    void theAuthorsEntryBeforeMustBeAnAncestor() {
        ByteString first = creator.log.entries().get(0).name();
        assertRefused("before it is not", ada.seal(2, List.of(first), removal).encoded());
        assertRefused("before it is not", ada.seal(4, ends(), removal).encoded());
    }

    @Test
    void anAuthorBeginsByJoining() {
        Writer ben = Writer.of(3);
        RosterEntry.Joined joined = new RosterEntry.Joined(ben.identity.card());
        assertRefused("has not begun", ben.seal(1, ends(), removal).encoded());
        assertRefused("has not begun", ben.seal(2, ends(), joined).encoded());
    }

    @Test
    void numbersFrom1To256() {
        RosterEntry.Joined joined = new RosterEntry.Joined(me.card());
        for (int wrong : new int[] {0, RosterLog.OF_ONE + 1, Integer.MAX_VALUE}) {
            assertRefused(
                    "number is not possible",
                    creator.seal(wrong, ends(), joined).encoded());
        }
        assertEquals(
                256,
                creator.codec
                        .open(creator.seal(256, ends(), joined).encoded())
                        .entry()
                        .number());
    }

    @Test
    void parentsUpTo16() {
        List<ByteString> parents = new ArrayList<>();
        for (int i = 0; i < RosterCodec.PARENTS; i++) {
            parents.add(name(i));
        }
        assertEquals(
                parents,
                creator.codec
                        .open(creator.seal(3, parents, removal).encoded())
                        .entry()
                        .parents());
        parents.add(name(16));
        assertRefused("too many parents", creator.seal(3, parents, removal).encoded());
        assertRefused(
                "no name",
                creator.seal(3, List.of(ByteString.copyFrom(new byte[31])), removal)
                        .encoded());
    }

    @Test
    void bytesUpTo20480() {
        ByteString entry = creator.seal(3, ends(), removal).encoded();
        assertRefused("at most 20480", padded(entry, RosterCodec.BYTES + 1));
        assertFalse(creator.log.add(padded(entry, RosterCodec.BYTES)).isEmpty());
    }

    /** With an unknown field, which is nobody's business, of that many bytes in all. */
    private static ByteString padded(ByteString entry, int bytes) {
        int rest = bytes - entry.size() - 5; // two bytes of tag, three of length
        byte[] head = {(byte) 0xfa, 0x7f, (byte) (rest | 0x80), (byte) (rest >> 7 | 0x80), (byte) (rest >> 14)};
        return entry.concat(ByteString.copyFrom(head)).concat(ByteString.copyFrom(new byte[rest]));
    }

    @Test
    void ofOneAuthor256AlsoWhenItLies() {
        Hasty hasty = new Hasty();
        Writer host = hasty.writer(me);
        host.create();
        for (int i = 2; i < RosterLog.OF_ONE; i++) {
            host.invite(ada);
        }
        Writer twin = host.twin();
        host.invite(ada);
        twin.invite(host);
        assertEquals(RosterLog.OF_ONE, host.log.last(host.remote()));
        RosterEntry more = twin.log.entries().get(RosterLog.OF_ONE - 1);
        assertTrue(assertThrows(ProtocolException.class, () -> host.add(more))
                .getMessage()
                .contains("256 already"));
        assertEquals(RosterLog.OF_ONE, host.log.entries().size());
    }

    /** Authors out of nothing, as only a log that is given what was read can have them. */
    private static Opened joined(Writer like, int author, int number, List<ByteString> parents) {
        byte[] endpoint = new byte[32];
        endpoint[0] = (byte) author;
        endpoint[1] = 1;
        RemoteIdentity who = new RemoteIdentity(like.peer(), EndPointId.of(endpoint));
        RosterEntry entry = new RosterEntry(
                name(number).substring(2).concat(ByteString.copyFrom(new byte[] {(byte) author, 1})),
                who,
                number,
                parents,
                new RosterEntry.Joined(like.identity.card()),
                ByteString.EMPTY);
        return new Opened(entry, ByteString.EMPTY);
    }

    @Test
    void authorsUpTo256AndEntriesUpTo4096() {
        List<ByteString> parents = List.of(creator.log.entries().get(0).name());
        for (int author = 2; author < RosterLog.OF_ONE; author++) {
            assertTrue(creator.log.add(joined(creator, author, 1, parents)).isPresent());
        }
        assertThrows(ProtocolException.class, () -> creator.log.add(joined(creator, 1, 1, parents)));
        for (int author = 2, number = 2; creator.log.entries().size() < RosterLog.ENTRIES; number++) {
            if (number > RosterLog.OF_ONE) {
                author++;
                number = 2;
            }
            Opened before = joined(creator, author, number - 1, parents);
            creator.log.add(
                    joined(creator, author, number, List.of(before.entry().name())));
        }
        assertThrows(
                ProtocolException.class,
                () -> creator.log.add(creator.seal(3, ends(), removal).encoded()));
        assertEquals(RosterLog.ENTRIES, creator.log.entries().size());
        assertEquals(2, creator.view().members().size());
        assertTrue(creator.log.have().getSerializedSize() < Frames.FIRST_BYTES - 100); // goes into the first frame
    }

    @Test
    void anAuthorsOwnEndIsAmongItsParentsHoweverManyThereAre() {
        List<Writer> many = new ArrayList<>();
        for (int seed = 10; seed < 30; seed++) {
            many.add(Writer.of(seed));
        }
        many.forEach(creator::invite);
        many.forEach(one -> one.take(creator).join());
        RosterEntry own = creator.invite(ada);
        many.forEach(creator::take);
        RosterEntry next = creator.invite(ada);
        assertEquals(RosterCodec.PARENTS, next.parents().size());
        assertTrue(next.parents().contains(own.name()));
        assertEquals(Collections.emptyList(), creator.log.missing(creator.log.have()));
    }

    @Test
    void anAuthorsLastEntryIsInThePastOfItsNextOneAlsoWhenItIsNoEnd() {
        List<Writer> many = new ArrayList<>();
        for (int seed = 10; seed < 70; seed++) {
            many.add(Writer.of(seed));
        }
        many.forEach(creator::invite);
        many.forEach(one -> one.take(creator).join());
        creator.invite(ada);
        RosterEntry left = ada.take(creator).leave(); // of many ends the only one that knows the creator's last entry
        many.forEach(creator::take);
        creator.take(ada);
        RosterEntry next = creator.invite(ada);
        assertEquals(RosterCodec.PARENTS, next.parents().size());
        assertTrue(next.parents().contains(left.name()));
    }
}
