package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.MemberRole;
import dev.parley.session.internal.proto.RosterHave;
import dev.parley.testkit.FakeIdentity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for any roster: random people do random things on copies that meet now and then. */
final class RosterPropertiesTest {
    private static final int SEEDS = 2_000;

    private final Hasty hasty = new Hasty();
    private final List<FakeIdentity> people = new ArrayList<>();
    private int lies;

    RosterPropertiesTest() {
        for (int person = 0; person < 7; person++) {
            people.add(new FakeIdentity(person));
        }
        people.add(new FakeIdentity(people.get(1), 100)); // two with a second endpoint
        people.add(new FakeIdentity(people.get(2), 101));
    }

    /** Copies of one roster that went their own ways. */
    private List<Writer> play(Random random, boolean honest) {
        List<Writer> writers = new ArrayList<>();
        int count = 3 + random.nextInt(people.size() - 2);
        for (FakeIdentity person : people.subList(0, count)) {
            writers.add(hasty.writer(person));
        }
        Collections.shuffle(writers, random);
        Writer creator = writers.get(0);
        creator.create();
        for (Writer writer : List.copyOf(writers)) { // most begin as members, many of them with rights
            if (writer != creator && random.nextInt(4) > 0) {
                creator.invite(writer, random.nextInt(3) > 0 ? MemberRole.MAY_INVITE : MemberRole.MEMBER);
                creator.take(writer.take(creator));
                writer.join();
                creator.take(writer);
            }
        }
        writers.forEach(writer -> writer.take(creator));
        for (int step = 3 + random.nextInt(25); step > 0; step--) {
            Writer one = writers.get(random.nextInt(writers.size()));
            Writer other = writers.get(random.nextInt(writers.size()));
            try {
                act(random.nextInt(10), one, other);
            } catch (ProtocolException refused) { // who was never invited, or never given a right
                assertTrue(refused.getMessage().contains("its author was never"), refused.getMessage());
            }
            if (!honest && random.nextInt(8) == 0) {
                writers.add(one.twin());
            }
        }
        return writers;
    }

    private static void act(int what, Writer one, Writer other) {
        boolean known = one.log.last(one.remote()) > 0;
        if (what < 3 || !known) {
            exchange(one, other);
            if (!known) {
                one.join();
            }
        } else {
            switch (what) {
                case 3 -> one.invite(other);
                case 4 -> one.invite(other, MemberRole.MAY_INVITE);
                case 5 -> one.give(other, other.peer().hashCode() % 2 == 0 ? MemberRole.MEMBER : MemberRole.MAY_INVITE);
                case 6 -> one.leave();
                case 7 -> one.join();
                default -> one.remove(other);
            }
        }
    }

    /** As over one stream: both say what they have, and send what the other one lacks. @return how often that needed */
    private static int exchange(Writer one, Writer other) {
        int rounds = 0;
        while (!names(one.log.entries()).equals(names(other.log.entries()))) {
            RosterHave ofOne = one.log.have();
            RosterHave ofOther = other.log.have();
            List<RosterEntry> toOther = one.log.missing(ofOther);
            List<RosterEntry> toOne = other.log.missing(ofOne);
            deliver(toOne, one);
            deliver(toOther, other);
            rounds++;
            assertTrue(rounds <= 3, "they do not come together");
        }
        return rounds;
    }

    private static void deliver(List<RosterEntry> entries, Writer to) {
        try {
            entries.forEach(to::add);
        } catch (
                ProtocolException brokenOff) { // built on the half of a lie that is not here; the next stream brings it
            assertTrue(brokenOff.getMessage().contains("a parent of it is not here"));
        }
    }

    private static Set<ByteString> names(List<RosterEntry> entries) {
        Set<ByteString> names = new HashSet<>();
        entries.forEach(entry -> names.add(entry.name()));
        return names;
    }

    private static void assertSame(RosterView expected, RosterView actual, long seed) {
        assertEquals(expected, actual, "seed " + seed);
        assertEquals(
                List.copyOf(expected.members().keySet()),
                List.copyOf(actual.members().keySet()),
                "order of members, seed " + seed);
    }

    @Test
    void theOrderOfArrivalDoesNotMatterAndTheSlowRulesAgree() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Writer> writers = play(random, seed % 3 > 0);
            Writer full = writers.get(0);
            for (int round = 0; round < 2; round++) {
                writers.forEach(writer -> exchange(full, writer));
            }
            RosterView view = full.view();
            lies += full.log.liars().isEmpty() ? 0 : 1;
            SlowRoster slow = new SlowRoster(full.log.entries());
            assertSame(slow.view(), view, seed);
            assertTrue(slow.bringsNobodyBack(), "seed " + seed);
            for (int order = 0; order < 2; order++) {
                RosterLog shuffled = shuffled(full, random);
                assertSame(view, RosterReading.view(shuffled), seed);
                assertEquals(full.log.epoch(), shuffled.epoch(), "epoch, seed " + seed);
            }
        }
        assertTrue(lies > SEEDS / 20, "too few lie: " + lies);
    }

    /** The same entries in another order, parents first, some of them twice. */
    private RosterLog shuffled(Writer writer, Random random) {
        Writer fresh = hasty.writer(people.get(0));
        List<RosterEntry> rest = new ArrayList<>(writer.log.entries());
        Set<ByteString> there = new HashSet<>();
        Set<ByteString> epochs = new HashSet<>();
        while (!rest.isEmpty()) {
            RosterEntry next = rest.get(random.nextInt(rest.size()));
            if (there.containsAll(next.parents()) && (there.contains(next.name()) || mayCome(fresh.log, next))) {
                assertEquals(there.add(next.name()), fresh.add(next).isPresent());
                epochs.add(fresh.log.epoch());
                if (random.nextInt(4) > 0) {
                    rest.remove(next);
                }
            }
        }
        assertEquals(names(writer.log.entries()), there);
        assertEquals(there.size(), epochs.size(), "each entry makes another epoch");
        return fresh.log;
    }

    private static boolean mayCome(RosterLog log, RosterEntry entry) {
        return entry.parents().isEmpty() == log.entries().isEmpty();
    }

    @Test
    void anyTwoComeTogetherAtOnceWhenNobodyLies() {
        for (long seed = 0; seed < SEEDS / 4; seed++) {
            List<Writer> writers = play(new Random(-seed - 1), true);
            for (int i = 1; i < writers.size(); i++) {
                Writer one = writers.get(i - 1).twin();
                Writer other = writers.get(i).twin();
                assertTrue(exchange(one, other) <= 1, "seed " + seed);
                assertSame(one.view(), other.view(), seed);
            }
        }
    }
}
