package dev.parley.transport.internal;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;

/**
 * One dial over all known addresses (RFC 8305, happy eyeballs): the next is tried a little after the last, or at once when that
 * failed; the first that greets wins. Confined to the links' executor.
 */
final class Dial {
    private static final Duration NEAR = Duration.ofMillis(30);
    private static final Duration FAR = Duration.ofMillis(250);
    /** How long a link that the other side prefers to ours may take to arrive. */
    private static final Duration SURVIVOR = Duration.ofSeconds(2);

    private final DialTarget target;
    private final Serial serial;
    private final Host host;
    private final Queue<Candidate> waiting;
    private final Map<Candidate, CompletableFuture<Connection>> asked = new LinkedHashMap<>();
    private final Map<LinkImpl, Candidate> greeting = new LinkedHashMap<>();
    private final Map<Candidate, Throwable> failures = new LinkedHashMap<>();
    private final Set<RemoteIdentity> met = new HashSet<>();
    private final List<CompletableFuture<Link>> callers = new ArrayList<>();
    private final List<Future<?>> timers = new ArrayList<>();
    private Future<?> next = CompletableFuture.completedFuture(null);
    private boolean awaitsSurvivor;
    private boolean over;

    /** One thing to try. */
    record Candidate(Transport transport, InetSocketAddress address) {
        @Override
        public String toString() {
            return Addresses.text(address);
        }
    }

    /** What a dial needs of others. */
    interface Host {
        /** Begins the greeting on a connection that was made, and names its link. */
        LinkImpl greet(Candidate candidate, Connection connection);

        /** What to show first, another one each time. */
        Optional<String> ticket(DialTarget target);

        /** Another key answered than the one that was asked for. */
        void mismatch(Candidate candidate, IdentityMismatchException why);

        /** The dial has ended. */
        void over();
    }

    Dial(DialTarget target, Collection<Candidate> candidates, Serial serial, Host host) {
        this.target = target;
        this.waiting = new ArrayDeque<>(candidates);
        this.serial = serial;
        this.host = host;
    }

    void start(Duration most) {
        timers.add(serial.later(
                most,
                () -> end(new PeerUnreachableException(
                        who() + " did not answer within " + most.toSeconds() + " s. " + reasons(), cause()))));
        tryNext();
    }

    /** One more who waits for the result. */
    void join(CompletableFuture<Link> caller) {
        callers.add(caller);
    }

    /** One who no longer waits; without any there is no dial. */
    void leave(CompletableFuture<Link> caller) {
        if (callers.removeIf(waits -> waits == caller) && callers.isEmpty()) {
            end(new CancellationException("nobody waits for this dial any more"));
        }
    }

    private void tryNext() {
        next.cancel(false);
        if (over) {
            return;
        }
        Candidate candidate = waiting.poll();
        if (candidate == null) {
            giveUpIfNothingIsLeft();
            return;
        }
        CompletableFuture<Connection> attempt = attempt(candidate);
        asked.put(candidate, attempt);
        var unused = attempt.whenComplete((connection, failure) -> {
            if (!serial.run(() -> answered(candidate, connection, failure)) && connection != null) {
                connection.abort();
            }
        });
        next = serial.later(Addresses.isNear(candidate.address()) ? NEAR : FAR, this::tryNext);
    }

    private CompletableFuture<Connection> attempt(Candidate candidate) {
        try {
            Optional<String> ticket = host.ticket(target);
            return (ticket.isPresent()
                            ? candidate.transport().dial(candidate.address(), target.peer(), ticket.get())
                            : candidate.transport().dial(candidate.address(), target.peer()))
                    .toCompletableFuture();
        } catch (RuntimeException | LinkageError broken) {
            return CompletableFuture.failedFuture(broken);
        }
    }

    private void answered(Candidate candidate, Connection connection, Throwable failure) {
        if (asked.remove(candidate) == null) {
            if (connection != null) {
                connection.abort(); // too late
            }
        } else if (connection == null) {
            failed(candidate, failure instanceof CompletionException ? failure.getCause() : failure);
        } else {
            Optional<Throwable> other = wrong(candidate, connection.remote());
            if (other.isPresent()) {
                connection.abort();
                failed(candidate, other.get());
            } else {
                met.add(connection.remote());
                greeting.put(host.greet(candidate, connection), candidate);
            }
        }
    }

    private Optional<Throwable> wrong(Candidate candidate, RemoteIdentity remote) {
        if (target.peer().filter(peer -> !peer.equals(remote.peer())).isPresent()) {
            return Optional.of(new IdentityMismatchException("At " + candidate + " answered "
                    + remote.peer().shortForm() + ", not " + target.peer().get().shortForm() + "."));
        }
        if (target.endpoint().filter(node -> !node.equals(remote.endpoint())).isPresent()) {
            return Optional.of(new PeerUnreachableException(
                    "another device of " + remote.peer().shortForm() + " is there"));
        }
        return Optional.empty();
    }

    /** A link that was being greeted ended before it could be used. */
    void greetingFailed(LinkImpl link, String reason) {
        Candidate candidate = greeting.remove(link);
        if (candidate != null) {
            failed(candidate, new PeerUnreachableException(reason));
        }
    }

    private void failed(Candidate candidate, Throwable failure) {
        failures.put(candidate, failure);
        if (failure instanceof IdentityMismatchException mismatch) {
            host.mismatch(candidate, mismatch);
        }
        tryNext();
    }

    /** A transport is gone: nothing comes of it any more. */
    void lost(Transport transport) {
        waiting.removeIf(candidate -> candidate.transport().equals(transport));
        List.copyOf(asked.entrySet()).stream()
                .filter(attempt -> attempt.getKey().transport().equals(transport))
                .forEach(attempt -> {
                    asked.remove(attempt.getKey());
                    attempt.getValue().cancel(false);
                    failed(attempt.getKey(), new PeerUnreachableException("its transport was stopped"));
                });
    }

    private void giveUpIfNothingIsLeft() {
        if (!asked.isEmpty() || !greeting.isEmpty() || awaitsSurvivor) {
            return;
        }
        if (met.isEmpty()) {
            giveUp();
        } else {
            // The other side answered and then chose a link that it dials itself: that one is on its way.
            awaitsSurvivor = true;
            timers.add(serial.later(SURVIVOR, this::giveUp));
        }
    }

    private void giveUp() {
        end(failures.values().stream()
                .filter(IdentityMismatchException.class::isInstance)
                .findFirst()
                .orElseGet(() -> new PeerUnreachableException(who() + " cannot be reached. " + reasons(), cause())));
    }

    /** A link is there, made by this dial or not. */
    void offer(LinkImpl link) {
        if (over || !fits(target, link.remote()) && !met.contains(link.remote())) {
            return;
        }
        List<CompletableFuture<Link>> told = finish();
        greeting.remove(link);
        // Others with the same endpoint are left to the rule that both sides follow while the other side may still
        // choose them.
        greeting.keySet().stream()
                .filter(other -> link.dialled() || !other.remote().equals(link.remote()))
                .forEach(other -> other.abort("another address was faster"));
        told.forEach(caller -> caller.complete(link));
    }

    /** Whether the target says so, whoever may be at its addresses. */
    static boolean fits(DialTarget target, RemoteIdentity remote) {
        return (target.endpoint().isPresent() || target.peer().isPresent())
                && target.endpoint().map(remote.endpoint()::equals).orElse(true)
                && target.peer().map(remote.peer()::equals).orElse(true);
    }

    void end(Throwable failure) {
        if (!over) {
            List<CompletableFuture<Link>> told = finish();
            greeting.keySet().forEach(link -> link.abort("the dial was given up"));
            told.forEach(caller -> caller.completeExceptionally(failure));
        }
    }

    private List<CompletableFuture<Link>> finish() {
        over = true;
        next.cancel(false);
        timers.forEach(timer -> timer.cancel(false));
        List<CompletableFuture<Connection>> attempts = List.copyOf(asked.values());
        asked.clear();
        waiting.clear();
        attempts.forEach(attempt -> attempt.cancel(false));
        host.over();
        List<CompletableFuture<Link>> told = List.copyOf(callers);
        callers.clear();
        return told;
    }

    private String who() {
        return target.peer().map(PeerName::shortForm).orElse("The one at that address");
    }

    /** Each address and why. */
    private String reasons() {
        List<String> reasons = new ArrayList<>();
        failures.forEach((candidate, why) -> reasons.add(candidate + ": " + LinkImpl.sentence(why)));
        asked.keySet().forEach(candidate -> reasons.add(candidate + ": no answer yet"));
        greeting.values().forEach(candidate -> reasons.add(candidate + ": it did not say hello yet"));
        waiting.forEach(candidate -> reasons.add(candidate + ": not tried yet"));
        return reasons.isEmpty()
                ? "No address of theirs is known: ask for it and use add-address HOST:PORT."
                : "Tried " + String.join("; ", reasons) + ".";
    }

    private Throwable cause() {
        return failures.values().stream().findFirst().orElse(null);
    }
}
