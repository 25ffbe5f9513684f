package dev.parley.tests.bench.peer;

import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.Profile;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.api.session.Session;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Links;
import dev.parley.tests.bench.load.Remote;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a peer can be told beside the loads that every party understands. On the thread of {@link Remote}. */
final class PeerCommands {
    private static final long LIMIT_S = 120;

    private final ParleyParty party;
    private final Links links;
    private final Identity identity;
    private final Acquaintances acquaintances;
    private final PeerCollaboration collaboration;
    private final Profile profile;
    private final Inviting inviting;
    private final Launches launches;
    private final NearWatch watch;
    private final CompletableFuture<Long> signedIn;
    private SignIn lease;
    private Link.Hold hold;

    PeerCommands(
            ParleyParty party,
            Links links,
            Identity identity,
            Acquaintances acquaintances,
            PeerCollaboration collaboration,
            Profile profile,
            Invitations invitations,
            Launches launches,
            NearWatch watch,
            CompletableFuture<Long> signedIn) {
        this.party = party;
        this.links = links;
        this.identity = identity;
        this.acquaintances = acquaintances;
        this.collaboration = collaboration;
        this.profile = profile;
        inviting = new Inviting(invitations, launches);
        this.launches = launches;
        this.watch = watch;
        this.signedIn = signedIn;
    }

    Map<String, Remote.Command> commands() {
        Map<String, Remote.Command> commands = new HashMap<>();
        commands.put("me", words -> me());
        commands.put("accept", words -> {
            acquaintances.accept(PeerName.parse(words.get(0)));
            return "";
        });
        commands.put("signin", words -> signIn());
        commands.put("signout", words -> signOut());
        commands.put("visible", words -> Long.toString(signedIn.get(LIMIT_S, TimeUnit.SECONDS)));
        commands.put("mark", words -> {
            watch.mark();
            return "";
        });
        commands.put("came", words -> Long.toString(watch.first(words.get(0), false)));
        commands.put("went", words -> Long.toString(watch.first(words.get(0), true)));
        commands.put("seen", words -> Long.toString(watch.all(Integer.parseInt(words.get(0)), false)));
        commands.put("linked", words -> Long.toString(watch.all(Integer.parseInt(words.get(0)), true)));
        commands.put("hold", words -> {
            hold = party.link(Whom.parse(words.get(0))).hold("measuring");
            return "";
        });
        commands.put("release", words -> {
            hold.close();
            return "";
        });
        commands.put("present", words -> {
            long now = System.nanoTime();
            profile.present(new PresenceInfo(PresenceStatus.BUSY, words.get(0)));
            return Long.toString(now);
        });
        commands.put("invite", words -> invite(Whom.parse(words.get(0))));
        commands.put("launched", words -> Long.toString(launches.next()));
        commands.putAll(new SessionCommands(inviting).commands());
        return commands;
    }

    /** Signs in first, when it is not yet: only then there is a port. */
    private String me() throws Exception {
        if (lease == null) {
            signIn();
        }
        int port = links.listening().orElseThrow().port();
        return new Whom(identity.peer(), identity.endpoint(), port).toString();
    }

    private String signIn() throws Exception {
        long now = System.nanoTime();
        lease = collaboration.signIn(PeerScope.NEAR_ME);
        lease.ready().toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
        return Long.toString(now);
    }

    private String signOut() {
        long now = System.nanoTime();
        lease.close();
        return Long.toString(now);
    }

    private String invite(Whom whom) throws Exception {
        long now = System.nanoTime();
        Session session = inviting.invite(whom);
        session.leave().toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
        return Long.toString(now);
    }
}
