package dev.parley.invitation.internal;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.Me;
import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.collaboration.Visibility;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionId;
import dev.parley.spi.application.Launch;
import dev.parley.spi.application.Launcher;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.DeviceRecord;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Stream;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeStore;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One peer: the component under test, and what it works with. */
final class FakePeer implements Launcher, Acquaintances, PeerCollaboration {
    static final ApplicationId CHAT = ApplicationId.parse("11111111-2222-4333-8444-555555555555");

    final World world;
    final int number;
    final RemoteIdentity identity;
    final DeviceRecord device;
    final InstanceId instance;
    final InetSocketAddress address;
    final FakeLinks links;
    final FakeCards cards = new FakeCards();
    final FakeBook book = new FakeBook();
    final Rules rules;
    final List<FakeSession> sessions = new ArrayList<>();
    final List<LaunchInfo> launches = new ArrayList<>();
    final List<SessionId> launchedIn = new ArrayList<>();
    final List<InvitationEvent> events = new ArrayList<>();
    final Set<PeerName> acquainted = new HashSet<>();
    final List<Runnable> gone = new ArrayList<>();
    final List<Consumer<CollaborationEvent>> collaborationListeners = new ArrayList<>();
    final InvitationsComponent invitations;
    private FakeStore disk; // null when there is none
    Consumer<Stream> opened; // what is done with a stream of somebody else
    PeerScope scope = PeerScope.NEAR_ME;
    boolean installed = true;
    Optional<String> launchFails = Optional.empty();

    FakePeer(World world, FakeIdentity identity, int number, Decision otherwise, Allowance allowance) {
        this.world = world;
        this.number = number;
        this.rules = new Rules(world.execution.serial("rules"), (after, task) -> {});
        this.identity = identity.remote();
        this.device = identity.card().card().devices().get(0);
        this.instance = InstanceId.of(
                ByteBuffer.allocate(InstanceId.BYTES).putInt(number).array());
        this.address = InetSocketAddress.createUnresolved("peer" + number, 1 + number);
        this.links = new FakeLinks(this);
        this.invitations = new InvitationsComponent(
                links,
                new FakeSessions(this, sessions),
                this,
                cards,
                this,
                this,
                world.execution,
                rules,
                otherwise,
                allowance);
        invitations.onChange(events::add);
        opened = invitations::opened;
    }

    /** Keeps somebody as a contact. */
    void befriend(FakePeer other) {
        book.contact(other, false, "");
        invitations.bindContacts(book);
    }

    /** Whatever it still does, nobody sees it, and nothing of it reaches the disk. */
    void kill() {
        if (disk != null) {
            rules.unbind(disk);
            invitations.unbindStore(disk);
        }
    }

    /** Keeps what waits, and the rules, there. */
    void store(FakeStore store) {
        disk = store;
        rules.bind(store);
        invitations.bindStore(store);
    }

    InvitationTarget contact() {
        return new InvitationTarget.Contact(identity.peer());
    }

    InvitationTarget target() {
        return new InvitationTarget.AtEndPoint(identity.peer(), identity.endpoint());
    }

    OutgoingInvitation invite(FakePeer other) {
        return invite(other.target(), InvitationRequest.DEFAULT_DEADLINE);
    }

    OutgoingInvitation invite(InvitationTarget target, Duration deadline) {
        return invite(List.of(target), deadline);
    }

    OutgoingInvitation invite(List<InvitationTarget> targets, Duration deadline) {
        return invitations.invite(new InvitationRequest(CHAT, targets, "come", Bytes.NONE, deadline));
    }

    /** The one invitation that is open here. */
    IncomingInvitation only() {
        List<IncomingInvitation> open = invitations.incoming();
        if (open.size() != 1) {
            throw new AssertionError(open.size() + " are open");
        }
        return open.get(0);
    }

    @Override
    public Optional<PeerApplication> find(ApplicationId application) {
        return installed && application.equals(CHAT)
                ? Optional.of(new PeerApplication(CHAT, "Chat", "1.0", "", Bytes.NONE, PeerScope.ALL))
                : Optional.empty();
    }

    @Override
    public CompletionStage<Launch> launch(ApplicationId application, LaunchInfo info, Session session) {
        launches.add(info);
        launchedIn.add(session.id());
        return launchFails.isPresent()
                ? CompletableFuture.failedStage(new ApplicationException(launchFails.get()))
                : CompletableFuture.completedStage(gone::add);
    }

    @Override
    public boolean accepted(PeerName peer) {
        return acquainted.contains(peer);
    }

    @Override
    public void accept(PeerName peer) {
        acquainted.add(peer);
    }

    @Override
    public Subscription onAccepted(Consumer<PeerName> listener) {
        return () -> {};
    }

    @Override
    public Subscription onLoaded(Runnable listener) {
        return () -> {};
    }

    @Override
    public SignIn signIn(PeerScope asked) {
        throw new UnsupportedOperationException();
    }

    @Override
    public PeerScope signedIn() {
        return scope;
    }

    @Override
    public Me me() {
        return new Me(
                identity.peer(),
                identity.endpoint(),
                instance,
                "me",
                "",
                new PresenceInfo(PresenceStatus.ONLINE, ""),
                List.of(),
                false,
                "test");
    }

    @Override
    public Optional<Visibility> visibility() {
        return Optional.empty();
    }

    @Override
    public CompletionStage<Void> setVisibility(Visibility visibility) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription onChange(Consumer<CollaborationEvent> listener) {
        collaborationListeners.add(listener);
        return () -> collaborationListeners.remove(listener);
    }
}
