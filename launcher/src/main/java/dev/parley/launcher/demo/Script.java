package dev.parley.launcher.demo;

import dev.parley.launcher.json.Json;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The path that two people walk, without a person. Each step is checked on what the other process reports.
 */
final class Script {
    /** Far more than it takes anywhere: a step fails when a peer has ended, or at last then. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Milliseconds that a peer may take to leave; a test on a machine that has much else to do gives more. */
    static final long LEAVE_MS = Long.getLong("parley.demo.leaveMs", 1_000);

    private static final String MESSAGE = "Shall we talk?";

    private final DemoPeer left;
    private final DemoPeer right;
    private final Map<String, Step> steps = new LinkedHashMap<>();

    /** What a step does; its result is told beside it. */
    @FunctionalInterface
    interface Step {
        String run() throws StepFailed, InterruptedException;
    }

    Script(DemoPeer left, DemoPeer right) {
        this.left = left;
        this.right = right;
        steps.put("both signed in", this::signedIn);
        steps.put("each seen by beacon", () -> seenBy("beacon"));
        steps.put("each seen by DNS-SD", this::seenByDnsSd);
        steps.put("linked, and the key is the other's own", this::linked);
        steps.put("invited", this::invited);
        steps.put("asked, by name, application and message", this::asked);
        steps.put("accepted", this::accepted);
        steps.put("launched on both sides", this::launched);
        steps.put("three lines from the left", () -> lines(left, right, "left", 1, 3));
        steps.put("three lines from the right", () -> lines(right, left, "right", 1, 3));
        steps.put("the link is cut, and healed", this::cut);
        steps.put("two more lines each way, none lost, none twice", this::afterTheCut);
        steps.put("left, closed with a reason on both sides", this::leave);
        steps.put("both said goodbye and ended with 0 within 1 s", this::end);
    }

    /**
     * Walks all of it; what follows a failed step is not tried.
     *
     * @param before what to do before a step, by its number from 1
     * @return 0, or 1 when a step failed
     */
    int run(PrintStream out, IntConsumer before) throws InterruptedException {
        int number = 0;
        for (Map.Entry<String, Step> step : steps.entrySet()) {
            number++;
            before.accept(number);
            long begun = System.nanoTime();
            try {
                left.mustLive();
                right.mustLive();
                String result = step.getValue().run();
                out.printf("%3d  %-48s %6d ms  %s%n", number, step.getKey(), millis(begun), result);
            } catch (StepFailed e) {
                out.printf("%3d  %-48s %6d ms  FAILED: %s%n", number, step.getKey(), millis(begun), e.getMessage());
                Stream.of(left, right)
                        .filter(peer -> !peer.said().isEmpty())
                        .forEach(peer -> out.println("     " + peer.name() + " said: " + peer.said()));
                out.println("demo: " + number + " steps, 1 failed");
                return 1;
            }
        }
        out.println("demo: " + number + " steps, 0 failed");
        return 0;
    }

    private static long millis(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    private String signedIn() throws StepFailed, InterruptedException {
        await(left, 0, "collaboration.signed-in", event -> true);
        await(right, 0, "collaboration.signed-in", event -> true);
        return "";
    }

    private String seenBy(String way) throws StepFailed, InterruptedException {
        for (DemoPeer[] pair : new DemoPeer[][] {{left, right}, {right, left}}) {
            await(pair[0], 0, "near.", event -> {
                Map<?, ?> person = map(event.get("person"));
                return pair[1].name().equals(person.get("displayName")) && ((List<?>) person.get("ways")).contains(way);
            });
        }
        return "";
    }

    private String seenByDnsSd() throws StepFailed, InterruptedException {
        boolean runs = ((List<?>) left.call("doctor"))
                .stream()
                        .map(Script::map)
                        .anyMatch(finding -> finding.get("way").toString().startsWith("DNS_SD")
                                && !"NOT_APPLICABLE".equals(finding.get("verdict")));
        return runs ? seenBy("dns-sd") : "DNS-SD does not run on this interface: not tried";
    }

    private String linked() throws StepFailed, InterruptedException {
        for (DemoPeer[] pair : new DemoPeer[][] {{left, right}, {right, left}}) {
            String key = map(pair[1].call("me")).get("peer").toString();
            await(
                    pair[0],
                    0,
                    "link.opened",
                    event -> key.equals(map(event.get("link")).get("peer")));
            await(
                    pair[0],
                    0,
                    "near.",
                    event -> key.equals(map(event.get("person")).get("peer")));
        }
        return "";
    }

    private String invited() throws StepFailed, InterruptedException {
        left.call("invite " + quoted(right.name()) + " Chat " + quoted(MESSAGE));
        await(right, 0, "invitation.received", event -> true);
        return "";
    }

    private String asked() throws StepFailed, InterruptedException {
        Map<String, Object> question = await(right, 0, "invitation.received", event -> true);
        String shown = question.get("displayName") + ", "
                + map(question.get("application")).get("name") + ", \"" + question.get("message") + "\"";
        String expected = left.name() + ", Chat, \"" + MESSAGE + "\"";
        if (!shown.equals(expected)) {
            throw new StepFailed("the right was asked " + shown + " instead of " + expected);
        }
        return shown;
    }

    private String accepted() throws StepFailed, InterruptedException {
        right.call("accept");
        Map<String, Object> ended = await(left, 0, "invitation.ended", event -> true);
        if (!"accepted".equals(ended.get("outcome"))) {
            throw new StepFailed("the left was told " + Json.write(ended));
        }
        return "";
    }

    private String launched() throws StepFailed, InterruptedException {
        await(left, 0, "session.launched", event -> true);
        await(right, 0, "session.launched", event -> true);
        return "";
    }

    private String lines(DemoPeer from, DemoPeer to, String word, int first, int last)
            throws StepFailed, InterruptedException {
        for (int i = first; i <= last; i++) {
            String line = word + " " + i;
            from.call("say " + line);
            await(to, 0, "view.line", event -> line.equals(event.get("text")));
        }
        return "";
    }

    private String cut() throws StepFailed, InterruptedException {
        int before = right.events().mark();
        left.call("links --cut " + map(right.call("me")).get("peer"));
        await(right, before, "link.closed", event -> true);
        await(right, before, "session.member", event -> "back".equals(event.get("change")));
        return "";
    }

    private String afterTheCut() throws StepFailed, InterruptedException {
        lines(left, right, "left", 4, 5);
        lines(right, left, "right", 4, 5);
        exactly(right, "left");
        exactly(left, "right");
        return "";
    }

    /** Own lines stand in the view too; those of the other are to be all there, in order, once. */
    private static void exactly(DemoPeer viewer, String word) throws StepFailed {
        List<String> seen = viewer.events().all("view.line").stream()
                .map(event -> event.get("text").toString())
                .filter(text -> text.startsWith(word + " "))
                .toList();
        List<String> expected =
                IntStream.rangeClosed(1, 5).mapToObj(i -> word + " " + i).toList();
        if (!seen.equals(expected)) {
            throw new StepFailed(viewer.name() + " shows " + seen + " instead of " + expected);
        }
    }

    private String leave() throws StepFailed, InterruptedException {
        left.call("leave");
        Object here = await(left, 0, "session.closed", event -> true).get("reason");
        Object there = await(right, 0, "session.closed", event -> true).get("reason");
        if (!"LEFT".equals(here) || !"OTHER_LEFT".equals(there)) {
            throw new StepFailed("the left says " + here + ", the right " + there);
        }
        return "";
    }

    private String end() throws StepFailed, InterruptedException {
        int before = right.events().mark();
        long leftMillis = end(left);
        Object reason = await(right, before, "near.disappeared", event -> true).get("reason");
        if (!"GOODBYE".equals(reason)) {
            throw new StepFailed(left.name() + " went without a goodbye: " + reason);
        }
        return left.name() + " " + leftMillis + " ms, " + right.name() + " " + end(right) + " ms";
    }

    private static long end(DemoPeer peer) throws StepFailed, InterruptedException {
        long begun = System.nanoTime();
        peer.end();
        OptionalInt status = peer.ended(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (status.isEmpty() || status.getAsInt() != 0) {
            throw new StepFailed(peer.name()
                    + (status.isEmpty() ? " does not end" : " ended with " + status.getAsInt()) + " after "
                    + millis(begun) + " ms");
        }
        long taken = millis(begun);
        if (taken > LEAVE_MS) {
            throw new StepFailed(peer.name() + " took " + taken + " ms to leave; " + LEAVE_MS + " ms are promised");
        }
        return taken;
    }

    private static Map<String, Object> await(DemoPeer peer, int mark, String kind, Predicate<Map<String, Object>> which)
            throws StepFailed, InterruptedException {
        return peer.events()
                .await(
                        mark,
                        kind + " was told by " + peer.name(),
                        LIMIT,
                        event -> event.get("event").toString().startsWith(kind) && which.test(event));
    }

    @SuppressWarnings("unchecked") // events and answers are objects of the documented form
    private static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    private static String quoted(String words) {
        return '"' + words + '"';
    }
}
