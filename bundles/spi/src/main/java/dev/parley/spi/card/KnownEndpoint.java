package dev.parley.spi.card;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Text;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.spi.identity.SignedCard;
import java.util.List;
import java.util.Optional;

/**
 * What an endpoint told over a link, all of it proven.
 *
 * @param peer who
 * @param endpoint which node
 * @param instance which start of it
 * @param card the newest card
 * @param applications the newest offer to our audience
 * @param endpointName what its owner calls it: a label, a claim; empty when it is not told
 * @param presence the newest presence; empty when it is not told, for its owner may keep it from us
 * @param revision the announcement's revision that this is as new as (see {@code Announcement})
 */
public record KnownEndpoint(
        PeerName peer,
        EndPointId endpoint,
        InstanceId instance,
        SignedCard card,
        List<PeerApplication> applications,
        String endpointName,
        Optional<PresenceInfo> presence,
        long revision) {
    /** Copies the list and checks the label. */
    public KnownEndpoint {
        Text.requireLabel("the name of an endpoint", endpointName);
        applications = List.copyOf(applications);
    }

    /** One without a name. */
    public KnownEndpoint(
            PeerName peer,
            EndPointId endpoint,
            InstanceId instance,
            SignedCard card,
            List<PeerApplication> applications,
            PresenceInfo presence,
            long revision) {
        this(peer, endpoint, instance, card, applications, "", Optional.of(presence), revision);
    }
}
