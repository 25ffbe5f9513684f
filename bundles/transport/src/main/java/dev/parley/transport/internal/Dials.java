package dev.parley.transport.internal;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.Transport;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The dials that are under way; several callers share one. Confined to the links' executor. */
final class Dials {
    /** The most addresses that one dial tries; more are hardly one endpoint's. */
    private static final int ADDRESSES = 16;

    private final Settings settings;
    private final Serial serial;
    private final Plugins plugins;
    private final Remembered remembered;
    private final Greeter greeter;
    private final Map<DialTarget, Dial> underWay = new LinkedHashMap<>();
    private final Map<LinkImpl, Dial> greeting = new HashMap<>();

    /** Makes links of connections. */
    interface Greeter {
        /** Begins the greeting. What becomes of it is told later, on the same executor. */
        LinkImpl greet(Transport transport, Connection connection);

        /** Another key answered at an address than the target's. */
        void mismatch(DialTarget target, InetSocketAddress address, IdentityMismatchException why);
    }

    Dials(Settings settings, Serial serial, Plugins plugins, Remembered remembered, Greeter greeter) {
        this.settings = settings;
        this.serial = serial;
        this.plugins = plugins;
        this.remembered = remembered;
        this.greeter = greeter;
    }

    /** Completes the caller's future; who cancels it no longer waits. */
    void dial(DialTarget target, CompletableFuture<Link> caller) {
        Dial there = underWay.get(target);
        if (there != null) {
            there.join(caller);
        } else {
            begin(target, caller);
        }
    }

    private void begin(DialTarget target, CompletableFuture<Link> caller) {
        Set<InetSocketAddress> addresses = new LinkedHashSet<>(target.addresses());
        target.endpoint().ifPresent(endpoint -> {
            addresses.addAll(remembered.of(endpoint));
            addresses.addAll(plugins.addresses(endpoint));
        });
        List<Transport> transports = List.copyOf(plugins.transports());
        if (transports.isEmpty()) {
            caller.completeExceptionally(new PeerUnreachableException(
                    "No transport is running, so nobody can be reached: start one, such as dev.parley.transport.tls."));
            return;
        }
        List<Dial.Candidate> candidates = new ArrayList<>();
        for (Transport transport : transports) {
            Addresses.inTurn(addresses).stream()
                    .limit(ADDRESSES)
                    .forEach(address -> candidates.add(new Dial.Candidate(transport, address)));
        }
        Host host = new Host(target);
        Dial dial = new Dial(target, candidates, serial, host);
        host.dial = dial;
        underWay.put(target, dial);
        dial.join(caller);
        dial.start(settings.dialLimit());
    }

    /** A caller has cancelled. */
    void left(DialTarget target, CompletableFuture<Link> caller) {
        Optional.ofNullable(underWay.get(target)).ifPresent(dial -> dial.leave(caller));
    }

    /** A link is there. */
    void offer(LinkImpl link) {
        greeting.remove(link);
        List.copyOf(underWay.values()).forEach(dial -> dial.offer(link));
    }

    /**
     * A link ended before it could be used.
     *
     * @param instead the one there is to the same endpoint
     */
    void greetingFailed(LinkImpl link, String reason, Optional<LinkImpl> instead) {
        Dial dial = greeting.remove(link);
        if (dial != null) {
            instead.ifPresent(dial::offer);
            dial.greetingFailed(link, reason);
        }
    }

    void lost(Transport transport) {
        List.copyOf(underWay.values()).forEach(dial -> dial.lost(transport));
    }

    void end(Throwable why) {
        List.copyOf(underWay.values()).forEach(dial -> dial.end(why));
    }

    private final class Host implements Dial.Host {
        private final DialTarget target;
        private Dial dial;

        Host(DialTarget target) {
            this.target = target;
        }

        @Override
        public LinkImpl greet(Dial.Candidate candidate, Connection connection) {
            LinkImpl link = greeter.greet(candidate.transport(), connection);
            greeting.put(link, dial);
            return link;
        }

        @Override
        public Optional<String> ticket(DialTarget whom) {
            return plugins.ticket(whom);
        }

        @Override
        public void mismatch(Dial.Candidate candidate, IdentityMismatchException why) {
            greeter.mismatch(target, candidate.address(), why);
        }

        @Override
        public void over() {
            underWay.remove(target, dial);
        }
    }
}
