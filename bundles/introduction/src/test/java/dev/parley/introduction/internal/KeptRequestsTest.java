package dev.parley.introduction.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.ContactRequest;
import dev.parley.api.contacts.ContactRequestEvent;
import dev.parley.api.contacts.ContactRequestState;
import dev.parley.api.peer.Bytes;
import dev.parley.spi.store.StoredRecord;
import dev.parley.testkit.FakeStore;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Contact requests over restarts of either side. */
class KeptRequestsTest {
    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final FakeStore adasDisk = new FakeStore(time.serial("ada's disk"));
    private final FakeStore bensDisk = new FakeStore(time.serial("ben's disk"));
    private Somebody ada = start(1, "Ada", adasDisk);
    private Somebody ben = start(2, "Ben", bensDisk);

    KeptRequestsTest() {
        Somebody.meet(ada, ben);
        time.run();
    }

    private Somebody start(long seed, String name, FakeStore disk) {
        Somebody made = new Somebody(time, seed, name);
        made.requests.disk().use(disk);
        time.run();
        return made;
    }

    private void end(Somebody who) {
        who.requests.stop();
        who.links.listening().orElseThrow().close();
        time.run();
    }

    private void adaRestarts() {
        end(ada);
        ada = start(1, "Ada", adasDisk);
    }

    private void benRestarts() {
        end(ben);
        ben = start(2, "Ben", bensDisk);
    }

    private void theyMeet() {
        Somebody.meet(ada, ben);
        ada.comparisons.begin(ben.peer()); // any reason for a link
        time.run();
    }

    private static ContactRequest only(Somebody who) {
        assertEquals(1, who.requests.open().size());
        return who.requests.open().get(0);
    }

    private void ask() {
        ada.requests.send(ben.peer(), "We met at lunch");
        time.run();
    }

    private void assertBothKeepEachOther() {
        assertTrue(ada.contacts.of(ben.peer()).contact());
        assertTrue(ben.contacts.of(ada.peer()).contact());
        assertEquals(Map.of(), adasDisk.table(RequestRecords.TABLE));
        assertEquals(Map.of(), bensDisk.table(RequestRecords.TABLE));
        assertEquals(List.of(), ada.links.broken());
        assertEquals(List.of(), ben.links.broken());
    }

    @Test
    void row28_oneWhoWasNotThereIsAskedAfterARestart() {
        ada.links.cut(ben.links);
        ask();
        adaRestarts();
        ContactRequest again = only(ada);
        assertEquals("We met at lunch", again.message());
        assertFalse(again.incoming());
        assertEquals(List.of(new ContactRequestEvent.Sent(again)), ada.requested);
        theyMeet();
        only(ben).accept();
        time.run();
        assertEquals(ContactRequestState.ACCEPTED, again.state());
        assertBothKeepEachOther();
    }

    @Test
    void row28_anUnansweredOneIsAnsweredAfterRestartsOfBoth() {
        ask();
        adaRestarts();
        benRestarts();
        ContactRequest came = only(ben);
        assertTrue(came.incoming());
        assertEquals("Ada", came.displayName(), "as she was called, though she is not there");
        assertEquals(List.of(new ContactRequestEvent.Received(came)), ben.requested);
        theyMeet();
        assertEquals(1, ben.requested.size(), "asked again is no news");
        came.accept();
        time.run();
        assertBothKeepEachOther();
    }

    @Test
    void row28_anAnswerThatTheyDoNotKnowIsToldAfterARestart() {
        ask();
        ada.links.cut(ben.links);
        time.run();
        only(ben).accept();
        time.run();
        benRestarts();
        assertEquals(List.of(), ben.requests.open());
        assertEquals(List.of(), ben.requested, "the person answered");
        assertEquals(ContactRequestState.OPEN, only(ada).state());
        Somebody.meet(ada, ben);
        ben.contacts.add(ben.around.others().person(ada.identity.remote()).orElseThrow()); // as the contacts kept it
        ada.comparisons.begin(ben.peer());
        time.advance(Duration.ofMinutes(1)); // both speak at once, and one of them once more
        assertBothKeepEachOther();
    }

    @Test
    void whoIsNotThereCannotBeKeptYetAndTheRequestStays() {
        ask();
        end(ada);
        benRestarts();
        CompletableFuture<?> answer = only(ben).accept().toCompletableFuture();
        time.run();
        assertTrue(assertThrows(CompletionException.class, answer::join).getCause() instanceof ContactException);
        assertEquals(ContactRequestState.OPEN, only(ben).state());
    }

    @Test
    void whatIsOverIsNotThereAfterARestart() {
        ask();
        only(ben).decline();
        time.run();
        ask();
        only(ada).cancel();
        time.run();
        assertEquals(Map.of(), adasDisk.table(RequestRecords.TABLE));
        assertEquals(Map.of(), bensDisk.table(RequestRecords.TABLE));
    }

    @Test
    void whatSomebodyBlockedAskedIsNotToldAfterARestartEither() {
        ben.contacts.block(ada.peer(), true);
        ask();
        benRestarts();
        assertEquals(List.of(), ben.requests.open());
        assertEquals(List.of(), ben.requested);
        assertEquals(1, bensDisk.table(RequestRecords.TABLE).size());
    }

    @Test
    void withoutAStoreWhoStopsTakesItBack() {
        Somebody cal = new Somebody(time, 3, "Cal");
        Somebody.meet(cal, ben);
        cal.requests.send(ben.peer(), "");
        time.run();
        ContactRequest came = only(ben);
        cal.requests.stop();
        time.run();
        assertEquals(ContactRequestState.CANCELLED, came.state());
    }

    @Test
    void aDiskThatIsFullLosesNothingOfThisStart() {
        adasDisk.full(true);
        ask();
        assertEquals(1, ada.requests.open().size());
        adasDisk.full(false);
        time.advance(Duration.ofMinutes(1));
        assertEquals(1, adasDisk.table(RequestRecords.TABLE).size());
    }

    @Test
    void whatIsNotUnderstoodIsLeftAsItIs() {
        end(ben);
        bensDisk.table(RequestRecords.TABLE).put("in/nobody/1", ByteBuffer.wrap(new byte[] {8, 2}));
        ben = start(2, "Ben", bensDisk);
        assertEquals(List.of(), ben.requests.open());
        assertEquals(1, bensDisk.table(RequestRecords.TABLE).size());
    }

    @Test
    void fuzzOfRecords() {
        ask();
        Map.Entry<String, ByteBuffer> good =
                bensDisk.table(RequestRecords.TABLE).entrySet().iterator().next();
        RequestRecords.read(new StoredRecord(good.getKey(), good.getValue()));
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            byte[] value = Bytes.array(good.getValue());
            StringBuilder key = new StringBuilder(good.getKey());
            for (int n = random.nextInt(3); n >= 0; n--) {
                value[random.nextInt(value.length)] = (byte) random.nextInt();
                if (random.nextInt(4) == 0) {
                    key.setCharAt(random.nextInt(key.length()), (char) random.nextInt(128));
                }
            }
            try {
                RequestRecords.read(new StoredRecord(key.toString(), ByteBuffer.wrap(value)));
            } catch (IllegalArgumentException typed) {
                assertTrue(typed.getMessage().length() < 1_000);
            }
        }
    }
}
