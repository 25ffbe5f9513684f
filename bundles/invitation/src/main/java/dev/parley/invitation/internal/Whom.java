package dev.parley.invitation.internal;

import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.invitation.InvitationException;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.InvitationTarget.AtEndPoint;
import dev.parley.api.invitation.InvitationTarget.NearMe;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerEndPoint;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        if (!(target instanceof NearMe near)) {
            throw new IllegalArgumentException("a contact may be at several endpoints");
        }
        InstanceId instance = near.instance();
        for (Link link : links) {
            if (link.instance().equals(instance)) {
                return known(link.remote(), List.of());
            }
        }
        PeerNearMe person = people.stream()
                .filter(one -> one.instance().equals(instance))
                .findFirst()
                .orElseThrow(() -> new PeerUnreachableException(
                        "Nobody near is " + instance + " any more. Look who is near now, and invite again."));
        if (person.peer().isPresent() && person.endpoint().isPresent()) {
            PeerEndPoint endpoint = person.endpoint().get();
            return known(new RemoteIdentity(person.peer().get(), endpoint.id()), person.addresses());
        }
        return new Whom(Optional.empty(), Optional.of(instance), DialTarget.at(person.addresses()));
    }

    /**
     * All endpoints of a peer that are known.
     *
     * @param told which endpoints it has by its card
     */
    static List<Whom> all(PeerName peer, Set<EndPointId> told, Collection<Link> links, Collection<PeerNearMe> people) {
        Map<EndPointId, List<InetSocketAddress>> found = new LinkedHashMap<>();
        links.stream()
                .filter(link -> link.remote().peer().equals(peer))
                .forEach(link -> found.put(link.remote().endpoint(), List.of()));
        people.stream()
                .filter(person -> person.peer().filter(peer::equals).isPresent())
                .forEach(person ->
                        person.endpoint().ifPresent(endpoint -> found.putIfAbsent(endpoint.id(), person.addresses())));
        told.forEach(endpoint -> found.putIfAbsent(endpoint, List.of()));
        return found.entrySet().stream()
                .map(entry -> known(new RemoteIdentity(peer, entry.getKey()), entry.getValue()))
                .toList();
    }

    /** Somebody who is known, wherever there are addresses. */
    static Whom known(RemoteIdentity identity, List<InetSocketAddress> addresses) {
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
        if (identity.filter(self::equals).isPresent()) {
            throw new InvitationException("This is you. Invite somebody else.");
        }
    }
}
