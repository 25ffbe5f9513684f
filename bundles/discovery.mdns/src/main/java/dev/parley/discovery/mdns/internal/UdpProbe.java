package dev.parley.discovery.mdns.internal;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A socket with a port of its own, so that answers come to it alone (RFC 6762, section 6.7). */
final class UdpProbe implements Probe {
    private static final Logger LOG = LoggerFactory.getLogger(UdpProbe.class);
    private static final int PORT = 5353;
    private static final int HOPS = 255; // RFC 6762, section 11
    private static final int BATCH = 256;
    private static final byte[] GROUP_V4 = {(byte) 224, 0, 0, (byte) 251};
    private static final byte[] GROUP_V6 = {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xfb};

    private final Attachment attachment;
    private final DatagramChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(DnsMessage.MOST);

    UdpProbe(Attachment attachment) throws IOException {
        this.attachment = attachment;
        this.channel = open(0);
    }

    @Override
    public void ask() throws IOException {
        channel.send(ByteBuffer.wrap(DnsMessage.query()), group());
    }

    @Override
    public List<byte[]> answers() throws IOException {
        List<byte[]> answers = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            buffer.clear();
            InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
            if (source == null) {
                break;
            }
            if (attachment.own().reaches(source.getAddress())) { // RFC 6762, section 11
                byte[] answer = new byte[buffer.flip().remaining()];
                buffer.get(answer);
                answers.add(answer);
            }
        }
        return answers;
    }

    @Override
    public void change(String service, Map<String, String> text) throws IOException {
        say(DnsMessage.text(service, text));
    }

    @Override
    public void goodbye(String service) throws IOException {
        say(DnsMessage.goodbye(List.of(service)));
    }

    /** From a socket that shares the port of Multicast DNS, only as long as it takes: others believe no other port. */
    private void say(byte[] message) throws IOException {
        try (DatagramChannel shared = open(PORT)) {
            shared.send(ByteBuffer.wrap(message), group());
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("a socket for DNS-SD did not close well", e);
        }
    }

    private InetSocketAddress group() throws IOException {
        InetAddress group = attachment.ipv6()
                ? Inet6Address.getByAddress(null, GROUP_V6, attachment.index())
                : InetAddress.getByAddress(GROUP_V4);
        return new InetSocketAddress(group, PORT);
    }

    private DatagramChannel open(int port) throws IOException {
        NetworkInterface there = NetworkInterface.getByName(attachment.networkInterface());
        if (there == null) {
            throw new SocketException("the interface " + attachment.networkInterface() + " has gone");
        }
        DatagramChannel opened =
                DatagramChannel.open(attachment.ipv6() ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            opened.configureBlocking(false);
            opened.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            opened.setOption(StandardSocketOptions.IP_MULTICAST_IF, there);
            opened.setOption(StandardSocketOptions.IP_MULTICAST_TTL, HOPS);
            opened.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            opened.bind(new InetSocketAddress(attachment.address(), port));
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }
}
