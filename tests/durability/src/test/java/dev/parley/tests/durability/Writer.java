package dev.parley.tests.durability;

import dev.parley.tests.durability.Item.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;

/**
 * A process of its own: writes to a home, and says on standard output what it asks for, and what is confirmed, as it happens. Runs until
 * it is killed, or has done as much as it was told to.
 */
final class Writer {
    private static final int CONTACTS = 6;
    private static final int BLOCKS = 3;

    private final Home home;
    private final Random random;
    private final Map<Item, Integer> versions = new HashMap<>();
    private final List<Item> items = new ArrayList<>();
    private final Semaphore inFlight;

    private Writer(Home home, long seed, int inFlight) {
        this.home = home;
        this.random = new Random(seed);
        this.inFlight = new Semaphore(inFlight);
        items.add(new Item(Kind.ME, 0));
        for (int i = 0; i < CONTACTS; i++) {
            items.add(new Item(Kind.CONTACT, i));
        }
        for (int i = 0; i < BLOCKS; i++) {
            items.add(new Item(Kind.BLOCK, i));
        }
    }

    /**
     * @param arguments the home, a seed, how many writes may wait at once, after how many to end, and the versions there are, as in
     *     {@code ME-0=3}
     */
    public static void main(String... arguments) throws InterruptedException {
        Writer writer = new Writer(
                Home.open(Path.of(arguments[0])), Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
        for (int i = 4; i < arguments.length; i++) {
            String[] known = arguments[i].split("=");
            writer.versions.put(Item.parse(known[0]), Integer.parseInt(known[1]));
        }
        Out.say("open");
        writer.run(Integer.parseInt(arguments[3]), Integer.parseInt(arguments[2]));
    }

    private void run(int writes, int most) throws InterruptedException {
        for (int i = 0; i < writes; i++) {
            inFlight.acquire();
            write(items.get(random.nextInt(items.size())));
        }
        inFlight.acquire(most);
        home.close();
    }

    private void write(Item item) {
        int version = versions.merge(item, 1, Integer::sum);
        Out.say("asked " + item.text() + " " + version);
        item.write(home.contacts(), version).whenComplete((done, failure) -> {
            Out.say((failure == null ? "done " : "failed ") + item.text() + " " + version);
            inFlight.release();
        });
    }
}
