package dev.parley.launcher.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Three people in one session, without a person: what is said lasts, whoever is killed comes back, whoever is removed hears no more. */
final class Trio {
    private static final List<String> WORDS = List.of("left", "right", "third");

    private final Starter starter;
    private final List<DemoPeer> peers = new ArrayList<>();
    private final List<String> said = new ArrayList<>();

    /** Starts a peer in a folder that has this name; the same one again after it was killed. */
    interface Starter {
        DemoPeer start(String person, String folder) throws IOException;
    }

    Trio(Starter starter) throws IOException {
        this.starter = starter;
        for (String word : WORDS) {
            peers.add(starter.start(person(word), word));
        }
    }

    private static String person(String word) {
        return word.equals("left") ? "Left desk" : word.equals("right") ? "Right desk" : "Third desk";
    }

    Walkthrough walkthrough() {
        Walkthrough steps = new Walkthrough(peers);
        steps.add("all three signed in", () -> all("collaboration.signed-in"));
        steps.add("the left sees both", this::seen);
        steps.add("the left invites both, and both accept", this::invited);
        steps.add("all three are in one session", this::together);
        steps.add("a line from each, read by all", this::lines);
        steps.add("the third is killed, two lines are said", this::killed);
        steps.add("it starts again, and is in the session with all lines", this::back);
        steps.add("the right is removed, and hears nothing more", this::removed);
        steps.add("left, and all ended with 0 within 1 s each", this::end);
        return steps;
    }

    private String all(String kind) throws StepFailed, InterruptedException {
        for (DemoPeer peer : peers) {
            Walkthrough.await(peer, 0, kind, event -> true);
        }
        return "";
    }

    private String seen() throws StepFailed, InterruptedException {
        for (DemoPeer other : peers.subList(1, 3)) {
            Walkthrough.await(peers.get(0), 0, "near.", event -> {
                Map<String, Object> person = Walkthrough.map(event.get("person"));
                return other.name().equals(person.get("displayName")) && person.containsKey("peer");
            });
        }
        return "";
    }

    private String invited() throws StepFailed, InterruptedException {
        peers.get(0)
                .call("invite "
                        + Walkthrough.quoted(
                                peers.get(1).name() + "," + peers.get(2).name()) + " Chat");
        for (DemoPeer other : peers.subList(1, 3)) {
            Walkthrough.await(other, 0, "invitation.received", event -> true);
            other.call("accept");
        }
        return all("session.launched");
    }

    private String together() throws StepFailed, InterruptedException {
        for (DemoPeer peer : peers) {
            for (DemoPeer other : peers) {
                if (other != peer) {
                    joined(peer, other);
                }
            }
        }
        return "";
    }

    private static void joined(DemoPeer peer, DemoPeer other) throws StepFailed, InterruptedException {
        Walkthrough.await(
                peer,
                0,
                "session.member",
                event -> "joined".equals(event.get("change")) && other.name().equals(event.get("displayName")));
    }

    private String lines() throws StepFailed, InterruptedException {
        for (int i = 0; i < peers.size(); i++) {
            say(peers.get(i), WORDS.get(i) + " says hello");
            for (DemoPeer reader : peers) {
                hear(reader);
            }
        }
        return "";
    }

    private void say(DemoPeer speaker, String line) throws StepFailed, InterruptedException {
        speaker.call("say " + line);
        said.add(line);
    }

    private void hear(DemoPeer reader) throws StepFailed, InterruptedException {
        String last = said.get(said.size() - 1);
        Walkthrough.await(reader, 0, "view.line", event -> last.equals(event.get("text")));
    }

    private String killed() throws StepFailed, InterruptedException {
        peers.get(2).kill();
        Walkthrough.await(peers.get(0), 0, "session.member", event -> "away".equals(event.get("change")));
        say(peers.get(0), "where is the third");
        say(peers.get(1), "it comes back");
        hear(peers.get(0));
        try {
            peers.set(2, starter.start(person(WORDS.get(2)), WORDS.get(2)));
        } catch (IOException e) {
            throw new StepFailed("the third cannot be started again: " + e.getMessage());
        }
        return "";
    }

    private String back() throws StepFailed, InterruptedException {
        exactly(peers.get(2));
        say(peers.get(2), "here I am");
        for (DemoPeer reader : peers) {
            exactly(reader);
        }
        return "";
    }

    private void exactly(DemoPeer viewer) throws StepFailed, InterruptedException {
        ShownLines.exactly(viewer.name(), viewer.events(), said);
    }

    private String removed() throws StepFailed, InterruptedException {
        DemoPeer right = peers.get(1);
        peers.get(0).call("remove " + Walkthrough.quoted(right.name()));
        Object reason =
                Walkthrough.await(right, 0, "session.closed", event -> true).get("reason");
        if (!"REMOVED".equals(reason)) {
            throw new StepFailed(right.name() + " was told " + reason);
        }
        exactly(right);
        say(peers.get(0), "now we are two");
        exactly(peers.get(2));
        return "";
    }

    private String end() throws StepFailed, InterruptedException {
        peers.get(0).call("leave");
        Walkthrough.await(peers.get(2), 0, "session.closed", event -> true);
        List<String> taken = new ArrayList<>();
        for (DemoPeer peer : peers) {
            taken.add(Walkthrough.end(peer) + " ms");
        }
        return String.join(", ", taken);
    }
}
