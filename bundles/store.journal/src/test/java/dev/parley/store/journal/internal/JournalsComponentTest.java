package dev.parley.store.journal.internal;

import static dev.parley.store.journal.internal.Authored.ADA;
import static dev.parley.store.journal.internal.Authored.entry;
import static dev.parley.store.journal.internal.Authored.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.execution.Execution;
import dev.parley.spi.store.Appended;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.Journals;
import dev.parley.spi.store.StoreException;
import dev.parley.wire.execution.SystemExecution;
import dev.parley.wire.file.DiskFiles;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On a disk, with threads. */
class JournalsComponentTest {
    private static final long LIMIT_S = 60;

    @TempDir
    Path home;

    private final DiskFiles files = new DiskFiles();

    private JournalsComponent start(Execution execution) {
        return new JournalsComponent(new Configured(home.toString(), 30, 1), execution, files, files);
    }

    private static <T> T done(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
    }

    @Test
    void whatIsKeptIsThereAtTheNextStart() throws Exception {
        for (int i = 1; i <= 10; i++) {
            JournalsComponent component = start(new SystemExecution());
            Journal journal = done(component.open(Logs.SESSION));
            CompletionStage<List<Appended>> last =
                    journal.append(List.of(entry(ADA, i, Integer.toString(i))), List.of());
            component.stop();
            done(last);
            ExecutionException e = assertThrows(ExecutionException.class, () -> done(journal.record("x")));
            assertTrue(e.getCause() instanceof StoreException, e::toString);
        }
        Journals journals = start(new SystemExecution());
        assertEquals(Set.of(Logs.SESSION), done(journals.all()));
        Journal journal = done(journals.open(Logs.SESSION));
        List<String> numbers = texts(done(journal.read(Journal.BEGINNING, Integer.MAX_VALUE)));
        assertEquals(10, numbers.size());
        assertEquals("10", numbers.get(9));
    }

    /** As when the bundle with the threads was stopped first. */
    @Test
    void whatWaitsIsDoneAlsoWhenTheThreadIsGone() throws Exception {
        List<ScheduledExecutorService> serials = new ArrayList<>();
        JournalsComponent component = start(new Watched(serials));
        Journal journal = done(component.open(Logs.SESSION));
        serials.get(0).shutdown();
        assertTrue(serials.get(0).awaitTermination(LIMIT_S, TimeUnit.SECONDS));
        CompletionStage<List<Appended>> waits = journal.append(List.of(entry(ADA, 1, "one")), List.of());
        component.stop();
        assertEquals(1, done(waits).size());
        ExecutionException e = assertThrows(ExecutionException.class, () -> done(component.open(Logs.SESSION)));
        assertTrue(e.getCause().getMessage().contains("stopping"), e::toString);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerCanReadIt() throws Exception {
        JournalsComponent component = start(new SystemExecution());
        done(component.open(Logs.SESSION));
        component.stop();
        Path folder = home.resolve("journals").resolve(Logs.SESSION.toString());
        Path file = Loader.file(folder, 1);
        assertEquals(3, Files.getPosixFilePermissions(folder).size());
        assertEquals(2, Files.getPosixFilePermissions(file).size());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        ExecutionException e = assertThrows(
                ExecutionException.class,
                () -> done(start(new SystemExecution()).open(Logs.SESSION)));
        assertTrue(e.getCause().getMessage().contains("chmod"), e::toString);
    }

    @Test
    void aFileThatIsNoJournalIsRefusedWithASentence() throws Exception {
        Path file = Loader.file(home.resolve("journals").resolve(Logs.SESSION.toString()), 1);
        files.writePrivate(file, new byte[99]);
        ExecutionException e = assertThrows(
                ExecutionException.class,
                () -> done(start(new SystemExecution()).open(Logs.SESSION)));
        assertTrue(e.getCause().getMessage().contains(file + " is damaged"), e::toString);
        assertEquals(99, Files.size(file));
    }

    @Test
    void moreThanIsKeptGoes() throws Exception {
        JournalsComponent component = start(new SystemExecution());
        Journal journal = done(component.open(Logs.SESSION));
        byte[] content = new byte[100_000];
        for (int i = 1; i <= 30; i++) {
            done(journal.append(List.of(entry(ADA, i, content)), List.of()));
        }
        assertTrue(journal.first() > 15, () -> "the oldest is " + journal.first());
        long bytes = 0;
        for (Path file : files.list(home.resolve("journals").resolve(Logs.SESSION.toString()))) {
            bytes += Files.size(file);
        }
        long onDisk = bytes;
        assertTrue(onDisk <= 1 << 20, () -> onDisk + " bytes are on disk");
        component.stop();
    }

    private record Configured(String home, int retentionDays, int retentionMiB) implements JournalsComponent.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return JournalsComponent.Config.class;
        }
    }

    /** Tells which executors it made. */
    private record Watched(List<ScheduledExecutorService> serials, SystemExecution threads) implements Execution {
        Watched(List<ScheduledExecutorService> serials) {
            this(serials, new SystemExecution());
        }

        @Override
        public Clock clock() {
            return threads.clock();
        }

        @Override
        public long nanoTime() {
            return threads.nanoTime();
        }

        @Override
        public ScheduledExecutorService serial(String name) {
            ScheduledExecutorService made = threads.serial(name);
            serials.add(made);
            return made;
        }

        @Override
        public RandomGenerator random() {
            return threads.random();
        }
    }
}
