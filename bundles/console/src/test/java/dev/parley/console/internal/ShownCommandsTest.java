package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.object.ObjectEvent;
import dev.parley.api.object.ObjectInfo;
import dev.parley.api.object.PeerObject;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.presence.EndPointPresence;
import dev.parley.api.presence.PresenceEvent;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Status, objects, and who is watched, at the console. */
class ShownCommandsTest {
    private static final EndPointPresence BOBS = new EndPointPresence(
            Fakes.BOB, Fakes.LAPTOP, "laptop", new PresenceInfo(PresenceStatus.BUSY, "writing"), List.of(Fakes.CHAT));
    private static final ObjectInfo BOBS_OBJECT =
            new ObjectInfo(Fakes.BOB, Fakes.LAPTOP, new UUID(1, 2), "ab".repeat(32), 7);

    private final ConsoleFixture console = new ConsoleFixture();

    @TempDir
    private Path folder;

    private Path file(int bytes) throws IOException {
        return Files.write(folder.resolve("file"), new byte[bytes]);
    }

    @Test
    void statusShowsAndSetsIt() {
        console.watched.all.add(BOBS);
        assertTrue(console.ok("status").contains("busy: writing"));
        assertTrue(console.ok("status away back at noon").contains("away: back at noon"));
        assertEquals(new PresenceInfo(PresenceStatus.AWAY, "back at noon"), console.collaboration.presence);
        String json = console.json("status");
        assertTrue(
                json.contains("\"statusText\":\"back at noon\"") && json.contains("\"statusText\":\"writing\""), json);
        assertTrue(console.fails("status asleep").contains("out to lunch"));
    }

    @Test
    void meShowsAndChangesTheNameOfTheEndpoint() {
        assertTrue(console.ok("me").contains("desk"));
        console.ok("me --endpoint-name kitchen");
        assertEquals("kitchen", console.collaboration.endpointName);
        assertTrue(console.json("me").contains("\"endpointName\":\"kitchen\""));
        assertTrue(console.json("me").contains("\"degraded\":false"));
    }

    @Test
    void publishShowsAFileAndUnpublishTakesItBack() throws IOException {
        String id = "8d7a4e0e-5c1b-4b57-9a0e-3f6d1c52a7b2";
        console.ok("publish " + file(3) + " --scope near_me --id " + id);
        PeerObject shown = console.objects.published.get(UUID.fromString(id));
        assertEquals(3, shown.data().remaining());
        assertEquals(PeerScope.NEAR_ME, shown.scope());
        assertTrue(console.json("publish " + file(PeerObject.DATA_BYTES) + " --id avatar")
                .contains("\"scope\":\"ALL\""));
        assertTrue(console.objects.published.containsKey(PeerObject.AVATAR));
        assertTrue(console.fails("publish " + file(PeerObject.DATA_BYTES + 1)).contains("16385"));
        assertTrue(console.fails("publish " + folder.resolve("none")).contains("cannot be read"));
        assertTrue(console.fails("publish " + file(1) + " --id 1-2-3-4-5").contains("36 letters"));
        console.ok("unpublish " + id);
        console.ok("unpublish avatar");
        assertEquals(List.of(), console.objects.published());
        assertTrue(console.fails("unpublish " + id).contains("no object " + id));
    }

    @Test
    void objectsAreListedAndFetched() throws IOException {
        assertTrue(console.ok("objects").contains("publish FILE"));
        console.people.people.add(Fakes.met("Right desk"));
        console.objects.all.add(BOBS_OBJECT);
        assertTrue(console.ok("objects").contains("Right desk"));
        assertTrue(console.json("objects right").contains("\"sha256\":\"" + BOBS_OBJECT.sha256() + "\""));
        assertTrue(console.fails("objects nobody").contains("no person who shows you something"));
        console.ok("objects --save " + folder);
        assertEquals(BOBS_OBJECT.size(), Files.size(folder.resolve(Fakes.BOB.shortForm() + "-" + BOBS_OBJECT.id())));
    }

    @Test
    void watchAndAllowAreSaidToWhoeverKeepsContacts() {
        console.contacts.all.put(Fakes.BOB, FakeContacts.contact(Fakes.BOB, "Bob"));
        assertTrue(console.ok("watch bob").contains("You watch Bob"));
        assertTrue(console.ok("allow bob").contains("Bob may see"));
        assertTrue(console.contacts.all.get(Fakes.BOB).watched()
                && console.contacts.all.get(Fakes.BOB).allowed());
        assertTrue(console.json("unwatch " + Fakes.BOB.shortForm()).contains("\"watched\":false,\"allowed\":true"));
        console.ok("disallow bob");
        assertTrue(!console.contacts.all.get(Fakes.BOB).allowed());
        assertTrue(console.fails("watch alice").contains("no contact called"));
    }

    @Test
    void withoutAKeeperTheySayWhoIsMissing() {
        console.services.contacts = null;
        for (String command : List.of("watch", "unwatch", "allow", "disallow")) {
            assertTrue(console.fails(command + " bob").contains("dev.parley.contacts"), command);
        }
    }

    @Test
    void everyEventIsTold() {
        Feed feed = new Feed(console.display);
        feed.bindWatched(console.watched);
        feed.bindObjects(console.objects);
        var presence = console.watched.listeners.get(0);
        presence.accept(new PresenceEvent.Added(BOBS));
        presence.accept(new PresenceEvent.Changed(BOBS, BOBS));
        presence.accept(new PresenceEvent.Removed(BOBS, PresenceEvent.Reason.LOST));
        var object = console.objects.listeners.get(0);
        object.accept(new ObjectEvent.Added(BOBS_OBJECT));
        object.accept(new ObjectEvent.Changed(BOBS_OBJECT, BOBS_OBJECT));
        object.accept(new ObjectEvent.Deleted(BOBS_OBJECT));
        object.accept(new ObjectEvent.Withdrawn(Fakes.BOB, Fakes.LAPTOP, List.of(BOBS_OBJECT)));
        assertEquals(
                List.of(
                        "presence.added",
                        "presence.changed",
                        "presence.removed",
                        "object.added",
                        "object.changed",
                        "object.deleted",
                        "object.withdrawn"),
                console.told.stream().map(Display.Event::kind).toList());
        String lost = Json.of(console.told.get(2).fields());
        assertTrue(lost.contains("\"reason\":\"LOST\"") && lost.contains("\"endpointName\":\"laptop\""), lost);
        assertTrue(
                Json.of(console.told.get(6).fields()).contains(BOBS_OBJECT.id().toString()));
        feed.stop();
        assertTrue(console.watched.listeners.isEmpty() && console.objects.listeners.isEmpty());
    }
}
