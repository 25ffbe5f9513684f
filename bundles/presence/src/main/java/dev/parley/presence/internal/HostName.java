package dev.parley.presence.internal;

import dev.parley.api.peer.Text;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this machine is called: the default name of an endpoint. */
final class HostName {
    private static final Logger LOG = LoggerFactory.getLogger(HostName.class);
    private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    /** Blocks, in the worst case for as long as a name service takes. */
    static String current() {
        return of(LINUX, System.getenv());
    }

    /** The system's own word goes first: it needs no name service, which may be slow just when there is no network. */
    static String of(Path file, Map<String, String> environment) {
        String name = read(file);
        if (name.isBlank()) {
            name = environment.getOrDefault("COMPUTERNAME", environment.getOrDefault("HOSTNAME", ""));
        }
        return Text.label((name.isBlank() ? resolved() : name).strip());
    }

    private static String read(Path file) {
        try {
            return Files.isReadable(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            LOG.debug("{} cannot be read", file, e);
            return "";
        }
    }

    private static String resolved() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOG.debug("this machine has no name", e);
            return "";
        }
    }
}
