package dev.parley.console.internal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code HOME/control}: a Unix domain socket that only the owner can connect to. One request a connection. Where the path is too
 * long for a socket, it lies in an owner-only temporary folder, and {@code HOME/control} is a text that names it.
 */
final class ControlSocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    /** What {@code sun_path} of {@code sockaddr_un} holds on the narrowest system (macOS), its final zero aside. */
    private static final int LONGEST_PATH = 103;

    private static final int CALLERS = 8;

    private final Path control;
    private final ControlRequest.Runner runner;
    private final ServerSocketChannel server;
    private final Path socket;
    private final Path folder;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS + 1, task -> {
        Thread thread = new Thread(task, "parley-control");
        thread.setDaemon(true);
        return thread;
    });

    /** @throws IOException when the socket cannot be made */
    ControlSocket(Path home, ControlRequest.Runner runner) throws IOException {
        this.control = home.resolve("control");
        this.runner = runner;
        Files.createDirectories(home);
        Files.deleteIfExists(control);
        Path beside = home.resolve(".control-" + ProcessHandle.current().pid());
        boolean fits = beside.resolve("s").toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_PATH;
        this.folder = fits ? ownerOnly(beside) : Files.createTempDirectory("parley-");
        Path bound = folder.resolve("s");
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(bound));
            // Bound inside a folder that only the owner may enter, so nobody gets in before the socket itself is closed
            // to others.
            restrict(bound);
            if (fits) {
                Files.move(bound, control, StandardCopyOption.ATOMIC_MOVE);
                Files.delete(folder);
                this.socket = control;
            } else {
                Files.writeString(control, bound.toString());
                restrict(control);
                this.socket = bound;
            }
        } catch (IOException e) {
            server.close();
            callers.shutdownNow();
            throw e;
        }
        callers.execute(this::accept);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel caller = server.accept();
                open.add(caller);
                callers.execute(() -> serve(caller));
            } catch (AsynchronousCloseException closing) {
                return;
            } catch (IOException | RejectedExecutionException e) {
                if (server.isOpen()) {
                    LOG.warn("a caller of {} could not be served", control, e);
                }
            }
        }
    }

    private void serve(SocketChannel caller) {
        try (caller) {
            ControlRequest.serve(caller, runner);
        } catch (IOException e) {
            LOG.debug("a caller of {} went away", control, e);
        } finally {
            open.remove(caller);
        }
    }

    /** Ends those who are being served, too. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(control);
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.debug("{} could not be removed", control, e);
        }
        open.forEach(caller -> {
            try {
                caller.close();
            } catch (IOException e) {
                LOG.trace("a caller was gone already", e);
            }
        });
        callers.shutdownNow();
    }

    /** Where it is looked for. */
    @Override
    public String toString() {
        return control.toString();
    }

    private static Path ownerOnly(Path folder) throws IOException {
        Files.createDirectories(folder);
        restrict(folder);
        return folder;
    }

    private static void restrict(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }
}
