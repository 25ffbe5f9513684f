package dev.parley.api.discovery;

import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerEndPoint;
import dev.parley.api.peer.PeerName;
import dev.parley.api.presence.PresenceInfo;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A snapshot of somebody on the same subnet: first only a sighting, then, once a link told who it is, a peer. People are
 * merged by endpoint; one that nobody identified yet stands by its instance.
 *
 * @param instance which start of an endpoint this is
 * @param displayName a label, perhaps empty; from the signed card when {@code peer} is there, before that only a claim
 * @param peer who it is, proven by a link; empty before the first one
 * @param endpoint which node it is, proven by a link; empty before the first one
 * @param addresses where it can be dialled, the likeliest first
 * @param ways how it was seen: names of discovery providers ({@code beacon}, {@code dns-sd}), {@code address} when it was added
 *     by address, {@code link} when it dialled us
 * @param presence what it says of itself; empty before the first link
 * @param applications what it offers to those near it, by the newest offer known
 */
public record PeerNearMe(
        InstanceId instance,
        String displayName,
        Optional<PeerName> peer,
        Optional<PeerEndPoint> endpoint,
        List<InetSocketAddress> addresses,
        Set<String> ways,
        Optional<PresenceInfo> presence,
        List<PeerApplication> applications) {
    /** Copies the collections. */
    public PeerNearMe {
        addresses = List.copyOf(addresses);
        ways = Set.copyOf(ways);
        applications = List.copyOf(applications);
    }

    /** Whether it offers an application, in any version. */
    public boolean has(ApplicationId application) {
        return applications.stream().anyMatch(each -> each.id().equals(application));
    }
}
