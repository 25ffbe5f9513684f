package dev.parley.api.presence;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Text;
import java.util.List;

/**
 * What somebody who is watched shows at one endpoint. A person has as many of these as endpoints.
 *
 * @param peer who
 * @param endpoint at which node
 * @param endpointName what its owner calls the node: a label, a claim
 * @param presence status and text there
 * @param applications what is offered there to contacts
 */
public record EndPointPresence(
        PeerName peer,
        EndPointId endpoint,
        String endpointName,
        PresenceInfo presence,
        List<PeerApplication> applications) {
    /** Checks the label and copies the list. */
    public EndPointPresence {
        Text.requireLabel("the name of an endpoint", endpointName);
        applications = List.copyOf(applications);
    }
}
