package dev.parley.spi.link;

import dev.parley.api.peer.Subscription;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.IntConsumer;
import org.osgi.annotation.versioning.ProviderType;

/** That this endpoint listens. Any thread. */
@ProviderType
public interface Listening extends AutoCloseable {
    /** The port, the same on every address; 0 while no transport listens, for transports come and go. */
    int port();

    /** Replays the present port, then tells each change, on a thread of Parley. */
    Subscription onPort(IntConsumer listener);

    /** The addresses that others can dial now, by the interfaces there are now and the bindings asked for. */
    List<InetSocketAddress> addresses();

    /** Whether an interface, by its name, is among those to be used: the {@code bind} option. */
    boolean uses(String networkInterface);

    /** Stops listening and closes all links. Idempotent, does not block. */
    @Override
    void close();
}
