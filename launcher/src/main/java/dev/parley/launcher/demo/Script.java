package dev.parley.launcher.demo;

import dev.parley.launcher.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The path that two people walk, without a person. Each step is checked on what the other process reports.
 */
final class Script {
    private static final String MESSAGE = "Shall we talk?";

    private final DemoPeer left;
    private final DemoPeer right;

    Script(DemoPeer left, DemoPeer right) {
        this.left = left;
        this.right = right;
    }

    Walkthrough walkthrough() {
        Walkthrough steps = new Walkthrough(List.of(left, right));
        steps.add("both signed in", this::signedIn);
        steps.add("each seen by beacon", () -> seenBy("beacon"));
        steps.add("each seen by DNS-SD", this::seenByDnsSd);
        steps.add("linked, and the key is the other's own", this::linked);
        steps.add("invited", this::invited);
        steps.add("asked, by name, application and message", this::asked);
        steps.add("accepted", this::accepted);
        steps.add("launched on both sides", this::launched);
        steps.add("three lines from the left", () -> lines(left, right, "left", 1, 3));
        steps.add("three lines from the right", () -> lines(right, left, "right", 1, 3));
        steps.add("the link is cut, and healed", this::cut);
        steps.add("two more lines each way, none lost, none twice", this::afterTheCut);
        steps.add("left, closed with a reason on both sides", this::leave);
        steps.add("both said goodbye and ended with 0 within 1 s", this::end);
        return steps;
    }

    private String signedIn() throws StepFailed, InterruptedException {
        Walkthrough.await(left, 0, "collaboration.signed-in", event -> true);
        Walkthrough.await(right, 0, "collaboration.signed-in", event -> true);
        return "";
    }

    private String seenBy(String way) throws StepFailed, InterruptedException {
        for (DemoPeer[] pair : new DemoPeer[][] {{left, right}, {right, left}}) {
            Walkthrough.await(pair[0], 0, "near.", event -> {
                Map<?, ?> person = Walkthrough.map(event.get("person"));
                return pair[1].name().equals(person.get("displayName")) && ((List<?>) person.get("ways")).contains(way);
            });
        }
        return "";
    }

    private String seenByDnsSd() throws StepFailed, InterruptedException {
        boolean runs = ((List<?>) left.call("doctor"))
                .stream()
                        .map(Walkthrough::map)
                        .anyMatch(finding -> finding.get("way").toString().startsWith("DNS_SD")
                                && !"NOT_APPLICABLE".equals(finding.get("verdict")));
        return runs ? seenBy("dns-sd") : "DNS-SD does not run on this interface: not tried";
    }

    private String linked() throws StepFailed, InterruptedException {
        for (DemoPeer[] pair : new DemoPeer[][] {{left, right}, {right, left}}) {
            String key = Walkthrough.map(pair[1].call("me")).get("peer").toString();
            Walkthrough.await(
                    pair[0],
                    0,
                    "link.opened",
                    event -> key.equals(Walkthrough.map(event.get("link")).get("peer")));
            Walkthrough.await(
                    pair[0],
                    0,
                    "near.",
                    event -> key.equals(Walkthrough.map(event.get("person")).get("peer")));
        }
        return "";
    }

    private String invited() throws StepFailed, InterruptedException {
        left.call("invite " + Walkthrough.quoted(right.name()) + " Chat " + Walkthrough.quoted(MESSAGE));
        Walkthrough.await(right, 0, "invitation.received", event -> true);
        return "";
    }

    private String asked() throws StepFailed, InterruptedException {
        Map<String, Object> question = Walkthrough.await(right, 0, "invitation.received", event -> true);
        String shown = question.get("displayName") + ", "
                + Walkthrough.map(question.get("application")).get("name") + ", \"" + question.get("message") + "\"";
        String expected = left.name() + ", Chat, \"" + MESSAGE + "\"";
        if (!shown.equals(expected)) {
            throw new StepFailed("the right was asked " + shown + " instead of " + expected);
        }
        return shown;
    }

    private String accepted() throws StepFailed, InterruptedException {
        right.call("accept");
        Map<String, Object> ended = Walkthrough.await(left, 0, "invitation.ended", event -> true);
        if (!"accepted".equals(ended.get("outcome"))) {
            throw new StepFailed("the left was told " + Json.write(ended));
        }
        return "";
    }

    private String launched() throws StepFailed, InterruptedException {
        Walkthrough.await(left, 0, "session.launched", event -> true);
        Walkthrough.await(right, 0, "session.launched", event -> true);
        return "";
    }

    private String lines(DemoPeer from, DemoPeer to, String word, int first, int last)
            throws StepFailed, InterruptedException {
        for (int i = first; i <= last; i++) {
            String line = word + " " + i;
            from.call("say " + line);
            Walkthrough.await(to, 0, "view.line", event -> line.equals(event.get("text")));
        }
        return "";
    }

    private String cut() throws StepFailed, InterruptedException {
        int before = right.events().mark();
        left.call("links --cut " + Walkthrough.map(right.call("me")).get("peer"));
        Walkthrough.await(right, before, "link.closed", event -> true);
        Walkthrough.await(right, before, "session.member", event -> "back".equals(event.get("change")));
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
        Object here =
                Walkthrough.await(left, 0, "session.closed", event -> true).get("reason");
        Object there =
                Walkthrough.await(right, 0, "session.closed", event -> true).get("reason");
        if (!"LEFT".equals(here) || !"OTHER_LEFT".equals(there)) {
            throw new StepFailed("the left says " + here + ", the right " + there);
        }
        return "";
    }

    private String end() throws StepFailed, InterruptedException {
        int before = right.events().mark();
        long leftMillis = Walkthrough.end(left);
        Object reason = Walkthrough.await(right, before, "near.disappeared", event -> true)
                .get("reason");
        if (!"GOODBYE".equals(reason)) {
            throw new StepFailed(left.name() + " went without a goodbye: " + reason);
        }
        return left.name() + " " + leftMillis + " ms, " + right.name() + " " + Walkthrough.end(right) + " ms";
    }
}
