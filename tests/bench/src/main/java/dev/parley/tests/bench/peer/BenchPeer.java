package dev.parley.tests.bench.peer;

import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.Profile;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.link.Links;
import dev.parley.spi.transport.Transport;
import dev.parley.tests.bench.load.Loads;
import dev.parley.tests.bench.load.Remote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Puts a peer of the distribution on the rope of whoever measures it. */
@Component(
        service = {},
        immediate = true)
public final class BenchPeer {
    private final NearWatch watch = new NearWatch();
    private final Subscription watching;
    private final Subscription announcing;
    private final ContactCommands contacts;

    /** Starts a thread; does nothing when nobody measures. */
    @Activate
    public BenchPeer(
            @Reference Transport transport,
            @Reference Links links,
            @Reference Identity identity,
            @Reference Acquaintances acquaintances,
            @Reference PeerCollaboration collaboration,
            @Reference Profile profile,
            @Reference PeopleNearMe people,
            @Reference Invitations invitations,
            @Reference Launches launches,
            @Reference Signatures signatures,
            BundleContext context) {
        contacts = new ContactCommands(context, new MadeUpCards(signatures, identity), watch);
        watching = people.onChange(watch::add);
        CompletableFuture<Long> signedIn = new CompletableFuture<>();
        announcing = collaboration.onChange(event -> {
            if (event instanceof CollaborationEvent.SignedIn) {
                signedIn.complete(System.nanoTime());
            }
        });
        String socket = System.getenv(Remote.VARIABLE);
        if (socket == null) {
            return;
        }
        ParleyParty party = new ParleyParty(transport, links);
        Map<String, Remote.Command> commands = new HashMap<>(new Loads(party).commands());
        commands.putAll(new PeerCommands(
                        party,
                        links,
                        identity,
                        acquaintances,
                        collaboration,
                        profile,
                        invitations,
                        launches,
                        watch,
                        signedIn)
                .commands());
        commands.putAll(contacts.commands());
        Thread thread = new Thread(() -> serve(new Remote(commands), Path.of(socket)), "bench");
        thread.setDaemon(true);
        thread.start();
    }

    private static void serve(Remote remote, Path socket) {
        try {
            remote.serve(socket);
        } catch (IOException e) {
            throw new UncheckedIOException("the rope broke", e);
        }
    }

    @Deactivate
    void stop() {
        watching.close();
        announcing.close();
        contacts.close();
    }
}
