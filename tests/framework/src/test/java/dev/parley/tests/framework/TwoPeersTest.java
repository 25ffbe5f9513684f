package dev.parley.tests.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.tests.framework.app.Clumsy;
import dev.parley.tests.framework.app.Quiet;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two frameworks of the built distribution: what one of them does is seen by the other. */
class TwoPeersTest {
    private static final String BOARD = "0b7a3c1e-5d0f-4f0e-9a60-6d1a2c3b4e5f";

    @TempDir
    static Path folder;

    private static Node left;
    private static Node right;

    @BeforeAll
    static void start() throws IOException {
        String realm = "peers-" + UUID.randomUUID();
        left = Distribution.node(folder, "Left", realm);
        right = Distribution.node(folder, "Right", realm);
        left.sees(0, right, person -> person.containsKey("peer"));
        right.sees(0, left, person -> person.containsKey("peer"));
    }

    @AfterAll
    static void end() {
        assertEquals(0, left.end());
        assertEquals(0, right.end());
    }

    @Test
    void whoIsInvitedAndAcceptsIsInTheSession() {
        int mark = right.mark();
        String session = chat();
        left.call("say " + session + " are you there");
        right.eventAfter(mark, "view.line", line -> line.getString("text").equals("are you there"));
        leave(session);
    }

    @Test
    void whatIsDeployedUpdatedAndUndeployedIsSeenThere() throws IOException {
        String id = UUID.randomUUID().toString();
        int mark = right.mark();
        left.call("deploy " + new AppJar(Quiet.class, id, "Whiteboard", "1.0", "").write(folder));
        right.sees(mark, left, has("Whiteboard", "1.0"));

        mark = right.mark();
        left.call("deploy " + new AppJar(Quiet.class, id, "Whiteboard", "1.1", "").write(folder));
        right.sees(mark, left, has("Whiteboard", "1.1"));

        mark = right.mark();
        left.call("undeploy Whiteboard");
        right.sees(mark, left, has("Whiteboard", "1.1").negate());
    }

    private static Predicate<JsonObject> has(String name, String version) {
        return person -> person.getJsonArray("applications").getValuesAs(JsonObject.class).stream()
                .anyMatch(application -> application.getString("name").equals(name)
                        && application.getString("version").equals(version));
    }

    @Test
    void aLaunchThatThrowsIsToldToBothAndHarmsNobodyElse() throws IOException {
        String session = chat();
        left.call("deploy " + new AppJar(Quiet.class, BOARD, "Board", "1.0", "").write(folder));
        right.call("deploy " + new AppJar(Clumsy.class, BOARD, "Board", "1.1", "").write(folder));
        int leftMark = left.mark();
        int rightMark = right.mark();
        invite("Board");
        Node.Answer answer = right.ask("accept");

        assertNotEquals(0, answer.status());
        assertTrue(answer.output().contains("the board fell off the wall"), answer::output);
        JsonObject there = right.eventAfter(rightMark, "session.closed", event -> true);
        assertEquals("APPLICATION_FAILED", there.getString("reason"), there::toString);
        assertTrue(there.getString("detail").contains("the board fell off the wall"), there::toString);
        JsonObject here = left.eventAfter(leftMark, "session.closed", event -> true);
        assertEquals("OTHER_APPLICATION_FAILED", here.getString("reason"), here::toString);

        left.call("say " + session + " still here");
        right.eventAfter(rightMark, "view.line", line -> line.getString("text").equals("still here"));
        leave(session);
    }

    @Test
    void whatCannotResolveSaysWhatItNeedsAndWhatIsThere() throws IOException {
        Path needy = new AppJar(
                        Quiet.class,
                        UUID.randomUUID().toString(),
                        "Needy",
                        "1.0",
                        "dev.parley.api.view;version=\"[7.0,8)\",org.nowhere")
                .write(folder);
        Node.Answer answer = left.ask("deploy " + needy);
        String said = answer.json().asJsonObject().getString("error");

        assertNotEquals(0, answer.status());
        assertTrue(said.contains("dev.parley.api.view from version 7.0.0"), said);
        assertTrue(said.contains("there is 1.0.0 in dev.parley.api"), said);
        assertTrue(said.contains("org.nowhere (there is none)"), said);
    }

    /** A session in Chat, by an invitation that the right's person accepts. @return its id */
    private static String chat() {
        int leftMark = left.mark();
        int rightMark = right.mark();
        invite("Chat");
        right.call("accept");
        JsonObject ended = left.eventAfter(leftMark, "invitation.ended", event -> true);
        assertEquals("accepted", ended.getString("outcome"), ended::toString);
        right.eventAfter(rightMark, "session.launched", event -> true);
        return left.eventAfter(leftMark, "session.launched", event -> true).getString("session");
    }

    private static void invite(String application) {
        int mark = right.mark();
        left.call("invite Right " + application + " \"Come in\"");
        JsonObject question = right.eventAfter(mark, "invitation.received", event -> true);
        assertEquals("Come in", question.getString("message"));
        assertEquals(application, question.getJsonObject("application").getString("name"));
    }

    private static void leave(String session) {
        int mark = right.mark();
        left.call("leave " + session);
        JsonObject closed = right.eventAfter(
                mark, "session.closed", event -> event.getString("session").equals(session));
        assertEquals("OTHER_LEFT", closed.getString("reason"), closed::toString);
    }
}
