package dev.parley.spi.transport;

import dev.parley.spi.identity.RemoteIdentity;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A connection to one endpoint, carrying many channels. Any thread; nothing blocks.
 */
@ProviderType
public interface Connection {
    /** Which transport made it: {@link Transport#name}. */
    String transport();

    /** Who is there, proven by the handshake. */
    RemoteIdentity remote();

    /** The other side's address. */
    InetSocketAddress remoteAddress();

    /** Our address. */
    InetSocketAddress localAddress();

    /**
     * Says who is told of what happens, and lets it begin: nothing of the other side is read before. To be called once.
     */
    void start(ConnectionListener listener);

    /**
     * Opens a channel. Nothing is sent before the first write.
     *
     * @param control whether it goes before others when there is much to send
     * @throws dev.parley.spi.link.LinkClosedException when the connection is closed, or has as many channels as it may
     */
    Channel open(boolean control);

    /** Changes how many channels the other side may have open at once; more are reset when they come. */
    void allow(int channels);

    /**
     * Asks the other side for a sign of life.
     *
     * @return how long it took; fails when the connection ends
     */
    CompletionStage<Duration> ping();

    /** Closes in order: what was written is sent first, within 1 s. Idempotent. */
    void close();

    /** Cuts at once, as a network would. Idempotent. */
    void abort();
}
