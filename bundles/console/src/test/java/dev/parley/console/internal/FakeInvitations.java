package dev.parley.console.internal;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Invitations, by hand. */
final class FakeInvitations implements Invitations {
    final List<OutgoingInvitation> outgoing = new ArrayList<>();
    final List<IncomingInvitation> incoming = new ArrayList<>();
    final List<Consumer<InvitationEvent>> listeners = new ArrayList<>();
    long suppressed;
    InvitationOutcome answer = new InvitationOutcome.Declined();

    @Override
    public OutgoingInvitation invite(InvitationRequest request) {
        return sent(request, new FakeSession(1));
    }

    @Override
    public OutgoingInvitation invite(Session session, List<InvitationTarget> to, String message, Duration deadline) {
        return sent(new InvitationRequest(session.application().id(), to, message, Bytes.NONE, deadline), session);
    }

    private OutgoingInvitation sent(InvitationRequest request, Session session) {
        Outgoing sent = new Outgoing(request, session, answer);
        outgoing.add(sent);
        return sent;
    }

    @Override
    public List<OutgoingInvitation> outgoing() {
        return List.copyOf(outgoing);
    }

    @Override
    public List<IncomingInvitation> incoming() {
        return List.copyOf(incoming);
    }

    @Override
    public long suppressed() {
        return suppressed;
    }

    @Override
    public Subscription onChange(Consumer<InvitationEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Sent from here. */
    static final class Outgoing implements OutgoingInvitation {
        private final InvitationId id = new InvitationId(new UUID(0x1111111100000000L, 1));
        private final Session session;
        private final InvitationRequest request;
        private final InvitationOutcome outcome;
        final List<InvitationTarget> waiting = new ArrayList<>();
        boolean cancelled;

        Outgoing(InvitationRequest request, Session session, InvitationOutcome outcome) {
            this.request = request;
            this.session = session;
            this.outcome = outcome;
        }

        @Override
        public InvitationId id() {
            return id;
        }

        @Override
        public InvitationRequest request() {
            return request;
        }

        @Override
        public Session session() {
            return session;
        }

        @Override
        public Map<InvitationTarget, CompletionStage<InvitationOutcome>> outcomes() {
            return request.to().stream()
                    .collect(Collectors.toMap(target -> target, target -> CompletableFuture.completedStage(outcome)));
        }

        @Override
        public Set<InvitationTarget> waiting() {
            return Set.copyOf(waiting);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    /** Arrived here. */
    static final class Incoming implements IncomingInvitation {
        private final InvitationId id;
        private final String message;
        IncomingState state = IncomingState.OPEN;

        Incoming(int number, String message) {
            this.id = new InvitationId(new UUID((0x22222220L + number) << 32, number));
            this.message = message;
        }

        @Override
        public InvitationId id() {
            return id;
        }

        @Override
        public Member from() {
            return new FakeSession.FakeMember(Fakes.BOB, Fakes.LAPTOP, "Right desk");
        }

        @Override
        public boolean contact() {
            return false;
        }

        @Override
        public PeerApplication application() {
            return Fakes.CHAT;
        }

        @Override
        public String message() {
            return message;
        }

        @Override
        public ByteBuffer data() {
            return Bytes.NONE;
        }

        @Override
        public Duration remaining() {
            return Duration.ofMinutes(5);
        }

        @Override
        public IncomingState state() {
            return state;
        }

        @Override
        public CompletionStage<Session> accept() {
            state = IncomingState.ACCEPTED;
            return CompletableFuture.completedFuture(new FakeSession(2));
        }

        @Override
        public CompletionStage<Void> decline() {
            state = IncomingState.DECLINED;
            return CompletableFuture.completedFuture(null);
        }
    }
}
