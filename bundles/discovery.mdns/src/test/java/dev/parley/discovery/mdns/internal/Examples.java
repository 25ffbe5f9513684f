package dev.parley.discovery.mdns.internal;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Announcement;
import dev.parley.wire.net.LocalAddress;
import dev.parley.wire.net.LocalInterface;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Values for tests. */
final class Examples {
    static final Duration LIFETIME = Duration.ofSeconds(30);
    static final String REALM = "parley-test";

    private Examples() {}

    static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static InstanceId instance(int number) {
        return new InstanceId(String.format("%032x", number));
    }

    static Announcement announcement(int number, String name, long revision, boolean visible) {
        return new Announcement(
                instance(number), REALM, 4000 + number, revision, visible, Optional.of(name), any -> true);
    }

    static TxtRecord txt(int number, long revision) {
        return new TxtRecord(instance(number), REALM, revision, Optional.of("Host " + number));
    }

    /** As on the wire. */
    static byte[] text(String... entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String entry : entries) {
            byte[] one = entry.getBytes(StandardCharsets.UTF_8);
            bytes.write(one.length);
            bytes.writeBytes(one);
        }
        return bytes.toByteArray();
    }

    static byte[] text(TxtRecord record) {
        return text(record.entries().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .toArray(String[]::new));
    }

    static Service service(String name, int number, long revision, String... addresses) {
        return new Service(
                name,
                4000 + number,
                text(txt(number, revision)),
                Stream.of(addresses).map(Examples::address).toList());
    }

    static LocalInterface ethernet(int host) {
        return new LocalInterface(
                "eth0",
                2,
                false,
                true,
                List.of(
                        new LocalAddress(address("10.80.0." + host), 24),
                        new LocalAddress(address("fe80::" + host), 64),
                        new LocalAddress(address("fd80::" + host), 64)));
    }

    static LocalInterface loopback() {
        return new LocalInterface(
                "lo",
                1,
                true,
                false,
                List.of(new LocalAddress(address("127.0.0.1"), 8), new LocalAddress(address("::1"), 128)));
    }
}
