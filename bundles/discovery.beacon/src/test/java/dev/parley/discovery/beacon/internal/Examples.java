package dev.parley.discovery.beacon.internal;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Announcement;
import dev.parley.wire.net.LocalAddress;
import dev.parley.wire.net.LocalInterface;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Values for tests. */
final class Examples {
    static final Duration INTERVAL = Duration.ofSeconds(10);
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

    static Announcement announcement(int number, String name) {
        return announcement(number, name, 0, true);
    }

    static Announcement announcement(int number, String name, long revision, boolean visible) {
        return new Announcement(
                instance(number), REALM, 4000 + number, revision, visible, Optional.of(name), any -> true);
    }

    static Beacon beacon(int number, String source) {
        return new Beacon(
                instance(number),
                REALM,
                4000 + number,
                7,
                Optional.of("Anna"),
                Optional.empty(),
                INTERVAL,
                false,
                false,
                address(source));
    }

    /** As contacts alone can read it. */
    static Beacon tagged(int number, String source) {
        return new Beacon(
                instance(number),
                REALM,
                4000 + number,
                7,
                Optional.empty(),
                Optional.of(ByteBuffer.wrap(new byte[] {1, 2, 3})),
                INTERVAL,
                false,
                false,
                address(source));
    }

    static Beacon goodbye(int number, String source) {
        return new Beacon(
                instance(number),
                REALM,
                4000 + number,
                7,
                Optional.empty(),
                Optional.empty(),
                INTERVAL,
                false,
                true,
                address(source));
    }

    static LocalInterface ethernet(int host) {
        return new LocalInterface(
                "eth0",
                2,
                false,
                true,
                List.of(
                        new LocalAddress(address("10.80.0." + host), 24),
                        new LocalAddress(address("fe80::" + host), 64)));
    }

    static LocalInterface loopback() {
        return new LocalInterface(
                "lo",
                1,
                true,
                false,
                List.of(new LocalAddress(address("127.0.0.1"), 8), new LocalAddress(address("::1"), 128)));
    }

    static Attachment attachment(int host) {
        return Attachment.of(ethernet(host)).get(0);
    }
}
