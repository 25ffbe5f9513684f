package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.Card;
import dev.parley.spi.identity.DeviceRecord;
import dev.parley.spi.identity.SignedCard;
import dev.parley.testkit.ForgetfulFiles;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class LocalIdentityTest {
    private static final Path CARD = Samples.HOME.resolve("card");

    private final ForgetfulFiles files = new ForgetfulFiles();
    private final HandDrivenExecution execution = new HandDrivenExecution(1);

    private LocalIdentity load(String displayName) {
        return Samples.identity(files, execution, displayName, "anna");
    }

    private SignedCard renamed(LocalIdentity identity, String name) throws Exception {
        return done(identity.rename(name));
    }

    private SignedCard done(CompletionStage<SignedCard> stage) throws Exception {
        CompletableFuture<SignedCard> done = stage.toCompletableFuture();
        execution.run();
        assertTrue(done.isDone());
        return done.get();
    }

    @Test
    void theFirstStartMakesKeysAndACard() {
        LocalIdentity me = load("");
        SignedCard card = me.card();
        assertEquals("anna", card.card().displayName());
        assertEquals(1, card.card().number());
        assertEquals(execution.clock().instant(), card.card().issuedAt());
        assertEquals(PeerName.of(me.keys().identity().publicKey()), me.peer());
        DeviceRecord device = card.card().device(me.endpoint()).orElseThrow();
        assertEquals(EndPointId.ofDeviceKey(me.keys().deviceKey()), device.endpoint());
        assertEquals(HexFormat.of().formatHex(me.signer().publicKey()), device.signingKey());
        assertEquals("1.2.3", device.version());
        assertTrue(device.protocols().contains("parley.card/1"));
        assertEquals(card, CardCodec.open(Samples.signatures(), dev.parley.api.peer.Bytes.array(card.encoded())));
    }

    @Test
    void theNextStartIsTheSamePersonWithTheSameCard() {
        LocalIdentity before = load("");
        files.crash();
        execution.advance(Duration.ofHours(1));
        LocalIdentity after = load("");
        assertEquals(before.card(), after.card());
        assertEquals(before.endpoint(), after.endpoint());
    }

    /** Others show a list of devices as stale after 30 days. */
    @Test
    void aStartRenewsACardThatAges() {
        LocalIdentity before = load("");
        execution.advance(LocalIdentity.FRESH.minusSeconds(1));
        assertEquals(before.card(), load("").card());
        execution.advance(Duration.ofSeconds(1));
        Card after = load("").card().card();
        assertEquals(2, after.number());
        assertEquals(execution.clock().instant(), after.issuedAt());
        assertEquals(before.card().card().devices(), after.devices());
        assertEquals(2, load("").card().card().number());
    }

    @Test
    void aCardThatAgesIsRenewedWithoutAStart() throws Exception {
        LocalIdentity identity = load("");
        execution.advance(LocalIdentity.FRESH.minusSeconds(1));
        assertEquals(1, done(identity.refresh()).card().number());
        execution.advance(Duration.ofSeconds(1));
        assertEquals(2, done(identity.refresh()).card().number());
        assertEquals(2, done(identity.refresh()).card().number());
        files.crash();
        assertEquals(identity.card().card(), load("").card().card());
    }

    /** The clock was wrong when it was signed, and is right now. */
    @Test
    void aStartRenewsACardFromTheFuture() {
        HandDrivenExecution ahead = new HandDrivenExecution(1);
        ahead.advance(Duration.ofMinutes(6));
        Samples.identity(files, ahead, "", "anna");
        Card after = load("").card().card();
        assertEquals(2, after.number());
        assertEquals(execution.clock().instant(), after.issuedAt());
    }

    @Test
    void aConfiguredNameIsANewCard() {
        load("Anna A.");
        LocalIdentity after = load("Anna B.");
        assertEquals("Anna B.", after.card().card().displayName());
        assertEquals(2, after.card().card().number());
        assertEquals(2, load("").card().card().number());
        assertEquals("Anna B.", load("").card().card().displayName());
    }

    @Test
    void namesAreCleanedAndNeverEmpty() {
        assertEquals("a\ufffdb", load("a\u001bb").card().card().displayName());
        ForgetfulFiles other = new ForgetfulFiles();
        assertEquals(
                "Somebody",
                Samples.identity(other, execution, "", "").card().card().displayName());
    }

    @Test
    void renamingCountsUpAndIsKept() throws Exception {
        LocalIdentity me = load("");
        assertEquals(2, renamed(me, "Anna").card().number());
        assertEquals(2, renamed(me, "Anna").card().number(), "the same name is the same card");
        assertEquals(3, renamed(me, "Anne").card().number());
        assertEquals("Anne", me.card().card().displayName());
        files.crash();
        assertEquals(me.card(), load("").card());
        assertThrows(IllegalArgumentException.class, () -> me.rename(""));
        assertThrows(IllegalArgumentException.class, () -> me.rename("two\nlines"));
        assertThrows(IllegalArgumentException.class, () -> me.rename("n".repeat(256)));
    }

    @Test
    void aFullDiskLeavesTheNameAndUsesUpTheNumber() throws Exception {
        LocalIdentity me = load("");
        files.failAt(2);
        ExecutionException failed = assertThrows(ExecutionException.class, () -> renamed(me, "Anna"));
        assertTrue(failed.getCause() instanceof ParleyException);
        assertEquals("anna", me.card().card().displayName());
        assertEquals(3, renamed(me, "Anna").card().number());
    }

    /** Whatever is lost, no number is ever shown with two different cards. */
    @Test
    void atEachLossOfPowerNoNumberIsUsedTwice() throws Exception {
        load("");
        Set<Long> shown = new HashSet<>(Set.of(1L));
        for (int point = 1; point <= 6; point++) {
            LocalIdentity me = load("");
            files.loseAt(point);
            try {
                assertTrue(shown.add(renamed(me, "try " + point).card().number()), "at " + point);
            } catch (ExecutionException lost) {
                assertTrue(files.crashed());
            }
            files.crash();
        }
        assertEquals(3, shown.size(), "four points of the protocol, then it succeeds");
    }

    @Test
    void aLostOrDamagedCardGoesOnWithAHigherNumber() throws Exception {
        LocalIdentity me = load("");
        for (int i = 0; i < 20; i++) {
            renamed(me, "name " + i);
        }
        files.remove(CARD);
        LocalIdentity again = load("");
        assertEquals(me.peer(), again.peer());
        assertTrue(again.card().card().number() > me.card().card().number());
        execution.advance(Duration.ofSeconds(5));
        files.writePrivate(CARD, new byte[] {1, 2, 3});
        assertTrue(load("").card().card().number() > again.card().card().number());
    }

    @Test
    void lostKeysMakeAnotherPersonWithACardOfTheirOwn() throws Exception {
        LocalIdentity before = load("");
        files.remove(Samples.HOME.resolve("identity.p12"));
        LocalIdentity after = load("");
        assertNotEquals(before.peer(), after.peer());
        assertEquals(after.peer(), after.card().card().peer());
        assertEquals(1, after.card().card().number());
    }

    @Test
    void aDiskThatTakesNothingIsNamed() {
        files.failAt(1);
        StartException refused = assertThrows(StartException.class, () -> load(""));
        assertTrue(refused.getMessage().contains("identity.p12"), refused.getMessage());
    }
}
