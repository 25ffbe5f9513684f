package dev.parley.spi.card;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.spi.identity.SignedCard;
import java.util.List;

/**
 * What an endpoint told over a link, all of it proven.
 *
 * @param peer who
 * @param endpoint which node
 * @param instance which start of it
 * @param card the newest card
 * @param applications the newest offer to our audience
 * @param presence the newest presence
 * @param revision the announcement's revision that this is as new as (see {@code Announcement})
 */
public record KnownEndpoint(
        PeerName peer,
        EndPointId endpoint,
        InstanceId instance,
        SignedCard card,
        List<PeerApplication> applications,
        PresenceInfo presence,
        long revision) {
    /** Copies the list. */
    public KnownEndpoint {
        applications = List.copyOf(applications);
    }
}
