package dev.parley.tests.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.api.contacts.ContactManager;
import dev.parley.spi.store.StoreException;
import dev.parley.tests.durability.Item.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of two megabytes, of which most is taken. */
class DiskFullTest {
    private static final int BALLAST = 1_500_000;
    private static final int MOST = 20_000;
    private static final long LIMIT_S = 60;

    @TempDir
    Path folder;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                System.getProperty("os.name").equals("Linux") && "root".equals(System.getProperty("user.name")),
                "only root on Linux can make a small disk");
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "parley-test", disk.toString()) == 0,
                "no file system can be mounted here");
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            assertEquals(0, command("umount", "--lazy", disk.toString())); // also when something on it is still open
        }
    }

    private static int command(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }

    /** @return why it failed; empty when it was confirmed */
    private static Optional<Throwable> failure(CompletionStage<?> stage) throws InterruptedException, TimeoutException {
        try {
            stage.toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause());
        }
    }

    @Test
    void aFullDiskIsATypedErrorAndNothingIsLost() throws Exception {
        Path ballast = disk.resolve("ballast");
        Path folderOfHome = disk.resolve("home");
        Item me = new Item(Kind.ME, 0);
        int confirmed = 0;
        try (Home home = Home.open(folderOfHome)) {
            Files.write(ballast, new byte[BALLAST]);
            ContactManager contacts = home.contacts();
            Optional<Throwable> failure = Optional.empty();
            while (failure.isEmpty() && confirmed < MOST) {
                failure = failure(me.write(contacts, confirmed + 1));
                confirmed += failure.isEmpty() ? 1 : 0;
            }
            Throwable full = failure.orElseThrow();
            assertInstanceOf(StoreException.class, full);
            assertTrue(
                    full.getMessage().contains("full") && full.getMessage().contains("parley.db"), full.getMessage());
            assertTrue(confirmed > 0 && me.is(contacts, confirmed), "what was before stays");
        }
        try (Home home = Home.open(folderOfHome)) {
            assertTrue(me.is(home.contacts(), confirmed), "and is there at the next start, with the disk still full");
            Files.delete(ballast);
            assertEquals(Optional.empty(), failure(me.write(home.contacts(), confirmed + 1)));
        }
        try (Home home = Home.open(folderOfHome)) {
            assertTrue(me.is(home.contacts(), confirmed + 1));
        }
    }

    @Test
    void aFullDiskRefusesAMessageAndTheJournalGoesOn() throws Exception {
        Path ballast = disk.resolve("ballast");
        int confirmed = 0;
        try (JournalHome home = JournalHome.open(disk)) {
            Files.write(ballast, new byte[BALLAST]);
            Optional<Throwable> failure = Optional.empty();
            while (failure.isEmpty() && confirmed < MOST) {
                failure = failure(home.write(confirmed + 1));
                confirmed += failure.isEmpty() ? 1 : 0;
            }
            Throwable full = failure.orElseThrow();
            assertInstanceOf(StoreException.class, full);
            assertTrue(full.getMessage().contains("full") && full.getMessage().contains(".segment"), full.getMessage());
            assertTrue(confirmed > 0);
            assertEquals(confirmed, home.last(), "what was before stays");
        }
        try (JournalHome home = JournalHome.open(disk)) {
            assertEquals(confirmed, home.last(), "and is there at the next start, with the disk still full");
            Files.delete(ballast);
            assertEquals(Optional.empty(), failure(home.write(confirmed + 1)));
        }
        try (JournalHome home = JournalHome.open(disk)) {
            assertEquals(confirmed + 1, home.last());
        }
    }
}
