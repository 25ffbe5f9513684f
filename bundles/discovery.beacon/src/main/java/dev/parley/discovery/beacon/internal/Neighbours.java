package dev.parley.discovery.beacon.internal;

import dev.parley.api.peer.InstanceId;
import dev.parley.discovery.beacon.internal.BeaconSockets.Arrival;
import dev.parley.spi.identity.Signatures;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Optional;

/**
 * All instances heard: decides which datagrams are taken. Bounded in memory and in signature checks, whatever comes in. Forgets
 * the one not heard for longest; those that went are kept till then, so that their old datagrams stay old. Not thread-safe.
 */
final class Neighbours {
    /** So many instances are remembered. */
    static final int MOST = 1024;

    private static final int COPIES = 32;

    private final Signatures signatures;
    private final String realm;
    private final Allowance allowance;
    private final Recent<InstanceId, Neighbour> known = new Recent<>(MOST);

    Neighbours(Signatures signatures, String realm, long now) {
        this.signatures = signatures;
        this.realm = realm;
        this.allowance = new Allowance(now);
    }

    /** First of all: form, and how much comes from there. */
    BeaconCodec.Claim read(Arrival arrival, long now) {
        if (!allowance.read(arrival.source().getAddress(), now)) {
            throw new DroppedException(Drop.FLOOD);
        }
        return BeaconCodec.decode(arrival.bytes());
    }

    /**
     * Whether to believe it, cheapest questions first.
     *
     * @return whether this says something: a goodbye of somebody unknown, or a second one, says nothing
     * @throws DroppedException when not
     */
    boolean take(BeaconCodec.Claim claim, Arrival arrival, long now) {
        Beacon beacon = claim.beacon();
        InetSocketAddress source = arrival.source();
        if (!beacon.realm().equals(realm)) {
            throw new DroppedException(Drop.REALM);
        }
        if (!beacon.source().equals(source.getAddress())) { // scopes do not count: they are ours
            throw new DroppedException(Drop.FORGED);
        }
        if (arrival.direct() && !arrival.attachment().own().reaches(source.getAddress())) {
            throw new DroppedException(Drop.ELSEWHERE);
        }
        Neighbour neighbour = known.get(beacon.instance());
        refusal(neighbour, claim, source.getAddress(), arrival).ifPresent(why -> {
            throw new DroppedException(why);
        });
        boolean affordable =
                neighbour != null ? allowance.checkKnown(now) : allowance.checkUnknown(source.getAddress(), now);
        if (!affordable) {
            throw new DroppedException(Drop.FLOOD);
        }
        if (!BeaconCodec.isSigned(signatures, arrival.bytes())) {
            throw new DroppedException(Drop.FORGED);
        }
        boolean news = !beacon.goodbye() || (neighbour != null && !neighbour.isGone());
        known.computeIfAbsent(beacon.instance(), any -> new Neighbour(claim.key()))
                .take(claim, arrival.attachment(), source, now);
        return news;
    }

    /** Those who hear no multicast, and where to reach them; the ones heard last when there are too many. */
    Collection<Neighbour.Asker> askers(long now) {
        var askers = known.values().stream()
                .flatMap(neighbour -> neighbour.asker(now).stream())
                .toList();
        return askers.subList(Math.max(0, askers.size() - COPIES), askers.size());
    }

    int size() {
        return known.size();
    }

    private static Optional<Drop> refusal(
            Neighbour neighbour, BeaconCodec.Claim claim, InetAddress source, Arrival arrival) {
        return neighbour == null
                ? Optional.empty()
                : neighbour.refuses(
                        claim.key(),
                        claim.sequence(),
                        source,
                        arrival.attachment().index());
    }
}
