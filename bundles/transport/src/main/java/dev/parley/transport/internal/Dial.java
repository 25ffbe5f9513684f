package dev.parley.transport.internal;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

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
    private final List<Candidate> waiting;
    private final ScheduledExecutorService executor;
    private final BiFunction<Connection, Dial, LinkImpl> greet;
    private final CompletableFuture<Link> result = new CompletableFuture<>();
    private final List<CompletableFuture<Connection>> tried = new ArrayList<>();
    private final List<LinkImpl> greeting = new ArrayList<>();
    private final Map<InetSocketAddress, Throwable> failures = new LinkedHashMap<>();
    private final Set<RemoteIdentity> met = new HashSet<>();
    private ScheduledFuture<?> next;
    private ScheduledFuture<?> limit;
    private ScheduledFuture<?> survivor;
    private int underWay;

    /** One thing to try. */
    record Candidate(Transport transport, InetSocketAddress address) {}

    /** @param greet begins the greeting on a connection that was made, and names its link */
    Dial(
            DialTarget target,
            List<Candidate> candidates,
            ScheduledExecutorService executor,
            BiFunction<Connection, Dial, LinkImpl> greet) {
        this.target = target;
        this.waiting = new ArrayList<>(candidates);
        this.executor = executor;
        this.greet = greet;
    }

    CompletableFuture<Link> result() {
        return result;
    }

    void start(Duration most) {
        limit = executor.schedule(
                () -> end(new PeerUnreachableException(
                        who() + " did not answer within " + most.toSeconds() + " s. " + reasons())),
                most.toMillis(),
                TimeUnit.MILLISECONDS);
        tryNext();
    }

    private void tryNext() {
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        if (result.isDone()) {
            return;
        }
        if (waiting.isEmpty()) {
            giveUpIfNothingIsLeft();
            return;
        }
        Candidate candidate = waiting.remove(0);
        underWay++;
        CompletableFuture<Connection> attempt =
                candidate.transport().dial(candidate.address(), target.peer()).toCompletableFuture();
        tried.add(attempt);
        var unused =
                attempt.whenCompleteAsync((connection, failure) -> tried(candidate, connection, failure), executor);
        Duration pause = isNear(candidate.address().getAddress()) ? NEAR : FAR;
        next = executor.schedule(this::tryNext, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tried(Candidate candidate, Connection connection, Throwable failure) {
        if (connection == null) {
            failed(candidate.address(), failure);
        } else if (result.isDone()) {
            connection.abort();
        } else if (target.endpoint().isPresent()
                && !target.endpoint().get().equals(connection.remote().endpoint())) {
            connection.abort();
            failed(
                    candidate.address(),
                    new PeerUnreachableException(
                            "another device of the same person is at " + text(candidate.address())));
        } else {
            met.add(connection.remote());
            greeting.add(greet.apply(connection, this));
        }
    }

    /** A link that was being greeted ended before it could be used. */
    void greetingFailed(LinkImpl link, String reason) {
        if (greeting.remove(link)) {
            failed(link.remoteAddress(), new PeerUnreachableException(reason));
        }
    }

    private void failed(InetSocketAddress address, Throwable failure) {
        underWay--;
        failures.put(address, failure instanceof CompletionException ? failure.getCause() : failure);
        tryNext();
    }

    private void giveUpIfNothingIsLeft() {
        if (underWay > 0 || survivor != null) {
            return;
        }
        if (met.isEmpty()) {
            giveUp();
        } else {
            // The other side answered and then chose a link that it dials itself: that one is on its way.
            survivor = executor.schedule(this::giveUp, SURVIVOR.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void giveUp() {
        Optional<Throwable> mismatch = failures.values().stream()
                .filter(IdentityMismatchException.class::isInstance)
                .findFirst();
        end(mismatch.orElseGet(() -> new PeerUnreachableException(who() + " cannot be reached. " + reasons())));
    }

    /** A link is there, made by this dial or not. */
    void offer(LinkImpl link) {
        if (!result.isDone() && fits(link.remote())) {
            release();
            // Other greetings with the same endpoint are left to the rule that both sides follow: were they cut here,
            // the other
            // side might keep just the one that was cut.
            greeting.stream()
                    .filter(other -> !other.remote().equals(link.remote()))
                    .forEach(other -> other.abort("another address was faster"));
            result.complete(link);
        }
    }

    private boolean fits(RemoteIdentity remote) {
        if (target.endpoint().isPresent()) {
            return target.endpoint().get().equals(remote.endpoint());
        }
        return target.peer().isPresent() ? target.peer().get().equals(remote.peer()) : met.contains(remote);
    }

    void end(Throwable failure) {
        if (!result.isDone()) {
            release();
            List.copyOf(greeting).forEach(link -> link.abort("the dial was given up"));
            result.completeExceptionally(failure);
        }
    }

    private void release() {
        for (ScheduledFuture<?> timer : new ScheduledFuture<?>[] {next, limit, survivor}) {
            if (timer != null) {
                timer.cancel(false);
            }
        }
        tried.forEach(attempt -> attempt.cancel(false));
    }

    private String who() {
        return target.peer().map(PeerName::shortForm).orElse("The one at that address");
    }

    private String reasons() {
        return failures.isEmpty()
                ? "No address of theirs is known: ask for it and use add-address HOST:PORT."
                : failures.entrySet().stream()
                        .map(entry -> text(entry.getKey()) + ": " + message(entry.getValue()))
                        .collect(Collectors.joining("; ", "Tried ", "."));
    }

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static String text(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private static boolean isNear(InetAddress address) {
        return address == null
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isLoopbackAddress()
                || (address.getAddress()[0] & 0xfe) == 0xfc && address.getAddress().length == 16; // RFC 4193
    }
}
