package dev.parley.introduction.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.Verification;
import dev.parley.api.contacts.VerificationEvent;
import dev.parley.api.contacts.VerificationState;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.store.StoreException;
import dev.parley.testkit.HandDrivenExecution;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final Somebody ada = new Somebody(time, 1, "Ada");
    private final Somebody ben = new Somebody(time, 2, "Ben");

    ComparisonsTest() {
        Somebody.meet(ada, ben);
        time.run();
    }

    private static Verification only(Somebody who) {
        assertEquals(1, who.comparisons.open().size());
        return who.comparisons.open().get(0);
    }

    /** Ada begins; both have words. */
    private Verification begun() {
        Verification adas = ada.comparisons.begin(ben.peer());
        time.run();
        assertEquals(VerificationState.COMPARING, adas.state());
        assertEquals(VerificationState.COMPARING, only(ben).state());
        return adas;
    }

    private Throwable failure(Verification verification) {
        time.run();
        return assertThrows(
                        CompletionException.class,
                        () -> verification.outcome().toCompletableFuture().join())
                .getCause();
    }

    private VerificationState outcome(Verification verification) {
        time.run();
        assertTrue(verification.outcome().toCompletableFuture().isDone());
        return verification.outcome().toCompletableFuture().join();
    }

    @Test
    void row29_twoWhoReadTheSameWordsAreVerifiedOnBothSides() {
        Verification adas = begun();
        Verification bens = only(ben);
        assertEquals(Transcript.WORDS, adas.words().size());
        assertEquals(adas.words(), bens.words());
        assertFalse(adas.incoming());
        assertTrue(bens.incoming());
        assertEquals("Ben", adas.displayName());
        adas.matches(true);
        time.run();
        assertEquals(VerificationState.WAITING, adas.state());
        assertFalse(ada.hasVerified(ben), "one yes is not enough");
        assertFalse(ben.hasVerified(ada), "one yes is not enough");
        bens.matches(true);
        assertEquals(VerificationState.VERIFIED, outcome(adas));
        assertEquals(VerificationState.VERIFIED, outcome(bens));
        assertTrue(ada.hasVerified(ben));
        assertTrue(ben.hasVerified(ada));
        assertEquals(List.of(), ada.comparisons.open());
        assertEquals(
                List.of(
                        new VerificationEvent.Begun(bens),
                        new VerificationEvent.Changed(bens, VerificationState.COMPARING),
                        new VerificationEvent.Changed(bens, VerificationState.WAITING),
                        new VerificationEvent.Changed(bens, VerificationState.VERIFIED)),
                ben.compared);
    }

    @Test
    void row29_twoWhoReadEachOthersCodesAreVerifiedOnBothSides() {
        Verification adas = ada.comparisons.begin(ben.peer());
        assertEquals("", adas.code());
        assertThrows(
                ContactException.BadCode.class,
                () -> adas.scanned(new CompareCode(ben.peer(), ada.peer(), "0".repeat(32)).text()));
        time.run();
        Verification bens = only(ben);
        assertTrue(adas.code().length() <= 154, "more makes a larger QR code");
        adas.scanned(bens.code());
        time.run();
        assertFalse(ada.hasVerified(ben), "one yes is not enough");
        bens.scanned(adas.code().toLowerCase(Locale.ROOT).replace(":", " :\n"));
        assertEquals(VerificationState.VERIFIED, outcome(adas));
        assertTrue(ada.hasVerified(ben));
        assertTrue(ben.hasVerified(ada));
    }

    @Test
    void row29_whatIsNoCodeOfThisExchangeIsNoAnswer() {
        Verification adas = begun();
        String old = only(ben).code();
        adas.cancel();
        time.run();
        Verification again = begun();
        String good = only(ben).code();
        for (String bad : List.of(
                "",
                "hello",
                ben.peer().text(),
                good.substring(1),
                good + "0",
                good.replaceFirst(":[^:]{51}", ":" + "Y".repeat(51)))) {
            assertThrows(ContactException.BadCode.class, () -> again.scanned(bad), bad);
        }
        assertTrue(assertThrows(ContactException.BadCode.class, () -> again.scanned(again.code()))
                .getMessage()
                .contains("your own screen"));
        assertTrue(assertThrows(ContactException.BadCode.class, () -> again.scanned(old))
                .getMessage()
                .contains("another comparison"));
        time.run();
        assertEquals(VerificationState.COMPARING, again.state());
        again.scanned(good);
        time.run();
        assertEquals(VerificationState.WAITING, again.state());
    }

    /** Mallory has a link to each: what Ben's screen names is Mallory's key, not Ada's. */
    @Test
    void row29_aCodeThatNamesOtherKeysEndsItOnBothSides() {
        Somebody mallory = new Somebody(time, 3, "Ben");
        Somebody.meet(ada, mallory);
        Somebody.meet(mallory, ben);
        time.run();
        Verification adas = ada.comparisons.begin(mallory.peer());
        Verification mallorys = mallory.comparisons.begin(ben.peer());
        time.run();
        Verification bens = only(ben);
        for (boolean forged : new boolean[] {false, true}) {
            String shown = forged
                    ? CompareCode.of(ben.peer(), ada.peer(), new byte[32])
                            .text() // what Ben would show, were nobody between
                    : bens.code();
            if (forged) {
                adas.cancel();
                time.run();
                adas = ada.comparisons.begin(mallory.peer());
                time.run();
            }
            adas.scanned(shown);
            assertEquals(VerificationState.DIFFERENT, outcome(adas));
            assertTrue(adas.explanation().contains("Somebody may be between you"), adas.explanation());
        }
        assertFalse(ada.hasVerified(mallory));
        assertEquals(VerificationState.COMPARING, mallorys.state());
    }

    @Test
    void aContactIsMarkedAndNotAddedTwice() {
        ada.contacts.add(ada.around.others().person(ben.identity.remote()).orElseThrow());
        Verification adas = begun();
        adas.matches(true);
        only(ben).matches(true);
        assertEquals(VerificationState.VERIFIED, outcome(adas));
        assertEquals(1, ada.contacts.contacts().size());
        assertTrue(ada.hasVerified(ben));
    }

    @Test
    void row29_differentWordsMarkNobodyAndAreToldToBoth() {
        Verification adas = begun();
        Verification bens = only(ben);
        bens.matches(true);
        adas.matches(false);
        assertEquals(VerificationState.DIFFERENT, outcome(adas));
        assertEquals(VerificationState.DIFFERENT, outcome(bens));
        assertTrue(bens.explanation().contains("Somebody may be between you"), bens.explanation());
        assertFalse(ada.hasVerified(ben) || ben.hasVerified(ada));
    }

    @Test
    void theFirstAnswerCountsAndNoneBeforeThereAreWords() {
        Verification adas = ada.comparisons.begin(ben.peer());
        adas.matches(true);
        time.run();
        assertEquals(VerificationState.COMPARING, adas.state());
        adas.matches(true);
        adas.matches(false);
        only(ben).matches(true);
        assertEquals(VerificationState.VERIFIED, outcome(adas));
    }

    @Test
    void everyStreamHasNoncesOfItsOwn() {
        Verification first = begun();
        first.cancel();
        time.run();
        Verification second = begun();
        assertFalse(first.words().equals(second.words()));
    }

    @Test
    void takenBackOnOneSideItEndsOnBoth() {
        Verification adas = begun();
        Verification bens = only(ben);
        bens.cancel();
        assertEquals(VerificationState.CANCELLED, outcome(bens));
        assertEquals(VerificationState.CANCELLED, outcome(adas));
        assertEquals("Ben took it back, or their time ran out.", adas.explanation());
    }

    @Test
    void whoeverDoesNotAnswerLetsItExpire() {
        Verification adas = begun();
        adas.matches(true);
        Verification bens = only(ben);
        time.advance(Comparison.LASTS.minusMillis(1));
        assertEquals(VerificationState.COMPARING, bens.state());
        time.advance(Duration.ofMillis(1));
        assertTrue(adas.state().isFinal() && bens.state().isFinal());
        assertEquals(VerificationState.EXPIRED, outcome(adas));
        assertEquals(Duration.ZERO, adas.remaining());
        assertEquals(0, time.waiting());
    }

    @Test
    void whoGoesAwayFailsIt() {
        Verification adas = begun();
        Verification bens = only(ben);
        adas.matches(true);
        ada.links.cut(ben.links);
        assertEquals(VerificationState.FAILED, outcome(adas));
        assertEquals(VerificationState.FAILED, outcome(bens));
        assertFalse(ada.hasVerified(ben) || ben.hasVerified(ada));
        ada.links.heal(ben.links);
        begun();
    }

    @Test
    void whoCannotBeReachedIsAnError() {
        ada.links.cut(ben.links);
        Verification adas = ada.comparisons.begin(ben.peer());
        assertTrue(failure(adas) instanceof PeerUnreachableException);
        assertEquals(VerificationState.FAILED, adas.state());
    }

    @Test
    void twoWhoBeginAtOnceGoOnWithOne() {
        ada.links.delay(Duration.ofMillis(5));
        ben.links.delay(Duration.ofMillis(5));
        Verification adas = ada.comparisons.begin(ben.peer());
        Verification bens = ben.comparisons.begin(ada.peer());
        time.advance(Duration.ofSeconds(1));
        assertSame(adas, only(ada));
        assertSame(bens, only(ben));
        assertEquals(VerificationState.COMPARING, adas.state());
        assertEquals(adas.words(), bens.words());
        adas.matches(true);
        bens.matches(true);
        time.advance(Duration.ofSeconds(1));
        assertTrue(ada.hasVerified(ben) && ben.hasVerified(ada));
        assertEquals(List.of(), ada.links.broken());
        assertEquals(List.of(), ben.links.broken());
    }

    /** Whichever of the two messages that cross arrives first. */
    @Test
    void twoWhoBeginNearlyAtOnceGoOnWithOne() {
        for (int apart = 0; apart < 12; apart++) {
            for (boolean adaFirst : List.of(true, false)) {
                HandDrivenExecution clock = new HandDrivenExecution(apart);
                Somebody one = new Somebody(clock, 1, "Ada");
                Somebody two = new Somebody(clock, 2, "Ben");
                Somebody.meet(one, two);
                one.links.delay(Duration.ofMillis(3));
                two.links.delay(Duration.ofMillis(4));
                Somebody first = adaFirst ? one : two;
                Somebody second = adaFirst ? two : one;
                first.comparisons.begin(second.peer());
                clock.advance(Duration.ofMillis(apart));
                second.comparisons.begin(first.peer());
                clock.advance(Duration.ofSeconds(1));
                String when = apart + " ms apart, Ada first: " + adaFirst;
                assertEquals(VerificationState.COMPARING, only(first).state(), when);
                assertEquals(only(first).words(), only(second).words(), when);
            }
        }
    }

    @Test
    void askedTwiceItIsTheSameOne() {
        Verification adas = begun();
        assertSame(adas, ada.comparisons.begin(ben.peer()));
        assertSame(only(ben), ben.comparisons.begin(ada.peer()));
    }

    @Test
    void notWithOneselfNorBlockedNorSignedOut() {
        assertThrows(ContactException.IsMe.class, () -> ada.comparisons.begin(ada.peer()));
        ada.contacts.block(ben.peer(), true);
        assertThrows(ContactException.class, () -> ada.comparisons.begin(ben.peer()));
        ada.contacts.block(ben.peer(), false);
        ada.links.listening().orElseThrow().close();
        assertThrows(NotSignedInException.class, () -> ada.comparisons.begin(ben.peer()));
    }

    /** The one who is blocked sees words and then no answer, as with somebody who does not look. */
    @Test
    void whoIsBlockedIsNotToldSo() {
        ben.contacts.block(ada.peer(), true);
        Verification adas = ada.comparisons.begin(ben.peer());
        time.run();
        assertEquals(VerificationState.COMPARING, adas.state());
        assertEquals(List.of(), ben.comparisons.open());
        assertEquals(List.of(), ben.compared);
        adas.matches(true);
        time.advance(Comparison.LASTS);
        assertTrue(adas.state() == VerificationState.EXPIRED || adas.state() == VerificationState.CANCELLED);
        assertEquals(List.of(), ben.compared);
        assertEquals(List.of(), ben.contacts.contacts());
        assertEquals(0, time.waiting());
    }

    /** Also when they try again and again. */
    @Test
    void whoIsBlockedSeesWhatComesOfNoAnswer() {
        Somebody cal = new Somebody(time, 3, "Cal");
        Somebody.meet(ada, cal);
        ben.contacts.block(ada.peer(), true);
        List<List<String>> seen = new ArrayList<>();
        for (Somebody asked : List.of(ben, cal)) {
            List<String> trace = new ArrayList<>();
            for (int i = 0; i <= Comparisons.PER_MINUTE; i++) {
                Verification adas = ada.comparisons.begin(asked.peer());
                time.run();
                trace.add(adas.state() + " " + adas.words().size()
                        + adas.explanation().replaceFirst("^[^:]*", ""));
                trace.add(asked.links
                                .find(ada.identity.endpoint())
                                .orElseThrow()
                                .info()
                                .accepted() + " held there");
                adas.cancel();
                time.run();
            }
            seen.add(trace);
        }
        assertEquals(seen.get(1), seen.get(0));
        assertTrue(seen.get(0).stream().anyMatch(line -> line.startsWith("FAILED")), seen::toString);
        assertEquals(List.of(), ben.compared);
    }

    @Test
    void whatCannotBeKeptIsNotCalledVerified() {
        Verification adas = begun();
        ada.contacts.breakDown(new StoreException("the disk is full", new IOException()));
        adas.matches(true);
        only(ben).matches(true);
        assertTrue(failure(adas) instanceof StoreException);
        assertEquals(VerificationState.FAILED, adas.state());
        assertTrue(adas.explanation().contains("the disk is full"), adas.explanation());
        assertTrue(ben.hasVerified(ada));
    }

    @Test
    void withoutWhoKeepsContactsItSaysSo() {
        ada.around.others().contacts().set(null);
        Verification adas = begun();
        adas.matches(true);
        only(ben).matches(true);
        assertTrue(failure(adas) instanceof ContactException);
        assertEquals(VerificationState.FAILED, adas.state());
    }

    @Test
    void aFloodIsOneLineAndACount() {
        for (int i = 0; i < 10; i++) {
            Verification adas = ada.comparisons.begin(ben.peer());
            time.run();
            assertEquals(
                    i < Comparisons.PER_MINUTE ? VerificationState.COMPARING : VerificationState.FAILED, adas.state());
            adas.cancel();
            time.run();
        }
        long begun = ben.compared.stream()
                .filter(VerificationEvent.Begun.class::isInstance)
                .count();
        assertEquals(Comparisons.PER_MINUTE, begun);
        assertEquals(new VerificationEvent.Suppressed(7), ben.compared.get(ben.compared.size() - 1));
        time.advance(Duration.ofMinutes(1));
        begun();
    }

    @Test
    void strangersTogetherMayAskSoOftenAnHour() {
        List<Verification> asked = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            Somebody stranger = new Somebody(time, 100 + i, "Stranger");
            Somebody.meet(stranger, ben);
            asked.add(stranger.comparisons.begin(ben.peer()));
            time.run();
        }
        assertEquals(VerificationState.COMPARING, asked.get(29).state());
        assertEquals(VerificationState.FAILED, asked.get(30).state());
        ben.contacts.add(ben.around.others().person(ada.identity.remote()).orElseThrow());
        Verification adas = ada.comparisons.begin(ben.peer());
        time.run();
        assertEquals(VerificationState.COMPARING, adas.state(), "a contact is no stranger");
    }

    @Test
    void aLateListenerIsToldWhatGoesOn() {
        Verification adas = begun();
        List<VerificationEvent> late = new ArrayList<>();
        Subscription listening = ada.comparisons.onChange(late::add);
        time.run();
        adas.cancel();
        time.run();
        listening.close();
        assertEquals(
                List.of(
                        new VerificationEvent.Begun(adas),
                        new VerificationEvent.Changed(adas, VerificationState.CANCELLED)),
                late);
    }

    @Test
    void stoppedItTakesBackWhatIsOpen() {
        Verification adas = begun();
        ben.comparisons.stop();
        time.run();
        assertEquals(VerificationState.CANCELLED, adas.state());
        assertEquals(0, time.waiting());
    }
}
