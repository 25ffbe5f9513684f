package dev.parley.spi.link;

import dev.parley.api.peer.EndPointId;
import java.net.InetSocketAddress;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Knows where endpoints can be dialled. An OSGi service, perhaps several; any thread, never blocks. */
@ProviderType
public interface AddressSource {
    /** Addresses of an endpoint, the likeliest first; none when unknown. */
    List<InetSocketAddress> addresses(EndPointId endpoint);
}
