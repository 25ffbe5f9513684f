package dev.parley.api.collaboration;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.presence.PresenceInfo;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * A snapshot of the local person.
 *
 * @param peer the identity
 * @param endpoint this node
 * @param instance this start of it
 * @param displayName the name on the card: a label
 * @param endpointName what others see this node called: a label
 * @param presence what others are told
 * @param addresses where this node listens; none when signed out
 * @param degraded signed in, but without a network: nobody beyond this machine sees or reaches this node. That ends by itself, with an
 *     event, when an interface comes
 * @param realm which network of peers this is
 */
public record Me(
        PeerName peer,
        EndPointId endpoint,
        InstanceId instance,
        String displayName,
        String endpointName,
        PresenceInfo presence,
        List<InetSocketAddress> addresses,
        boolean degraded,
        String realm) {
    /** Copies the addresses. */
    public Me {
        addresses = List.copyOf(addresses);
    }
}
