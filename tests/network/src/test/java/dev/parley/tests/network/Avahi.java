package dev.parley.tests.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The Avahi of a host of its own: a daemon with its own message bus, and the programs that speak to it. */
final class Avahi implements AutoCloseable {
    private static final String BUS =
            """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
              "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>system</type>
              <listen>unix:path=%s</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_type="signal"/>
                <allow send_requested_reply="true" send_type="method_return"/>
                <allow send_requested_reply="true" send_type="error"/>
                <allow receive_type="method_call"/><allow receive_type="method_return"/>
                <allow receive_type="error"/><allow receive_type="signal"/>
              </policy>
            </busconfig>
            """;

    private final String namespace;
    private final Path socket;
    private final List<Process> running = new ArrayList<>();

    Avahi(Path folder, String namespace) throws IOException {
        this.namespace = namespace;
        this.socket = folder.resolve("bus");
        Path config = folder.resolve("bus.conf");
        Files.writeString(config, BUS.formatted(socket));
        Path settings = folder.resolve("avahi.conf");
        Files.writeString(settings, "[server]\nuse-ipv4=yes\nuse-ipv6=yes\nallow-interfaces=eth0\n");
        lines("dbus-daemon", "--nofork", "--print-address", "--config-file", config.toString())
                .await("unix:path=.*");
        // its folder for the process's number is one place for the whole machine, so it gets its own file system there
        lines(
                        "unshare",
                        "-m",
                        "sh",
                        "-c",
                        "mkdir -p /run/avahi-daemon && mount -t tmpfs tmpfs /run/avahi-daemon && exec avahi-daemon"
                                + " --no-drop-root --no-chroot --no-rlimits -f " + settings)
                .await(".*Server startup complete.*");
    }

    /** What {@code avahi-browse} tells of our type, as long as this runs. */
    Lines browse() throws IOException {
        return lines("avahi-browse", "-rp", "_parley._tcp");
    }

    /** Announces a service until it is destroyed. */
    Process publish(String name, int port, String... text) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("avahi-publish", "-s", name, "_parley._tcp", Integer.toString(port)));
        command.addAll(List.of(text));
        lines(command.toArray(String[]::new));
        return running.get(running.size() - 1);
    }

    private Lines lines(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Shell.in(namespace, List.of(command))).redirectErrorStream(true);
        builder.environment().put("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + socket);
        Process process = builder.start();
        running.add(process);
        return new Lines(process);
    }

    @Override
    public void close() {
        for (int i = running.size() - 1; i >= 0; i--) {
            running.get(i).destroyForcibly().onExit().join();
        }
    }

    /** What a program prints. */
    static final class Lines {
        private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final List<String> read = new ArrayList<>();

        Lines(Process process) {
            Thread reader = new Thread(
                    () -> {
                        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                            out.lines().forEach(lines::add);
                        } catch (IOException | UncheckedIOException e) { // it was ended
                            lines.add("no more: " + e);
                        }
                    },
                    "lines of a program");
            reader.setDaemon(true);
            reader.start();
        }

        /** Waits for a line that looks so. */
        String await(String regex) {
            Pattern pattern = Pattern.compile(regex);
            while (true) {
                try {
                    String line = lines.poll(Host.LIMIT.toSeconds(), TimeUnit.SECONDS);
                    if (line == null) {
                        throw new AssertionError("no line like " + regex + "; but\n" + String.join("\n", read));
                    }
                    read.add(line);
                    if (pattern.matcher(line).matches()) {
                        return line;
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError("the test was stopped", e);
                }
            }
        }
    }
}
