package dev.parley.invitation.internal;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionId;
import dev.parley.invitation.internal.Outgoing.Origin;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.session.SessionControl;
import dev.parley.spi.store.RecordStore;
import dev.parley.wire.event.EventSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The invitations sent from here. Public methods: any thread; all else on the serial executor. */
final class Outbox implements Outgoing.Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Surroundings around;
    private final EventSource<InvitationEvent> events;
    private final Waitings waitings;
    private final Register<InvitationId, Outgoing> outgoing = new Register<>(Outgoing::over, Desk.KEPT);
    private boolean stopped;

    /** @param self who we are */
    Outbox(Surroundings around, EventSource<InvitationEvent> events, Supplier<RemoteIdentity> self) {
        this.around = around;
        this.events = events;
        this.waitings = new Waitings(kept -> around.run(() -> again(kept, self.get())), (after, task) -> {
            var unused = around.later(task, after.toNanos());
        });
    }

    /**
     * Sends an invitation.
     *
     * @throws NotSignedInException when invitations have stopped here
     */
    public OutgoingInvitation invite(InvitationRequest request, PeerApplication application, RemoteIdentity self) {
        SessionControl control = around.sessions().create(new SessionId(uuid()), application);
        return invite(request, application, control, self, Origin.FRESH);
    }

    /**
     * Sends an invitation into a session that is there.
     *
     * @throws NotSignedInException when invitations have stopped here
     * @throws SessionException when nobody can be invited into it from here
     */
    public OutgoingInvitation invite(Session session, InvitationRequest request, RemoteIdentity self) {
        SessionControl control = around.sessions()
                .control(session.id())
                .orElseThrow(() -> new SessionException("The session "
                        + session.id().shortForm() + " is over, so nobody can join it. Invite into a new one."));
        control.closedTo(request.to().size()).ifPresent(why -> {
            throw new SessionException(why);
        });
        return invite(request, session.application(), control, self, Origin.RUNNING);
    }

    private OutgoingInvitation invite(
            InvitationRequest request,
            PeerApplication application,
            SessionControl control,
            RemoteIdentity self,
            Origin origin) {
        InvitationId id = new InvitationId(uuid());
        Outgoing invitation =
                new Outgoing(around, id, request, request.deadline(), application, control, self, origin, this);
        outgoing.add(id, invitation);
        try {
            around.serial().execute(() -> begin(invitation));
        } catch (RejectedExecutionException ended) {
            outgoing.remove(id);
            if (origin == Origin.FRESH) {
                control.close(Joining.reason(CloseReason.Kind.NOT_JOINED, "invitations have stopped"));
            }
            throw new NotSignedInException(
                    "Parley is stopping here, so nobody can be invited. Start it, and invite again.", ended);
        }
        return invitation;
    }

    private void begin(Outgoing invitation) {
        events.emit(new InvitationEvent.Sent(invitation));
        if (stopped) {
            invitation.stop();
        } else {
            invitation.start();
        }
    }

    /** One from an earlier start goes on. */
    private void again(Kept kept, RemoteIdentity self) {
        if (stopped || outgoing.find(kept.id()).isPresent()) {
            return;
        }
        PeerApplication application =
                around.launcher().find(kept.application().id()).orElse(kept.application());
        SessionControl control;
        try {
            control = around.sessions().create(kept.session(), application);
        } catch (IllegalArgumentException taken) {
            LOG.warn("the invitation {} does not go on: its session is there already", kept.id(), taken);
            return;
        }
        Outgoing invitation = new Outgoing(
                around,
                kept.id(),
                kept.request(),
                kept.remaining(around.clock().instant()),
                application,
                control,
                self,
                Origin.AGAIN,
                this);
        outgoing.add(kept.id(), invitation);
        begin(invitation);
    }

    public List<OutgoingInvitation> outgoing() {
        return outgoing.all().stream()
                .filter(Outgoing::waits)
                .map(OutgoingInvitation.class::cast)
                .toList();
    }

    /** What waits for contacts is kept there from now on; what waited there goes on. */
    public void bind(RecordStore store) {
        waitings.bind(store);
    }

    public void unbind(RecordStore store) {
        waitings.unbind(store);
    }

    /** The leg of an invitation to an endpoint. */
    Optional<Leg> leg(InvitationId id, RemoteIdentity remote) {
        return outgoing.find(id).flatMap(invitation -> invitation.leg(remote));
    }

    void linkOpened(Link link) {
        outgoing.all().forEach(invitation -> invitation.linkOpened(link));
    }

    /** Offers that wait end with this failure. */
    void fail(ParleyException why) {
        outgoing.all().forEach(invitation -> invitation.fail(why));
    }

    /** The contacts who may still answer. */
    List<PeerName> contacts() {
        return outgoing.all().stream().flatMap(Outgoing::contacts).toList();
    }

    /** Somebody is no contact, or is blocked. */
    void noContact(PeerName peer) {
        ParleyException why = new ContactException.Unknown(
                peer.shortForm() + " is no contact of yours any more, so the invitation ends.");
        outgoing.all().forEach(invitation -> invitation.fail(peer, why));
    }

    /** Ends all that is open. */
    void stop() {
        stopped = true;
        outgoing.all().stream().filter(invitation -> !invitation.over()).forEach(Outgoing::stop);
    }

    @Override
    public void nobodyThere(Outgoing invitation, Party party) {
        var unused = invitation
                .keep(() -> waitings.keep(invitation.forDisk().orElseThrow()))
                .thenAccept(onDisk -> {
                    if (party.waiting()) {
                        events.emit(new InvitationEvent.Waiting(invitation, party.target(), onDisk));
                    }
                });
    }

    @Override
    public void delivered(Outgoing invitation, Party party) {
        events.emit(new InvitationEvent.Delivered(invitation, party.target()));
    }

    @Override
    public void ended(Outgoing invitation, Party party, Ending ending) {
        if (invitation.keeps()) {
            invitation.forDisk().ifPresentOrElse(waitings::update, () -> waitings.forget(invitation.id()));
        }
        events.emit(new InvitationEvent.Ended(
                invitation, party.target(), ending.outcome(), ending.failure().map(Throwable.class::cast)));
    }

    private UUID uuid() {
        long most = around.random().nextLong();
        long least = around.random().nextLong();
        return new UUID(most & ~0xf000L | 0x4000L, least & ~(3L << 62) | 1L << 63); // version 4: RFC 9562, section 5.4
    }
}
