package dev.parley.launcher.archive;

import dev.parley.launcher.home.Home;
import dev.parley.launcher.home.HomeLock;
import dev.parley.launcher.home.Trees;
import dev.parley.launcher.status.LaunchException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the class archive in a process of its own, with low priority: one that starts with a scratch home, speaks to loopback only, shows
 * itself to nobody, runs a few commands and ends. The person's own process is never slowed by writing an archive.
 */
public final class ArchiveMaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ArchiveMaker.class);
    private static final long LONGEST_MS = 180_000;
    private static final List<String> COMMANDS = List.of("me", "near", "apps", "invitations", "sessions", "links");

    private final ClassArchive archive;
    private final Home scratch;
    private final List<String> program;
    private Process process; // guarded by this
    private boolean closed; // guarded by this

    /**
     * @param archive where the script looks for it
     * @param program what starts a peer: the virtual machine's options, then {@code -jar} and the jar; the archive's option and a peer's
     *     are added
     */
    ArchiveMaker(ClassArchive archive, List<String> program) {
        this.archive = archive;
        this.scratch = new Home(archive.file().resolveSibling("scratch"));
        this.program = List.copyOf(program);
    }

    /**
     * A maker for this process' own program.
     *
     * @param file named by the script that started this
     * @param options for the virtual machine
     */
    public static ArchiveMaker of(Path file, List<String> options) {
        List<String> program = new ArrayList<>();
        Path nice = Path.of("/usr/bin/nice");
        if (Files.isExecutable(nice)) {
            program.addAll(List.of(nice.toString(), "-n", "19"));
        }
        program.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        program.addAll(options);
        program.addAll(List.of("-jar", System.getProperty("java.class.path")));
        return new ArchiveMaker(new ClassArchive(file), program);
    }

    /** Makes it when there is none for just this. Blocks until that is done; never throws. */
    public void make(String what) {
        try {
            if (!archive.triedFor(what)) {
                Files.createDirectories(archive.file().getParent());
                prepare();
                run(what);
            }
        } catch (LaunchException busy) {
            LOG.debug("another class archive is being made", busy);
        } catch (IOException e) {
            LOG.info("no class archive could be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The process may have been left over by a run that was killed: then its lock is held, and it is not disturbed. */
    private void prepare() throws IOException, LaunchException {
        scratch.make();
        try (HomeLock lock = HomeLock.take(scratch)) {
            LOG.debug("a class archive is made, under {}", lock);
            archive.forgetDrafts();
            Trees.empty(scratch.folder(), scratch.lock());
        }
        Files.write(scratch.folder().resolve("commands"), COMMANDS);
    }

    private void run(String what) throws IOException, InterruptedException {
        Process started = start();
        if (started == null) {
            return;
        }
        boolean ended = started.waitFor(LONGEST_MS, TimeUnit.MILLISECONDS);
        synchronized (this) {
            process = null;
            if (closed) {
                return; // it was cut short, which says nothing about whether it is possible
            }
        }
        if (!ended) { // a busy machine; perhaps the next time
            destroy(started);
            LOG.info("the class archive was not made within {} ms", LONGEST_MS);
        } else if (started.exitValue() == 0 && Files.isRegularFile(archive.draft())) {
            archive.publish(what);
            LOG.info("the next start is faster: {} is there", archive.file());
        } else {
            archive.giveUp(what);
            LOG.info("no class archive is possible here (status {})", started.exitValue());
        }
        Trees.empty(scratch.folder(), scratch.lock());
    }

    private synchronized Process start() throws IOException {
        if (closed) {
            return null;
        }
        List<String> command = new ArrayList<>(program);
        command.addAll(command.indexOf("-jar"), archive.makingOptions());
        command.addAll(List.of("--home", scratch.folder().toString()));
        command.addAll(
                List.of("--bind", "127.0.0.1", "--visibility", "nobody", "--realm", "archive-" + UUID.randomUUID()));
        command.addAll(
                List.of("--commands", scratch.folder().resolve("commands").toString(), "--exit"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PARLEY_"));
        File said = scratch.folder().resolve("said").toFile();
        process = builder.redirectErrorStream(true).redirectOutput(said).start();
        process.getOutputStream().close();
        return process;
    }

    /** Ends the making: an archive is made whole or not at all, and nothing outlives the person's own process. */
    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            destroy(process);
        }
    }

    private static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
