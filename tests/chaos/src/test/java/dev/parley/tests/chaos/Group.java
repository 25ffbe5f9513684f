package dev.parley.tests.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** What the members say to bring each other together. Any thread. */
final class Group {
    /** Far longer than anything may take. */
    static final Duration LIMIT = Duration.ofMinutes(4);

    private static final Duration AGAIN = Duration.ofMillis(300);

    private final List<Node> nodes;
    private final News news;
    private volatile boolean over;

    Group(List<Node> nodes, News news) {
        this.nodes = nodes;
        this.news = news;
    }

    /** Something that succeeds sooner or later. */
    private interface Attempt {
        boolean done() throws IOException;
    }

    /**
     * The first one begins a session with all; the second one may invite, too.
     *
     * @throws IOException when they do not come together
     */
    void gather() throws IOException, InterruptedException {
        until("the members do not come together", () -> {
            if (isOneGone()) {
                return true;
            }
            String missing = nodes.stream()
                    .skip(1)
                    .filter(node -> node.now().session().isEmpty()
                            || !node.now().session().equals(first().now().opened()))
                    .map(Node::name)
                    .collect(Collectors.joining(","));
            if (missing.isEmpty()) {
                return true;
            }
            Optional<String> session = first().now().opened();
            first().ask(session.map(id -> "invite-to " + id + " " + missing).orElse("invite " + missing + " Chat")
                    + " --wait 3");
            return false;
        });
        if (isOneGone()) {
            throw new IOException("the members cannot come together");
        }
        until("the second member is given no role", () -> first().ask("role m2 may-invite")
                .done());
    }

    private boolean isOneGone() {
        return nodes.stream().map(Node::now).anyMatch(Running::endedByItself);
    }

    /**
     * Somebody who has lost everything, and has been started, is in the session again: whoever may invite and is there asks them.
     *
     * @throws IOException when they do not come
     */
    void bringBack(Node lost) throws IOException, InterruptedException {
        until(lost + " is not in the session again", () -> {
            Running run = lost.now(); // another one when it was killed meanwhile, perhaps before it was asked
            for (Node asker : List.of(first(), nodes.get(1))) {
                Optional<String> session = asker.now().session();
                if (asker != lost
                        && session.isPresent()
                        && run.peer().isPresent()
                        && run.session().isEmpty()) {
                    asker.ask("invite-to " + session.get() + " " + run.peer().get() + " --wait 2");
                }
            }
            return run.session().isPresent();
        });
    }

    /** @throws IOException when that cannot be */
    void remove(Node member) throws IOException, InterruptedException {
        until(
                member + " is not removed",
                () -> first().now().removed().contains(member.name())
                        || first().ask("remove " + member.name()).done());
    }

    /**
     * Something that a member does, once it is there to be told.
     *
     * @throws IOException when it cannot
     */
    void tell(Node member, String command) throws IOException, InterruptedException {
        AtomicReference<Node.Answer> answer = new AtomicReference<>(new Node.Answer(true, ""));
        until(member + " does not answer to " + command, () -> {
            answer.set(member.ask(command));
            return true;
        });
        if (!answer.get().done()) {
            throw new IOException(answer.get().text());
        }
    }

    private Node first() {
        return nodes.get(0);
    }

    private void until(String otherwise, Attempt attempt) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!over && !tried(attempt)) {
            if (System.nanoTime() - end > 0) {
                throw new IOException("after " + LIMIT.toSeconds() + " s " + otherwise);
            }
            news.pause(AGAIN);
        }
    }

    private static boolean tried(Attempt attempt) {
        try {
            return attempt.done();
        } catch (IOException away) {
            return false;
        }
    }

    /** Nobody tries any more. */
    void end() {
        over = true;
    }
}
