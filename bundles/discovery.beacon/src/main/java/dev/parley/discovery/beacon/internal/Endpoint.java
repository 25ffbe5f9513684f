package dev.parley.discovery.beacon.internal;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** Opens the channels; what each option is for is in the design's network notes. */
final class Endpoint {
    private static final byte[] GROUP_V4 = {(byte) 239, (byte) 255, 80, 76};
    private static final byte[] GROUP_V6 = {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x50, 0x76};

    private Endpoint() {}

    static InetAddress group(boolean ipv6) throws IOException {
        return InetAddress.getByAddress(ipv6 ? GROUP_V6 : GROUP_V4);
    }

    /** Where multicast of this attachment goes. */
    static InetSocketAddress destination(Attachment attachment, int port) throws IOException {
        InetAddress group = attachment.ipv6()
                ? Inet6Address.getByAddress(null, GROUP_V6, attachment.index())
                : InetAddress.getByAddress(GROUP_V4);
        return new InetSocketAddress(group, port);
    }

    static NetworkInterface networkInterface(Attachment attachment) throws IOException {
        NetworkInterface there = NetworkInterface.getByName(attachment.networkInterface());
        if (there == null || there.getIndex() != attachment.index()) {
            throw new SocketException("the interface " + attachment.networkInterface() + " has gone");
        }
        return there;
    }

    /** On the port that all share; joins nothing yet. */
    static DatagramChannel shared(boolean ipv6, int port) throws IOException {
        DatagramChannel channel = open(ipv6);
        return closedOnFailure(channel, () -> {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true); // any number of processes on this machine
            channel.bind(new InetSocketAddress(ipv6 ? "::" : "0.0.0.0", port));
        });
    }

    /** Our own, bound to the attachment's address: datagrams come from it, and answers to us go to it. */
    static DatagramChannel own(Attachment attachment) throws IOException {
        NetworkInterface there = networkInterface(attachment);
        DatagramChannel channel = open(attachment.ipv6());
        return closedOnFailure(channel, () -> {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, there);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
            channel.setOption(
                    StandardSocketOptions.IP_MULTICAST_LOOP, true); // others on this machine, and our own check
            channel.bind(new InetSocketAddress(attachment.address(), 0));
        });
    }

    private static DatagramChannel open(boolean ipv6) throws IOException {
        ProtocolFamily family = ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        try {
            DatagramChannel channel = DatagramChannel.open(family);
            return closedOnFailure(channel, () -> channel.configureBlocking(false));
        } catch (UnsupportedOperationException e) { // java.net.preferIPv4Stack, or a system without the family
            throw new SocketException("this Java has no " + family.name());
        }
    }

    private interface Setup {
        void run() throws IOException;
    }

    private static DatagramChannel closedOnFailure(DatagramChannel channel, Setup setup) throws IOException {
        try {
            setup.run();
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
