package dev.parley.tests.durability;

import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** A process that writes numbered messages into a journal and says which are asked for and which are confirmed, until it is killed. */
final class JournalWriter {
    private JournalWriter() {}

    /** @param arguments the home, the first number, the last, and how many may wait at once */
    public static void main(String... arguments) throws Exception {
        int most = Integer.parseInt(arguments[3]);
        int last = Integer.parseInt(arguments[2]);
        Semaphore inFlight = new Semaphore(most);
        try (JournalHome home = JournalHome.open(Path.of(arguments[0]))) {
            Out.say("open");
            for (int i = Integer.parseInt(arguments[1]); i <= last; i++) {
                int number = i;
                inFlight.acquire();
                Out.say("asked journal " + number);
                home.write(number).whenComplete((done, failure) -> {
                    Out.say((failure == null ? "done" : "failed") + " journal " + number);
                    inFlight.release();
                });
            }
            inFlight.acquire(most);
        }
    }
}
