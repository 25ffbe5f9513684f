package dev.parley.launcher.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Both desks at one terminal: whoever sits there plays both, and Enter alone walks the whole way. */
final class Table {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration QUIET = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration DONE = Duration.ofSeconds(30);
    private static final int SHORT = 8;
    private static final String HELP =
            """
            What you type is done by the desk whose name stands before the >.

              Enter          does what is proposed above
              left, right    change desks; "right near" does one thing at the other one
              near           who is there          invite PERSON APP [MESSAGE]
              apps           what one can do       accept, decline
              say TEXT       speak                 leave, sessions, links, me, doctor
              quit           ends both

            --help behind a command explains it.
            """;

    private final Map<Desk, DemoPeer> peers = new EnumMap<>(Desk.class);
    private final Screen screen;
    private Story story; // guarded by this, with the next
    private Desk turn = Desk.LEFT;
    private Proposal proposed;

    Table(DemoPeer left, DemoPeer right, Screen screen) {
        peers.put(Desk.LEFT, left);
        peers.put(Desk.RIGHT, right);
        this.screen = screen;
    }

    /** @return 0, or 1 when the two did not find each other */
    int run(InputStream typed) throws IOException, InterruptedException {
        screen.say("Two programs are starting on this machine, one for each of two people ...");
        try {
            meet();
        } catch (StepFailed e) {
            System.err.println("parley: the two did not find each other: " + e.getMessage());
            peers.values().stream()
                    .map(DemoPeer::said)
                    .filter(said -> !said.isEmpty())
                    .forEach(System.err::println);
            return 1;
        }
        screen.say(
                "\nThey found each other by themselves. You sit at both desks now: press Enter to do what is proposed,"
                        + "\nor type a command of your own. help lists them; quit ends.");
        peers.forEach((desk, peer) -> peer.events().follow(event -> happened(desk, event)));
        BufferedReader lines = new BufferedReader(new InputStreamReader(typed, Charset.defaultCharset()));
        boolean goesOn = true;
        while (goesOn) {
            screen.prompt(this::prompt);
            String line = lines.readLine();
            goesOn = line != null && obey(line.strip());
        }
        screen.say("Both say goodbye and end.");
        return 0;
    }

    /** Waits until each sees the other and knows who it is. */
    private void meet() throws StepFailed, InterruptedException {
        for (Desk desk : Desk.values()) {
            String other = desk.other().person();
            Map<?, ?> person = (Map<?, ?>) peers.get(desk)
                    .events()
                    .await(
                            0,
                            "sight of " + other,
                            START,
                            event -> event.get("person") instanceof Map<?, ?> seen
                                    && other.equals(seen.get("displayName"))
                                    && seen.containsKey("peer"))
                    .get("person");
            String key = person.get("peer").toString().substring(0, SHORT);
            screen.show(desk, "sees " + other + " (" + key + ") at " + ((List<?>) person.get("addresses")).get(0));
            if (desk == Desk.LEFT) {
                story = new Story(key);
            }
        }
    }

    /** The word goes to whoever is proposed to do something, when that is new. */
    private synchronized String prompt() {
        Proposal now = story.next();
        if (!now.equals(proposed)) {
            proposed = now;
            turn = now.desk();
        }
        String who = turn == now.desk() ? "" : now.desk().word() + " ";
        return screen.prompt(turn, "\n" + now.why() + ": Enter = " + who + now.command());
    }

    /** @return whether to go on */
    private boolean obey(String line) throws InterruptedException {
        Proposal proposal;
        Desk desk;
        synchronized (this) {
            proposal = proposed;
            desk = line.isEmpty() ? proposal.desk() : turn;
        }
        String command = line.isEmpty() ? proposal.command() : line;
        screen.typed(line.isEmpty() ? (desk == turn() ? "" : desk.word() + " ") + command : "");
        for (Desk named : Desk.values()) {
            if (command.equals(named.word())) {
                turn(named);
                return true;
            }
            if (command.startsWith(named.word() + " ")) {
                desk = named;
                command = command.substring(named.word().length() + 1).strip();
            }
        }
        if (command.equals(Story.QUIT) || command.equals("exit")) {
            return false;
        }
        if (command.equals("help") || command.equals("?")) {
            screen.say(HELP.stripTrailing());
            return true;
        }
        DemoPeer.Answer answer = peers.get(desk).answer(command);
        if (!answer.text().isEmpty()) {
            screen.show(desk, answer.text());
        }
        if (answer.done() && line.isEmpty()) {
            awaitProgress(proposal);
        }
        screen.awaitQuiet(QUIET, PATIENCE);
        return true;
    }

    /** What was proposed is done when the other desk knows it, however busy this machine is. */
    private synchronized void awaitProgress(Proposal proposal) throws InterruptedException {
        long end = System.nanoTime() + DONE.toNanos();
        for (long left = DONE.toNanos(); left > 0 && story.next().equals(proposal); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized Desk turn() {
        return turn;
    }

    private synchronized void turn(Desk desk) {
        turn = desk;
    }

    private void happened(Desk desk, Map<String, Object> event) {
        synchronized (this) {
            story.tell(desk, event);
        }
        String text = Told.of(desk, event);
        if (!text.isEmpty()) {
            screen.show(desk, text);
        }
        synchronized (this) {
            notifyAll();
        }
    }
}
