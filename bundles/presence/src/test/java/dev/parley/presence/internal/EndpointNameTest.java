package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.presence.PresenceEvent;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 13: what an endpoint is called. */
class EndpointNameTest {
    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final Person ada = new Person(time, new FakeIdentity(1, "Ada")).signIn();
    private final Person ben = new Person(time, new FakeIdentity(2, "Ben")).signIn();

    private String seen() {
        return ben.core.known().find(ada.identity.endpoint()).orElseThrow().endpointName();
    }

    private long revision() {
        return ben.core.known().find(ada.identity.endpoint()).orElseThrow().revision();
    }

    @Test
    void row13_theDefaultIsTheNameOfTheHost(@TempDir Path folder) throws Exception {
        assertEquals("host", ada.core.me().endpointName());
        ada.meet(ben);
        assertEquals("host", seen());
        Path file = Files.writeString(folder.resolve("hostname"), "kitchen\n");
        assertEquals("kitchen", HostName.of(file, Map.of("HOSTNAME", "other")));
        assertEquals("other", HostName.of(folder.resolve("none"), Map.of("HOSTNAME", "other")));
        assertEquals("DESK", HostName.of(folder.resolve("none"), Map.of("HOSTNAME", "other", "COMPUTERNAME", "DESK")));
        assertTrue(
                HostName.of(Files.writeString(file, "x".repeat(300)), Map.of()).length() == 255, "a label");
    }

    @Test
    void row13_itIsKeptOverRestarts() {
        CompletionStage<Void> kept = ada.core.profile().nameEndPoint("kitchen");
        time.run();
        assertTrue(kept.toCompletableFuture().isDone());
        ada.files.crash();
        Person again = new Person(time, new FakeIdentity(1, "Ada"), ada.files);
        assertEquals("kitchen", again.core.me().endpointName());
        again.core.profile().nameEndPoint("");
        time.run();
        assertEquals("host", again.core.me().endpointName(), "empty: the default again");
        assertEquals(
                "host",
                new Person(time, new FakeIdentity(1, "Ada"), ada.files)
                        .core
                        .me()
                        .endpointName());
    }

    @Test
    void row13_256CharactersAreRefused255AreNot() {
        assertThrows(IllegalArgumentException.class, () -> ada.core.profile().nameEndPoint("x".repeat(256)));
        assertThrows(IllegalArgumentException.class, () -> ada.core.profile().nameEndPoint("two\nlines"));
        assertEquals("host", ada.core.me().endpointName());
        String longest = "\uD83D\uDE00".repeat(255);
        ada.core.profile().nameEndPoint(longest);
        ada.says(PresenceStatus.BUSY, longest);
        ada.meet(ben);
        assertEquals(longest, seen(), "the longest name and the longest text fit together");
    }

    @Test
    void row13_watchersAreToldAndTheSameNameIsNoEvent() {
        ada.book.contact(ben.peer(), false, true);
        ben.book.contact(ada.peer(), true, false);
        ada.meet(ben);
        ben.presences.clear();
        ada.own.clear();
        long revision = revision();
        ada.core.profile().nameEndPoint("kitchen");
        time.run();
        assertEquals(1, ben.presences.size());
        assertTrue(ben.presences.get(0) instanceof PresenceEvent.Changed changed
                && changed.before().endpointName().equals("host")
                && changed.endpoint().endpointName().equals("kitchen"));
        assertTrue(ada.own.get(0) instanceof CollaborationEvent.Changed changed
                && changed.me().endpointName().equals("kitchen"));
        assertEquals(revision + 1, revision());
        ada.core.profile().nameEndPoint("kitchen");
        time.run();
        assertEquals(1, ben.presences.size());
        assertEquals(1, ada.own.size());
        assertEquals(revision + 1, revision());
    }
}
