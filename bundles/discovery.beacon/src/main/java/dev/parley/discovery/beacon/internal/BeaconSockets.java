package dev.parley.discovery.beacon.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Datagrams to and from the subnets. Any thread; nothing blocks. */
interface BeaconSockets extends AutoCloseable {
    /** Opens and closes so that these attachments are open; what cannot be opened now is tried again at the next call. */
    void follow(List<Attachment> wanted);

    /** Those that are open. */
    Set<Attachment> open();

    /** The port of our own socket there; empty when it is not open. */
    OptionalInt port(Attachment attachment);

    /** Sends to all on the subnet. */
    void multicast(Attachment attachment, byte[] datagram) throws IOException;

    /** Sends to one sender's own socket. */
    void unicast(Attachment attachment, InetSocketAddress to, byte[] datagram) throws IOException;

    /** Closes everything soon, on another thread. Idempotent. */
    @Override
    void close();

    /** Told on the sockets' thread; must be quick. */
    interface Listener {
        /** Attachments were opened or closed. */
        void changed();

        /** An attachment could not be opened. */
        void failed(Attachment attachment, IOException why);

        /** A datagram came. */
        void received(Arrival arrival);
    }

    /**
     * A datagram that came.
     *
     * @param direct to our own socket, not by multicast
     * @param source with its scope
     * @param bytes at most {@link BeaconCodec#MOST} and one more
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, read once, compared never
    record Arrival(Attachment attachment, boolean direct, InetSocketAddress source, byte[] bytes) {}

    /** Makes sockets; replaced in tests. */
    interface Factory {
        BeaconSockets open(Listener listener);
    }
}
