package dev.parley.introduction.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.introduction.internal.proto.Handover;
import dev.parley.spi.contact.Recognition;
import dev.parley.spi.discovery.Announcement.Audience;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.testkit.FakeLinks;
import dev.parley.testkit.FakeStore;
import dev.parley.testkit.HandDrivenExecution;
import dev.parley.wire.frame.Messages;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecognitionsTest {
    private static final byte[] KEY = new byte[32];

    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final Somebody ada = new Somebody(time, 1, "Ada");
    private final Somebody ben = new Somebody(time, 2, "Ben");
    private final Somebody cleo = new Somebody(time, 3, "Cleo");
    private final FakeStore adas = new FakeStore(Runnable::run);
    private final FakeStore bens = new FakeStore(Runnable::run);

    RecognitionsTest() {
        Somebody.meet(ada, ben);
        Somebody.meet(ada, cleo);
        store(ada, adas);
        store(ben, bens);
        store(cleo, new FakeStore(Runnable::run));
    }

    private void store(Somebody who, FakeStore records) {
        who.secrets.use(records, who.recognitions::loaded);
        time.run();
    }

    private void link(Somebody one, Somebody other) {
        one.around.others().reach(other.peer());
        time.run();
    }

    private static Optional<RemoteIdentity> recognises(Somebody who, Somebody other) {
        return who.recognitions.recognise(KEY, other.recognitions.tag(KEY));
    }

    private static boolean letsIn(Somebody who, Somebody other) {
        return who.recognitions.admits(
                Optional.of(other.recognitions.ticket(Optional.of(who.peer()), Optional.empty())));
    }

    /** Ben is Ada's contact, whom she allowed; Ada is Ben's. */
    private void know() {
        ada.allow(ben);
        ben.allow(ada);
        link(ada, ben);
        ada.recognitions.announced(Optional.of(Audience.CONTACTS));
    }

    @Test
    void whoIsAllowedRecognisesUsAndNobodyElse() {
        know();
        link(ada, cleo);
        assertEquals(Optional.of(ada.identity.remote()), recognises(ben, ada));
        assertEquals(Optional.empty(), recognises(cleo, ada));
        assertEquals(Optional.of(ben.identity.remote()), recognises(ada, ben));
    }

    @Test
    void aContactWhoIsNotAllowedDoesNot() {
        ben.allow(ada);
        ada.contacts.add(ada.around.others().person(ben.identity.remote()).orElseThrow());
        link(ada, ben);
        assertEquals(Optional.empty(), recognises(ben, ada));
        ada.contacts.allow(ben.peer(), true);
        time.run();
        assertEquals(Optional.of(ada.identity.remote()), recognises(ben, ada), "at once, over the link there is");
    }

    @Test
    void whomWeDoNotKeepIsNotRecognisedAlthoughTheyHandedUsTheirSecret() {
        ada.allow(ben);
        link(ada, ben);
        assertEquals(Optional.empty(), recognises(ben, ada));
        ben.contacts.add(ben.around.others().person(ada.identity.remote()).orElseThrow());
        time.run();
        assertEquals(Optional.of(ada.identity.remote()), recognises(ben, ada), "from when we keep them");
        ben.contacts.block(ada.peer(), true);
        assertEquals(Optional.empty(), recognises(ben, ada));
    }

    @Test
    void tagsAreOthersEachTimeAndWorthNothingUnderAnotherKey() {
        know();
        byte[] tag = ada.recognitions.tag(KEY);
        assertEquals(Recognition.TAG_BYTES, tag.length);
        assertFalse(Arrays.equals(tag, ada.recognitions.tag(KEY)));
        byte[] another = KEY.clone();
        another[31] = 1;
        assertEquals(Optional.empty(), ben.recognitions.recognise(another, tag));
        for (int i = 0; i < 8 * tag.length; i++) {
            byte[] flipped = tag.clone();
            flipped[i / 8] ^= (byte) (1 << i % 8);
            assertEquals(Optional.empty(), ben.recognitions.recognise(KEY, flipped));
        }
        assertEquals(Optional.empty(), ben.recognitions.recognise(KEY, new byte[0]));
    }

    @Test
    void whoLosesThePermissionDoesNotRecogniseUsAndTheOthersStillDo() {
        know();
        ada.allow(cleo);
        cleo.allow(ada);
        link(ada, cleo);
        assertEquals(Optional.of(ada.identity.remote()), recognises(cleo, ada));
        int[] renewed = {0};
        ada.recognitions.onRenewed(() -> renewed[0]++);
        ada.contacts.allow(ben.peer(), false);
        time.run();
        assertEquals(1, renewed[0]);
        assertEquals(Optional.empty(), recognises(ben, ada));
        assertEquals(Optional.of(ada.identity.remote()), recognises(cleo, ada));
        ada.contacts.block(cleo.peer(), true);
        time.run();
        assertEquals(Optional.empty(), recognises(cleo, ada));
    }

    @Test
    void whoMissedANewSecretGetsItAtTheNextLink() {
        know();
        ada.allow(cleo);
        cleo.allow(ada);
        link(ada, cleo);
        ada.links.cut(cleo.links);
        ada.contacts.delete(ben.peer());
        time.run();
        assertEquals(Optional.empty(), recognises(cleo, ada));
        ada.links.heal(cleo.links);
        link(cleo, ada);
        assertEquals(Optional.of(ada.identity.remote()), recognises(cleo, ada));
    }

    @Test
    void everythingIsKnownAgainAfterARestart() {
        know();
        byte[] tag = ada.recognitions.tag(KEY);
        Somebody later = new Somebody(time, 2, "Ben");
        FakeLinks.connect(ada.links, later.links);
        later.contacts.add(ben.around.others().person(ada.identity.remote()).orElseThrow());
        store(later, bens);
        assertEquals(Optional.of(ada.identity.remote()), later.recognitions.recognise(KEY, tag));
        Somebody again = new Somebody(time, 1, "Ada");
        again.contacts.add(ada.around.others().person(ben.identity.remote()).orElseThrow());
        again.contacts.allow(ben.peer(), true);
        store(again, adas);
        assertEquals(Optional.of(ada.identity.remote()), recognises(ben, again));
    }

    private static long kept(FakeStore records) {
        return records.table(SecretStore.TABLE).keySet().stream()
                .filter(key -> key.startsWith("of/"))
                .count();
    }

    @Test
    void aSecretThatCameBeforeTheContactsIsKeptWhenTheyAreThere() {
        ben.contacts.add(ben.around.others().person(ada.identity.remote()).orElseThrow());
        ben.around.others().book().set(null);
        ada.allow(ben);
        link(ada, ben);
        assertEquals(0, kept(bens));
        ben.around.others().book().set(ben.contacts.book());
        ben.recognitions.check();
        time.run();
        assertEquals(1, kept(bens));
        assertEquals(Optional.of(ada.identity.remote()), recognises(ben, ada));
    }

    /** Forgotten while this part was away. */
    @Test
    void whatWasKeptOfSomebodyWhoIsNoContactAnyMoreIsForgotten() {
        know();
        assertEquals(1, kept(bens));
        Somebody later = new Somebody(time, 2, "Ben");
        store(later, bens);
        assertEquals(0, kept(bens));
    }

    /** A new home with the same keys: what contacts hold is older than what they are handed then. */
    @Test
    void whoLostTheStoreIsRecognisedAgainAfterALink() {
        know();
        ada.contacts.allow(ben.peer(), false);
        ada.contacts.allow(ben.peer(), true);
        time.run();
        time.advance(Duration.ofSeconds(1));
        Somebody again = new Somebody(time, 1, "Ada");
        Somebody.meet(again, ben);
        again.allow(ben);
        store(again, new FakeStore(Runnable::run));
        link(again, ben);
        assertEquals(Optional.of(ada.identity.remote()), recognises(ben, again));
    }

    /** Blocked while this part was away: the secret they have is worth nothing once it is back. */
    @Test
    void whoLostThePermissionMeanwhileDoesNotRecogniseUs() {
        know();
        Somebody again = new Somebody(time, 1, "Ada");
        again.contacts.block(ben.peer(), true);
        store(again, adas);
        again.recognitions.check();
        time.run();
        assertEquals(Optional.empty(), recognises(ben, again));
    }

    @Test
    void nothingIsHandedOverThatCouldNotBeTakenBack() {
        adas.full(true);
        know();
        assertEquals(Optional.empty(), recognises(ben, ada));
        adas.full(false);
        ada.links.cut(ben.links);
        ada.links.heal(ben.links);
        link(ada, ben);
        assertEquals(Optional.of(ada.identity.remote()), recognises(ben, ada));
        ada.secrets.stop(adas);
        assertFalse(ada.secrets.isReady());
    }

    @Test
    void onlyContactsAreLetInWhileWeAreThereForContactsAlone() {
        know();
        assertTrue(letsIn(ada, ben));
        assertFalse(letsIn(ada, cleo), "a ticket of somebody without our secret is noise");
        assertFalse(ada.recognitions.admits(Optional.empty()));
        assertFalse(ada.recognitions.admits(Optional.of("")));
        assertFalse(ada.recognitions.admits(Optional.of("x".repeat(56))));
        ada.recognitions.announced(Optional.of(Audience.EVERYONE));
        assertTrue(letsIn(ada, cleo));
        ada.recognitions.announced(Optional.of(Audience.NOBODY));
        assertTrue(ada.recognitions.admits(Optional.empty()));
        ada.recognitions.announced(Optional.empty());
        assertFalse(ada.recognitions.admits(Optional.empty()), "as long as it is not known");
    }

    @Test
    void aTicketCountsOnceAndNotForLong() {
        know();
        String ticket = ben.recognitions.ticket(Optional.of(ada.peer()), Optional.of(ada.identity.endpoint()));
        assertTrue(ticket.length() <= Recognition.TICKET_LETTERS);
        assertTrue(ada.recognitions.admits(Optional.of(ticket)));
        assertFalse(ada.recognitions.admits(Optional.of(ticket)), "a second time");
        String late = ben.recognitions.ticket(Optional.of(ada.peer()), Optional.empty());
        time.jumpClock(Duration.ofSeconds(2 * Recognitions.SLOT_SECONDS));
        assertFalse(ada.recognitions.admits(Optional.of(late)));
        String now = ben.recognitions.ticket(Optional.of(ada.peer()), Optional.empty());
        time.jumpClock(Duration.ofSeconds(-Recognitions.SLOT_SECONDS));
        assertTrue(ada.recognitions.admits(Optional.of(now)), "clocks differ by minutes");
    }

    @Test
    void ticketsOfContactsAndOfStrangersLookAlike() {
        know();
        String ours = ben.recognitions.ticket(Optional.of(ada.peer()), Optional.empty());
        String noise = ben.recognitions.ticket(Optional.empty(), Optional.empty());
        assertEquals(ours.length(), noise.length());
        assertTrue((ours + noise).matches("[0-9a-f]+"));
        assertNotEquals(noise, ben.recognitions.ticket(Optional.empty(), Optional.empty()));
    }

    @Test
    void spentTicketsAreRememberedWithinBounds() {
        know();
        for (int i = 0; i < Spent.MOST; i++) {
            assertTrue(letsIn(ada, ben));
        }
        assertFalse(letsIn(ada, ben), "enough for now");
        time.jumpClock(Duration.ofSeconds(3 * Recognitions.SLOT_SECONDS));
        assertTrue(letsIn(ada, ben));
    }

    @Test
    void aSecretOfTheWrongSizeBreaksTheStream() {
        know();
        var stream = ben.around.others().linked(ada.peer()).orElseThrow().open(Recognitions.PROTOCOL);
        stream.write(Messages.encode(Handover.newBuilder()
                .setSecret(ByteString.copyFrom(new byte[Secret.BYTES - 1]))
                .build()));
        time.run();
        assertEquals(1, ada.links.broken().size());
        assertEquals(Optional.of(ben.identity.remote()), recognises(ada, ben));
    }
}
