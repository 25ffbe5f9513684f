package dev.parley.tests.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What two running peers do for those who command them from outside. One pair for all, since starting is what takes time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoPeersTest {
    private static final String ESC = "\033";
    private static final int LONGEST_SOCKET = 104;

    private Path folder;
    private Node left;
    private Node right;

    @BeforeAll
    void start(@TempDir Path homes) throws IOException {
        folder = homes;
        String realm = "two-" + UUID.randomUUID();
        left = new Node(homes.resolve("left"), "Left", realm, "--accept", "ask");
        right = new Node(homes.resolve("r".repeat(LONGEST_SOCKET)), "Right", realm);
        left.meets("Right");
        right.meets("Left");
    }

    @AfterAll
    void end() throws Exception {
        Path socket = new Control(right.home()).socket();
        try (Node one = left;
                Node other = right) {
            one.process().destroy();
            other.process().destroy();
            assertEquals(0, one.status());
            assertEquals(0, other.status());
        }
        assertFalse(Files.exists(socket.getParent()));
    }

    @Test
    void theControlSocketIsTheOwnersAlone() throws Exception {
        Path control = left.home().resolve("control");
        assertEquals(control, new Control(left.home()).socket());
        assertEquals("rw-------", permissions(control));
    }

    @Test
    void whereThePathIsTooLongTheSocketLiesElsewhereAndIsNamed() throws Exception {
        Path socket = new Control(right.home()).socket();
        assertFalse(socket.startsWith(right.home()));
        assertEquals("rw-------", permissions(right.home().resolve("control")));
        assertEquals("rw-------", permissions(socket));
        assertEquals("rwx------", permissions(socket.getParent()));
        Program.Ended near = call(right, "near");
        assertEquals(0, near.status(), near::err);
        assertTrue(near.out().contains("Left"), near::out);
    }

    @Test
    void callPrintsATableForPeopleAndJsonForPrograms() throws Exception {
        Program.Ended text = call(left, "near");
        assertEquals(0, text.status(), text::err);
        assertTrue(text.out().startsWith("NAME"), text::out);
        Program.Ended json = Program.run(folder, "--home", left.home().toString(), "call", "near", "--json");
        JsonArray people = Node.parse(json.out()).asJsonArray();
        assertEquals(right.peer(), people.getJsonObject(0).getString("peer"));
    }

    @Test
    void aCommandThatFailsSaysWhyAndEndsOtherwiseThanWithZero() throws Exception {
        Program.Ended failed = call(left, "invite Nobody Chat");
        assertEquals(1, failed.status());
        assertEquals("", failed.out());
        assertTrue(failed.err().startsWith("There is no person near you called \"Nobody\""), failed::err);
        Program.Ended json = Program.run(folder, "--home", left.home().toString(), "call", "no-such-command", "--json");
        assertEquals(1, json.status());
        assertTrue(Node.parse(json.out()).asJsonObject().getString("error").contains("no-such-command"), json::out);
    }

    @Test
    void nothingAnswersInAHomeThatDoesNotRun() throws Exception {
        Program.Ended ended =
                Program.run(folder, "--home", folder.resolve("empty").toString(), "call", "near");
        assertEquals(3, ended.status());
        assertTrue(ended.err().contains(folder.resolve("empty").toString()), ended::err);
    }

    @Test
    void everyCommandExplainsItself() throws Exception {
        for (String command : List.of(
                "me",
                "name",
                "sign-in",
                "sign-out",
                "near",
                "add-address",
                "apps",
                "deploy",
                "undeploy",
                "invite",
                "invitations",
                "accept",
                "decline",
                "cancel",
                "policy",
                "sessions",
                "say",
                "leave",
                "links",
                "doctor")) {
            Control.Answer help = left.ask(command + " --help");
            assertEquals(0, help.status(), command);
            assertTrue(help.output().startsWith("Usage: " + command), help::output);
        }
    }

    @Test
    void anApplicationComesAndGoesWhileBothRun() throws Exception {
        Path jar = new AppJar("Whiteboard", "1.0").write(folder);
        int mark = right.mark();
        left.call("deploy " + jar);
        JsonObject app = application(right.sees(mark, "Left", person -> has(person, "Whiteboard")), "Whiteboard");
        assertEquals("1.0", app.getString("version"));
        int second = right.mark();
        left.call("undeploy Whiteboard");
        right.sees(second, "Left", person -> !has(person, "Whiteboard"));
        assertTrue(right.call("near").asJsonArray().getJsonObject(0).toString().contains("Chat"));
    }

    @Test
    void aSecondInvitationIsANewOne() throws Exception {
        for (String answer : List.of("decline", "accept", "accept")) {
            int mark = right.mark();
            int sent = left.mark();
            left.call("invite Right Chat \"" + answer + "?\"");
            JsonObject asked = right.eventAfter(mark, "invitation\\.received", event -> true);
            assertEquals(answer + "?", asked.getString("message"));
            right.call(answer + " " + asked.getString("id"));
            JsonObject ended = left.eventAfter(sent, "invitation\\.ended", event -> true);
            assertEquals(answer.equals("accept") ? "accepted" : "declined", ended.getString("outcome"));
            if (answer.equals("accept")) {
                String session = left.eventAfter(sent, "session\\.launched", event -> true)
                        .getString("session");
                left.call("say hello");
                right.eventAfter(
                        mark, "view\\.line", event -> event.getString("text").equals("hello"));
                right.call("leave");
                JsonObject closed = left.eventAfter(sent, "session\\.closed", event -> event.getString("session")
                        .equals(session));
                assertEquals("OTHER_LEFT", closed.getString("reason"));
            }
        }
    }

    /** Names, messages and lines of others may carry anything; nothing of it steers a terminal. */
    @Test
    void nothingOfOthersReachesATerminalRaw() throws Exception {
        String nasty = ESC + "[2J" + "\u202e" + "\u0007" + "nasty";
        int mark = right.mark();
        left.ask("name Left" + nasty);
        left.call("name \"Left too\"");
        right.sees(mark, "Left too", person -> true);
        left.ask("invite Right Chat \"" + nasty + "\"");
        left.call("invite Right Chat plain");
        JsonObject asked = right.eventAfter(mark, "invitation\\.received", event -> event.getString("message")
                .equals("plain"));
        right.call("accept " + asked.getString("id"));
        left.ask("say " + nasty);
        left.call("say last");
        right.eventAfter(mark, "view\\.line", event -> event.getString("text").equals("last"));
        for (Node node : List.of(left, right)) {
            for (String text : List.of(
                    node.out(),
                    node.err(),
                    node.ask("invitations").output(),
                    node.ask("near").output())) {
                assertEquals(-1, text.indexOf(ESC), text);
                assertEquals(-1, text.indexOf('\u202e'), text);
                assertEquals(-1, text.indexOf('\u0007'), text);
            }
        }
        assertTrue(right.err().contains("nasty"), right::err);
        left.call("leave");
        right.eventAfter(mark, "session\\.closed", event -> true);
        int renamed = right.mark();
        left.call("name Left");
        right.sees(renamed, "Left", person -> true);
    }

    private static boolean has(JsonObject person, String application) {
        return person.getJsonArray("applications").stream()
                .anyMatch(each -> each.asJsonObject().getString("name").equals(application));
    }

    private static JsonObject application(JsonObject person, String name) {
        return person.getJsonArray("applications").stream()
                .map(each -> each.asJsonObject())
                .filter(each -> each.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Program.Ended call(Node node, String command) throws IOException, InterruptedException {
        return Program.run(folder, "--home", node.home().toString(), "call", command);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
