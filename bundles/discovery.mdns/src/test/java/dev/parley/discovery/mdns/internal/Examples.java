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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values for tests. */
final class Examples {
    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final Duration LIFETIME = Duration.ofSeconds(30);
    static final String REALM = "parley-test";

    static final Attachment V4 = Attachment.of(ethernet()).get(0);
    static final Attachment V6 = Attachment.of(ethernet()).get(1);

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

    static Announcement announcement(int number, long revision, boolean visible) {
        return new Announcement(
                instance(number), REALM, 4000 + number, revision, visible, Optional.of("Host " + number), any -> true);
    }

    static LocalInterface ethernet() {
        return new LocalInterface(
                "eth0",
                2,
                false,
                true,
                List.of(
                        new LocalAddress(address("10.80.0.1"), 24),
                        new LocalAddress(address("fe80::1"), 64),
                        new LocalAddress(address("fd80::1"), 64)));
    }

    static LocalInterface loopback() {
        return new LocalInterface(
                "lo",
                1,
                true,
                false,
                List.of(new LocalAddress(address("127.0.0.1"), 8), new LocalAddress(address("::1"), 128)));
    }

    static TxtRecord text(int number, long revision) {
        return new TxtRecord(instance(number), REALM, revision, Optional.of("Host " + number));
    }

    /** What a responder tells of somebody's service. */
    static Service service(String name, TxtRecord text, String... addresses) {
        return new Service(
                name,
                4711,
                wire(text.entries()),
                Arrays.stream(addresses).map(Examples::address).toList());
    }

    /** Entries as they travel: each behind its length. */
    static byte[] wire(Map<String, String> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entries.forEach((key, value) -> {
            byte[] entry = (key + "=" + value).getBytes(StandardCharsets.UTF_8);
            out.write(entry.length);
            out.writeBytes(entry);
        });
        return out.toByteArray();
    }
}
