package dev.parley.launcher.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;

/** Both desks at one terminal: whoever sits there plays both. {@code l …} is a command of the left, {@code r …} of the right. */
final class Table {
    private static final Duration START = Duration.ofSeconds(20);
    private static final String HELP =
            """
            You sit at both desks. Begin a line with l for the left one, with r for the right one:

              l near                                whom the left sees
              l invite "Right desk" Chat "Hello!"   the left invites the right
              r accept                              the right says yes
              l say Good morning                    both write: say ...
              l links --cut PEER                    the network breaks; it heals by itself
              r leave                               the right goes

            quit ends it. --help behind a command explains it.
            """;

    private final DemoPeer left;
    private final DemoPeer right;

    Table(DemoPeer left, DemoPeer right) {
        this.left = left;
        this.right = right;
    }

    int run() throws IOException, InterruptedException {
        System.out.println("Two peers are starting, as two programs on this machine ...");
        try {
            for (DemoPeer[] pair : new DemoPeer[][] {{left, right}, {right, left}}) {
                pair[0].events()
                        .await(
                                0,
                                "sight of " + pair[1].name(),
                                START,
                                event -> event.get("person") instanceof Map<?, ?> person
                                        && pair[1].name().equals(person.get("displayName"))
                                        && person.containsKey("peer"));
            }
        } catch (StepFailed e) {
            System.err.println("parley: the two did not find each other: " + e.getMessage());
            return 1;
        }
        System.out.println("They have found each other.\n");
        System.out.println(HELP);
        left.follow(event -> show(left, event));
        right.follow(event -> show(right, event));
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        for (String line = prompt(lines); line != null && !line.equals("quit"); line = prompt(lines)) {
            obey(line);
        }
        left.end();
        right.end();
        return 0;
    }

    private static String prompt(BufferedReader lines) throws IOException {
        System.out.print("l|r> ");
        System.out.flush();
        String line = lines.readLine();
        return line == null ? null : line.strip();
    }

    private void obey(String line) throws InterruptedException {
        if (line.isEmpty()) {
            return;
        }
        DemoPeer peer = line.startsWith("l ") ? left : line.startsWith("r ") ? right : null;
        if (peer == null) {
            System.out.println(HELP);
            return;
        }
        System.out.print(peer.answer(line.substring(2)));
    }

    private static void show(DemoPeer peer, Map<String, Object> event) {
        String text =
                switch (event.get("event").toString()) {
                    case "invitation.received" ->
                        event.get("displayName") + " invites you to "
                                + (event.get("application") instanceof Map<?, ?> application
                                        ? application.get("name")
                                        : "")
                                + ": \"" + event.get("message") + "\"  (accept or decline)";
                    case "invitation.ended" -> "your invitation: " + event.getOrDefault("outcome", event.get("error"));
                    case "session.launched" -> "the application has begun; write with: say ...";
                    case "session.closed" -> "the session is over: " + event.get("reason");
                    case "view.line" -> event.get("displayName") + ": " + event.get("text");
                    case "view.notice" -> "· " + event.get("text");
                    default -> "";
                };
        if (!text.isEmpty()) {
            System.out.printf("%n%35s%s%n", "[" + peer.name() + "] ", text);
        }
    }
}
