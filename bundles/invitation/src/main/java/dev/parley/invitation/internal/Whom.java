package dev.parley.invitation.internal;

import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.invitation.InvitationException;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.InvitationTarget.AtEndPoint;
import dev.parley.api.invitation.InvitationTarget.NearMe;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerEndPoint;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Whom an invitation is for, as far as that is known.
 *
 * @param identity who; empty until a link told
 * @param instance which start it must be, while the identity is not known
 * @param dial how to get there
 */
record Whom(Optional<RemoteIdentity> identity, Optional<InstanceId> instance, DialTarget dial) {
    /**
     * @param links those there are
     * @param people who is near
     * @throws PeerUnreachableException when nobody near is the one that is meant
     */
    static Whom find(InvitationTarget target, Collection<Link> links, Collection<PeerNearMe> people) {
        if (target instanceof AtEndPoint at) {
            return known(new RemoteIdentity(at.peer(), at.endpoint()), List.of());
        }
        InstanceId instance = ((NearMe) target).instance();
        for (Link link : links) {
            if (link.instance().equals(instance)) {
                return known(link.remote(), List.of());
            }
        }
        PeerNearMe person = people.stream()
                .filter(near -> near.instance().equals(instance))
                .findFirst()
                .orElseThrow(() -> new PeerUnreachableException(
                        "Nobody near is " + instance + " any more. Look who is near now, and invite again."));
        if (person.peer().isPresent() && person.endpoint().isPresent()) {
            PeerEndPoint endpoint = person.endpoint().get();
            return known(new RemoteIdentity(person.peer().get(), endpoint.id()), person.addresses());
        }
        return new Whom(Optional.empty(), Optional.of(instance), DialTarget.at(person.addresses()));
    }

    private static Whom known(RemoteIdentity identity, List<InetSocketAddress> addresses) {
        return new Whom(
                Optional.of(identity),
                Optional.empty(),
                new DialTarget(Optional.of(identity.peer()), Optional.of(identity.endpoint()), addresses));
    }

    /**
     * What is known once there is a link.
     *
     * @param self who we are
     * @throws IdentityMismatchException when another one is there than was meant
     * @throws PeerUnreachableException when it is no longer the start that was seen
     * @throws InvitationException when it is ourselves
     */
    Whom at(Link link, RemoteIdentity self) {
        RemoteIdentity remote = link.remote();
        if (identity.isPresent() && !identity.get().equals(remote)) {
            throw new IdentityMismatchException(
                    "Another one answered than " + identity.get().peer().shortForm()
                            + ". The invitation was not sent; ask them for their peer name.");
        }
        if (instance.isPresent() && !instance.get().equals(link.instance())) {
            throw new PeerUnreachableException(
                    "Somebody else is there now. The invitation was not sent; look who is near, and invite again.");
        }
        Whom known = known(remote, link.listensOn());
        known.requireOther(self);
        return known;
    }

    /** @throws InvitationException when it is ourselves */
    void requireOther(RemoteIdentity self) {
        if (identity.isPresent() && identity.get().equals(self)) {
            throw new InvitationException("This is you. Invite somebody else.");
        }
    }
}
