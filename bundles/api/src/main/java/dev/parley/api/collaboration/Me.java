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
 * @param presence what others are told
 * @param addresses where this node listens; none when signed out
 * @param realm which network of peers this is
 */
public record Me(
        PeerName peer,
        EndPointId endpoint,
        InstanceId instance,
        String displayName,
        PresenceInfo presence,
        List<InetSocketAddress> addresses,
        String realm) {
    /** Copies the addresses. */
    public Me {
        addresses = List.copyOf(addresses);
    }
}
