package dev.parley.discovery.beacon.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real sockets: one daemon thread with a selector that opens, reads and closes; sending is done by whoever calls, since a
 * datagram is either taken by the system at once or not at all.
 */
final class NioBeaconSockets implements BeaconSockets {
    private static final Logger LOG = LoggerFactory.getLogger(NioBeaconSockets.class);
    private static final int BATCH = 64;
    private static final long CLOSING_MS = 2000;

    private final int port;
    private final Listener listener;
    private final Selector selector;
    private final OpenAttachments attachments;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "parley-beacon");
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BeaconCodec.MOST + 1);
    private volatile boolean closed;

    /**
     * @param port that all share
     * @throws IOException when the system gives no selector
     */
    NioBeaconSockets(int port, Listener listener) throws IOException {
        this.port = port;
        this.listener = listener;
        this.selector = Selector.open();
        try {
            this.attachments = new OpenAttachments(port, selector);
            thread.setDaemon(true);
            thread.start();
        } catch (RuntimeException | LinkageError e) { // an update takes the classes away in the middle, for example
            selector.close();
            throw e;
        }
    }

    @Override
    public void follow(List<Attachment> wanted) {
        if (!attachments.open().equals(Set.copyOf(wanted))) {
            tasks.add(() -> apply(wanted));
            selector.wakeup();
        }
    }

    @Override
    public Set<Attachment> open() {
        return attachments.open();
    }

    @Override
    public OptionalInt port(Attachment attachment) {
        return attachments
                .find(attachment)
                .map(found -> OptionalInt.of(found.own().socket().getLocalPort()))
                .orElse(OptionalInt.empty());
    }

    @Override
    public void multicast(Attachment attachment, byte[] datagram) throws IOException {
        unicast(attachment, Endpoint.destination(attachment, port), datagram);
    }

    @Override
    public void unicast(Attachment attachment, InetSocketAddress to, byte[] datagram) throws IOException {
        Optional<OpenAttachment> open = attachments.find(attachment);
        if (open.isPresent() && open.get().own().send(ByteBuffer.wrap(datagram), to) == 0) {
            throw new IOException("the system takes no more datagrams now");
        }
    }

    /** Waits for the thread: once the bundle has stopped, it could not load the classes any more with which it closes what it opens. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            if (Thread.currentThread() != thread) {
                thread.join(CLOSING_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (selector) {
            while (!closed) {
                selector.select(this::read);
                for (Runnable task = tasks.poll(); task != null && !closed; task = tasks.poll()) {
                    task.run();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("the beacon's sockets failed and are closed; nobody is seen by beacon until the next sign-in", e);
        } finally {
            closed = true;
            attachments.close();
        }
    }

    private void apply(List<Attachment> wanted) {
        if (attachments.follow(wanted, listener::failed)) {
            listener.changed();
        }
    }

    private void read(SelectionKey key) {
        Reader reader = (Reader) key.attachment();
        try {
            for (int i = 0; i < BATCH && !closed; i++) {
                buffer.clear();
                InetSocketAddress source = (InetSocketAddress) reader.channel().receive(buffer);
                if (source == null) {
                    return;
                }
                byte[] bytes = new byte[buffer.flip().remaining()];
                buffer.get(bytes);
                reader.attachment(source)
                        .ifPresent(by -> listener.received(new Arrival(by, reader.direct(), source, bytes)));
            }
        } catch (ClosedChannelException gone) {
            key.cancel();
        } catch (IOException e) { // for example an ICMP answer to what was sent before
            LOG.debug("a datagram could not be read", e);
        }
    }
}
