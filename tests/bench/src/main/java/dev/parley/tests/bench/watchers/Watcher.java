package dev.parley.tests.bench.watchers;

import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.presence.PresenceEvent;
import dev.parley.api.presence.WatchedPeople;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Links;
import dev.parley.tests.bench.node.Node;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** One who watches, and notes when which text came. */
final class Watcher {
    private static final long LIMIT_S = 120;
    private static final int TRIES = 60;

    private final Identity identity;
    private final Links links;
    private final SignIn signIn;
    private final Map<String, CompletableFuture<Long>> told = new ConcurrentHashMap<>();
    private Link.Hold hold;

    Watcher(Node node) throws InterruptedException {
        identity = node.await(Identity.class);
        links = node.await(Links.class);
        signIn = node.await(PeerCollaboration.class).signIn(PeerScope.NEAR_ME);
        node.await(WatchedPeople.class).onChange(this::changed);
    }

    private void changed(PresenceEvent event) {
        long now = System.nanoTime();
        told(event.endpoint().presence().text()).complete(now);
    }

    private CompletableFuture<Long> told(String text) {
        return told.computeIfAbsent(text, none -> new CompletableFuture<>());
    }

    Identity identity() {
        return identity;
    }

    /** Keeps a link; the other side takes only so many newcomers a second. */
    void link(DialTarget target) throws Exception {
        signIn.ready().toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
        for (int tries = 1; hold == null; tries++) {
            try {
                hold = links.dial(target)
                        .toCompletableFuture()
                        .get(LIMIT_S, TimeUnit.SECONDS)
                        .hold("watching");
            } catch (ExecutionException e) {
                if (tries == TRIES) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    /** When it was told a text, by the machine's monotonic clock. */
    long when(String text) throws Exception {
        return told(text).get(LIMIT_S, TimeUnit.SECONDS);
    }
}
