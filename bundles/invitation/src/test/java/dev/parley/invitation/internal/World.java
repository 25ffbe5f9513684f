package dev.parley.invitation.internal;

import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Several peers, links between them that can be cut and healed, and time that moves by hand. */
final class World {
    private static final Map<List<Integer>, FakeIdentity> IDENTITIES =
            new ConcurrentHashMap<>(); // keys are slow to make

    final HandDrivenExecution execution;
    final List<FakePeer> peers = new ArrayList<>();
    final List<ProtocolException> violations = new ArrayList<>();
    private final Set<Set<FakePeer>> cuts = new HashSet<>();
    private final Map<EndPointId, FakePeer> taken = new HashMap<>();
    long latencyNanos;
    int messages;
    int copies = 1; // how often each message arrives
    BiConsumer<Integer, FakeLink> onMessage = (number, link) -> {};

    World(long seed) {
        execution = new HandDrivenExecution(seed);
    }

    FakePeer peer() {
        return peer(Decision.UNDECIDED, new Allowance(3, 6, 30));
    }

    FakePeer peer(Decision otherwise, Allowance allowance) {
        int number = peers.size();
        return add(number, number, number, otherwise, allowance);
    }

    /** Another endpoint of the same person. */
    FakePeer device(FakePeer person) {
        int number = peers.size();
        return add(person.number, number, number, Decision.UNDECIDED, new Allowance(3, 6, 30));
    }

    /** Somebody else at the address of one who has gone. */
    FakePeer impostor(FakePeer gone) {
        FakePeer peer = peer();
        peers.remove(gone);
        taken.put(gone.identity.endpoint(), peer);
        return peer;
    }

    /** The same endpoint, started again; the one before is gone without a word. */
    FakePeer restart(FakePeer before) {
        peers.remove(before);
        before.kill();
        before.links.all().forEach(link -> link.close("killed"));
        return add(before.number, before.number, peers.size() + 1_000, Decision.UNDECIDED, new Allowance(3, 6, 30));
    }

    private FakePeer add(int person, int node, int number, Decision otherwise, Allowance allowance) {
        FakeIdentity identity = IDENTITIES.computeIfAbsent(
                List.of(person, node), key -> new FakeIdentity(person, node, "Person " + person));
        FakePeer peer = new FakePeer(this, identity, number, otherwise, allowance);
        peers.add(peer);
        return peer;
    }

    /** Who answers where an endpoint is expected: itself, or an impostor. */
    Optional<FakePeer> at(EndPointId endpoint) {
        return peers.stream()
                .filter(peer -> peer.identity.endpoint().equals(endpoint))
                .findFirst()
                .or(() -> Optional.ofNullable(taken.get(endpoint)));
    }

    /** A new link between two. */
    FakeLink link(FakePeer here, FakePeer there) {
        FakeLink mine = new FakeLink(here, there, true);
        FakeLink theirs = new FakeLink(there, here, false);
        mine.pair(theirs);
        there.links.add(theirs);
        return here.links.add(mine);
    }

    /** A message was written; it is under way. */
    void sent(FakeLink link) {
        messages++;
        onMessage.accept(messages, link);
    }

    boolean isCut(FakePeer one, FakePeer other) {
        return cuts.contains(Set.of(one, other));
    }

    /** Breaks the link there is; another can be made at once. */
    void breakLink(FakePeer one, FakePeer other) {
        one.links.find(other.identity.endpoint()).ifPresent(link -> link.close("cut"));
    }

    void cut(FakePeer one, FakePeer other) {
        cuts.add(Set.of(one, other));
        breakLink(one, other);
    }

    void heal(FakePeer one, FakePeer other) {
        cuts.remove(Set.of(one, other));
    }

    void run() {
        execution.run();
    }

    void advance(Duration by) {
        execution.advance(by);
    }

    static InvitationOutcome outcome(OutgoingInvitation invitation) {
        return outcome(invitation, 0);
    }

    static InvitationOutcome outcome(OutgoingInvitation invitation, int target) {
        return now(invitation.outcomes().get(invitation.request().to().get(target)));
    }

    static boolean waits(OutgoingInvitation invitation) {
        return !isDone(invitation.outcomes().get(invitation.request().to().get(0)));
    }

    static boolean isDone(CompletionStage<?> stage) {
        return stage.toCompletableFuture().isDone();
    }

    /** What it is complete with now; what it failed with is thrown. */
    static <T> T now(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            throw new AssertionError("not complete");
        }
        try {
            return future.join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }
}
