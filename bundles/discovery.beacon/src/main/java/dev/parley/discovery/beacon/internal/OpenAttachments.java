package dev.parley.discovery.beacon.internal;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open channels. IPv4: a shared one for each interface, because one receives only from the interface it joined. IPv6: a single
 * shared one, because each would receive from all; the source's scope says where from. Changed on the sockets' thread, read on any.
 */
final class OpenAttachments {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAttachments.class);

    private final int port;
    private final Selector selector;
    private final Map<Attachment, OpenAttachment> open = new ConcurrentHashMap<>();
    private Optional<DatagramChannel> sharedV6 = Optional.empty();

    OpenAttachments(int port, Selector selector) {
        this.port = port;
        this.selector = selector;
    }

    Set<Attachment> open() {
        return Set.copyOf(open.keySet());
    }

    Optional<OpenAttachment> find(Attachment attachment) {
        return Optional.ofNullable(open.get(attachment));
    }

    /** @return whether anything was opened or closed */
    boolean follow(List<Attachment> wanted, BiConsumer<Attachment, IOException> failed) {
        List<Attachment> gone =
                open.keySet().stream().filter(there -> !wanted.contains(there)).toList();
        gone.forEach(this::leave);
        boolean changed = !gone.isEmpty();
        for (Attachment attachment : wanted) {
            if (!open.containsKey(attachment)) {
                try {
                    open.put(attachment, join(attachment));
                    changed = true;
                } catch (IOException e) {
                    failed.accept(attachment, e);
                }
            }
        }
        return changed;
    }

    /** In plain loops: where nothing was opened no class is wanted, which an update may have taken away meanwhile. */
    void close() {
        for (Map.Entry<Attachment, OpenAttachment> there : open.entrySet()) {
            leave(there.getKey());
        }
        if (sharedV6.isPresent()) {
            quietly(sharedV6.get());
        }
    }

    private void leave(Attachment attachment) {
        OpenAttachment gone = open.remove(attachment);
        quietly(gone::close);
    }

    private OpenAttachment join(Attachment attachment) throws IOException {
        DatagramChannel own = Endpoint.own(attachment);
        try {
            Closeable membership = membership(attachment);
            read(new Reader(own, true, source -> Optional.of(attachment)));
            return new OpenAttachment(attachment, own, membership);
        } catch (IOException | RuntimeException e) {
            own.close();
            throw e;
        }
    }

    private Closeable membership(Attachment attachment) throws IOException {
        try {
            return attachment.ipv6() ? joinV6(attachment) : joinV4(attachment);
        } catch (IOException e) {
            if (attachment.loopback()) { // some systems refuse; those on this machine still meet, see LocalPorts
                LOG.info("there is no multicast on {}: {}", attachment, e.toString());
                return () -> {};
            }
            throw e;
        }
    }

    private Closeable joinV4(Attachment attachment) throws IOException {
        DatagramChannel shared = Endpoint.shared(false, port);
        try {
            shared.join(Endpoint.group(false), Endpoint.networkInterface(attachment));
            read(new Reader(shared, false, source -> Optional.of(attachment)));
            return shared;
        } catch (IOException | RuntimeException e) {
            shared.close();
            throw e;
        }
    }

    private Closeable joinV6(Attachment attachment) throws IOException {
        if (sharedV6.isEmpty()) {
            DatagramChannel shared = Endpoint.shared(true, port);
            sharedV6 = Optional.of(shared);
            read(new Reader(shared, false, this::arrivalV6));
        }
        MembershipKey key = sharedV6.get().join(Endpoint.group(true), Endpoint.networkInterface(attachment));
        return key::drop;
    }

    /** A channel for IPv6 receives IPv4 too; that is the others' business. */
    private Optional<Attachment> arrivalV6(InetSocketAddress source) {
        if (!(source.getAddress() instanceof Inet6Address from)) {
            return Optional.empty();
        }
        int scope = from.getScopeId();
        return open.keySet().stream()
                .filter(Attachment::ipv6)
                .filter(there -> scope == 0 ? there.own().reaches(from) : there.index() == scope)
                .findFirst();
    }

    private void read(Reader reader) throws IOException {
        reader.channel().register(selector, SelectionKey.OP_READ, reader);
    }

    private static void quietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException | RuntimeException e) { // the interface has gone, and what hung on it
            LOG.debug("a channel of the beacon did not close well", e);
        }
    }
}
