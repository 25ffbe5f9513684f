package dev.parley.launcher.demo;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The peers and their folder, which never outlive the demo: {@link #end} may be called by whoever ends it, the program's own
 * end or a signal, and does something only once.
 */
final class Homes implements AutoCloseable {
    private static final long POLITE_MS = 1_000;
    private static final long KILLED_MS = 5_000;

    private final Path folder;
    private final List<DemoPeer> peers = new ArrayList<>(); // guarded by this, with the next
    private boolean closed;

    Homes() throws IOException {
        folder = Files.createTempDirectory("parley-demo-");
    }

    /**
     * Starts a peer in a folder of its own.
     *
     * @param program what starts a peer, with the options that both have
     */
    DemoPeer start(List<String> program, Desk desk) throws IOException {
        return start(program, desk.person(), desk.word());
    }

    /**
     * Starts a peer in a folder of this name; one that was killed before goes on there.
     *
     * @param program what starts a peer, with the options that all have
     */
    synchronized DemoPeer start(List<String> program, String person, String word) throws IOException {
        if (closed) {
            throw new IOException("the demo is ending");
        }
        DemoPeer peer = new DemoPeer(program, person, folder.resolve(word));
        peers.add(peer);
        return peer;
    }

    @Override
    public void close() {
        end();
    }

    /**
     * Ends the peers, politely if they let themselves, and removes the folder.
     *
     * @return whether that was still to do
     */
    synchronized boolean end() {
        if (closed) {
            return false;
        }
        closed = true;
        peers.forEach(DemoPeer::end);
        boolean interrupted = !awaitAll(POLITE_MS);
        peers.forEach(DemoPeer::kill);
        interrupted |= !awaitAll(KILLED_MS);
        remove();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private boolean awaitAll(long limitMs) {
        try {
            for (DemoPeer peer : peers) {
                peer.ended(limitMs, TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void remove() {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.err.println(
                    "parley: " + folder + " could not be removed (" + e.getMessage() + "); it can be deleted.");
        }
    }
}
