package dev.parley.discovery.internal;

import dev.parley.api.peer.InstanceId;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.Sighting;
import dev.parley.testkit.FakeIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Values that the tests share. */
final class Examples {
    static final Duration LIFETIME = Duration.ofSeconds(30);
    static final Rules RULES = new Rules(
            10,
            2,
            2,
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            1024,
            Duration.ofSeconds(30),
            Duration.ofSeconds(30));
    static final int PORT = 4711;

    private Examples() {}

    static InstanceId instance(int number) {
        return InstanceId.of(
                ByteBuffer.allocate(InstanceId.BYTES).putInt(number).array());
    }

    /** 10.x.y.z, by number. */
    static InetSocketAddress address(int host) {
        return at(0x0a000000 + host, PORT);
    }

    static InetSocketAddress at(int ipv4, int port) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(ipv4).array()), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static Sighting.Seen seen(int number) {
        return seen(number, 1, "claim " + number, address(number));
    }

    static Sighting.Seen seen(int number, long revision, String claim, InetSocketAddress... addresses) {
        return new Sighting.Seen(
                instance(number), "eth0", false, List.of(addresses), revision, Optional.of(claim), LIFETIME);
    }

    static KnownEndpoint known(FakeIdentity who, int number, long revision) {
        return new KnownEndpoint(
                who.peer(), who.endpoint(), instance(number), who.card(), List.of(), PresenceInfo.ONLINE, revision);
    }

    static Announcement announcement(int number, boolean visible) {
        return new Announcement(
                instance(number),
                "test",
                PORT,
                1,
                visible,
                visible ? Optional.of("claim " + number) : Optional.empty(),
                nic -> true);
    }

    static long seconds(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
