package dev.parley.tests.bench.peer;

import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.tests.bench.load.CardText;
import dev.parley.tests.bench.load.Remote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** What a peer can be told about contacts, which come later than the peer itself. On the thread of {@link Remote}. */
final class ContactCommands {
    private static final long LIMIT_MS = 120_000;
    private static final int AT_ONCE = 256;

    private final CompletableFuture<Long> loaded = new CompletableFuture<>();
    private final ServiceTracker<ContactManager, ContactManager> contacts;
    private final MadeUpCards cards;
    private final NearWatch watch;

    ContactCommands(BundleContext context, MadeUpCards cards, NearWatch watch) {
        this.watch = watch;
        this.cards = cards;
        contacts = new ServiceTracker<>(context, ContactManager.class, null) {
            @Override
            public ContactManager addingService(ServiceReference<ContactManager> reference) {
                loaded.complete(System.nanoTime());
                return super.addingService(reference);
            }
        };
        contacts.open();
    }

    void close() {
        contacts.close();
    }

    Map<String, Remote.Command> commands() {
        Map<String, Remote.Command> commands = new HashMap<>();
        commands.put("loaded", words -> Long.toString(loaded.get(LIMIT_MS, TimeUnit.MILLISECONDS)));
        commands.put("cardbytes", words -> Integer.toString(cards.bytes()));
        commands.put("imports", words -> Remote.words(imports(Integer.parseInt(words.get(0)))));
        commands.put("adds", words -> Remote.words(adds(Integer.parseInt(words.get(0)))));
        commands.put("fill", words -> {
            fill(Integer.parseInt(words.get(0)));
            return "";
        });
        commands.put("befriend", words -> {
            befriend(Path.of(words.get(0)));
            return "";
        });
        commands.put(
                "searches",
                words -> Remote.words(searches(Integer.parseInt(words.get(0)), Integer.parseInt(words.get(1)))));
        commands.put("contacts", words -> Integer.toString(manager().contacts().size()));
        return commands;
    }

    private ContactManager manager() throws InterruptedException {
        ContactManager manager = contacts.waitForService(LIMIT_MS);
        if (manager == null) {
            throw new IllegalStateException("no contacts were loaded");
        }
        return manager;
    }

    /** Microseconds until somebody near me is on disk as a contact, so many times; deleted in between. */
    private double[] adds(int count) throws Exception {
        ContactManager manager = manager();
        PeerNearMe person = watch.linked();
        double[] micros = new double[count];
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            PeerContact added = manager.add(person).toCompletableFuture().get(LIMIT_MS, TimeUnit.MILLISECONDS);
            micros[i] = (System.nanoTime() - begun) / 1e3;
            manager.delete(added.peer()).toCompletableFuture().get(LIMIT_MS, TimeUnit.MILLISECONDS);
        }
        return micros;
    }

    /** Microseconds until each of so many cards is on disk as a contact, from its text, one after the other. */
    private double[] imports(int count) throws Exception {
        ContactManager manager = manager();
        double[] micros = new double[count];
        for (int i = 0; i < count; i++) {
            String card = cards.next();
            long begun = System.nanoTime();
            manager.importCard(card).toCompletableFuture().get(LIMIT_MS, TimeUnit.MILLISECONDS);
            micros[i] = (System.nanoTime() - begun) / 1e3;
        }
        return micros;
    }

    /** Keeps so many as fast as it goes. */
    private void fill(int count) throws Exception {
        ContactManager manager = manager();
        Semaphore room = new Semaphore(AT_ONCE);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        for (int i = 0; i < count; i++) {
            room.acquire();
            manager.importCard(cards.next()).whenComplete((contact, failure) -> {
                if (failure != null) {
                    failed.set(failure);
                }
                room.release();
            });
        }
        room.acquire(AT_ONCE);
        if (failed.get() != null) {
            throw new IllegalStateException("a card was not taken", failed.get());
        }
    }

    /** Keeps whoever's card lies in a folder, and lets them watch. */
    private void befriend(Path folder) throws Exception {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(CardText.ENDING))
                    .toList();
        }
        for (Path file : files) {
            manager()
                    .importCard(Files.readString(file))
                    .thenCompose(contact -> contacts.getService().allow(contact.peer(), true))
                    .toCompletableFuture()
                    .get(LIMIT_MS, TimeUnit.MILLISECONDS);
        }
    }

    /** Microseconds each of so many searches for one name among the first so many. */
    private double[] searches(int count, int of) throws InterruptedException {
        ContactManager manager = manager();
        double[] micros = new double[count];
        for (int i = 0; i < count; i++) {
            String name = MadeUpCards.name((int) (i * 7_919L % of));
            long begun = System.nanoTime();
            int found = manager.search(name).size();
            micros[i] = (System.nanoTime() - begun) / 1e3;
            if (found != 1) {
                throw new IllegalStateException(found + " are called " + name);
            }
        }
        return micros;
    }
}
