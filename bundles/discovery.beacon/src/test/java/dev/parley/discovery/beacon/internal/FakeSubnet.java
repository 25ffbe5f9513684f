package dev.parley.discovery.beacon.internal;

import dev.parley.discovery.beacon.internal.BeaconSockets.Arrival;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Datagrams between fake sockets of one test. All attachments of one interface name and family are one subnet. */
final class FakeSubnet {
    final List<Host> hosts = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();

    /** What goes to nobody: by the receiving host. */
    Predicate<Host> deaf = host -> false;

    /** What the system refuses to send, with this message. */
    String refusal = "";

    private int nextPort = 30_000;

    /** A datagram as it was sent. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sent(Host by, Attachment attachment, boolean multicast, InetSocketAddress to, byte[] bytes) {
        Beacon beacon() {
            return BeaconCodec.decode(bytes).beacon();
        }
    }

    /** The sockets of one host. */
    final class Host implements BeaconSockets {
        final BeaconSockets.Listener listener;
        final Map<Attachment, Integer> ports = new LinkedHashMap<>();
        boolean closed;

        Host(BeaconSockets.Listener listener) {
            this.listener = listener;
        }

        @Override
        public void follow(List<Attachment> wanted) {
            if (closed || ports.keySet().equals(Set.copyOf(wanted))) {
                return;
            }
            ports.keySet().retainAll(wanted);
            wanted.forEach(attachment -> ports.computeIfAbsent(attachment, any -> nextPort++));
            listener.changed();
        }

        @Override
        public Set<Attachment> open() {
            return Set.copyOf(ports.keySet());
        }

        @Override
        public OptionalInt port(Attachment attachment) {
            return ports.containsKey(attachment) ? OptionalInt.of(ports.get(attachment)) : OptionalInt.empty();
        }

        @Override
        public void multicast(Attachment attachment, byte[] datagram) throws IOException {
            if (!refusal.isEmpty()) {
                throw new IOException(refusal);
            }
            sent.add(new Sent(this, attachment, true, new InetSocketAddress(attachment.address(), 1), datagram));
            for (Host host : hosts) {
                for (Attachment there : host.open()) {
                    if (sameSubnet(attachment, there) && !deaf.test(host)) {
                        host.listener.received(new Arrival(there, false, source(attachment), datagram));
                    }
                }
            }
        }

        @Override
        public void unicast(Attachment attachment, InetSocketAddress to, byte[] datagram) {
            sent.add(new Sent(this, attachment, false, to, datagram));
            for (Host host : hosts) {
                for (Attachment there : host.open()) {
                    if (host.source(there).equals(to)) {
                        host.listener.received(new Arrival(there, true, source(attachment), datagram));
                    }
                }
            }
        }

        @Override
        public void close() {
            closed = true;
            ports.clear();
        }

        InetSocketAddress source(Attachment attachment) {
            return new InetSocketAddress(attachment.address(), ports.getOrDefault(attachment, 1));
        }
    }

    BeaconSockets open(BeaconSockets.Listener listener) {
        Host host = new Host(listener);
        hosts.add(host);
        return host;
    }

    private static boolean sameSubnet(Attachment one, Attachment other) {
        return one.networkInterface().equals(other.networkInterface()) && one.ipv6() == other.ipv6();
    }
}
