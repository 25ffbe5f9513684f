package dev.parley.invitation.internal;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.InvitationPrompt;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Subscription;
import dev.parley.invitation.internal.proto.StepKind;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Stream;
import dev.parley.wire.event.EventSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** All invitations of this endpoint: those that come in, and whom a stream is for. Public methods: any thread; all else on the serial executor. */
final class Desk implements Line.Router {
    /** How many invitations each way are remembered, those that are over included. */
    static final int KEPT = 512;

    private static final String CONTACTS_ONLY = "only contacts may invite here";

    private final Surroundings around;
    private final Policies policies;
    private final Prompts prompts;
    private final Allowance allowance;
    private final Function<ApplicationId, Optional<String>> versions;
    private final EventSource<InvitationEvent> events;
    private final Told told = new Told();
    private final Outbox outbox;
    private final AtomicLong suppressed = new AtomicLong();
    private final Register<Key, Incoming> incoming = new Register<>(Incoming::over, KEPT);

    /**
     * @param versions which version of an application is here although it cannot be launched
     * @param self who we are
     */
    Desk(
            Surroundings around,
            Policies policies,
            Prompts prompts,
            Allowance allowance,
            Function<ApplicationId, Optional<String>> versions,
            Supplier<RemoteIdentity> self) {
        this.versions = versions;
        this.around = around;
        this.policies = policies;
        this.prompts = prompts;
        this.allowance = allowance;
        this.events = new EventSource<>(around.serial());
        this.outbox = new Outbox(around, events, self);
        events.add(told::apply);
    }

    /** An invitation that came in is named by its inviter, so one cannot take another's name. */
    private record Key(RemoteIdentity inviter, InvitationId id) {}

    /** Those sent from here. */
    public Outbox outbox() {
        return outbox;
    }

    public long suppressed() {
        return suppressed.get();
    }

    public List<IncomingInvitation> incoming() {
        return incoming.all().stream()
                .filter(invitation -> !isFinal(invitation.state()))
                .map(IncomingInvitation.class::cast)
                .toList();
    }

    public Subscription onChange(Consumer<InvitationEvent> listener) {
        return events.add(listener, told::present);
    }

    /** A stream of another endpoint. */
    public void opened(Stream stream) {
        Line.accept(stream, around.serial(), this);
    }

    /** A link is up. */
    public void linkOpened(Link link) {
        around.run(() -> {
            outbox.linkOpened(link);
            incoming.all().forEach(invitation -> invitation.connector().linkOpened(link));
        });
    }

    public void promptAdded(InvitationPrompt prompt) {
        around.run(() -> prompts.added(prompt));
    }

    /** The person decided anew about somebody. */
    public void standingChanged(Standing standing) {
        around.run(() -> apply(standing));
    }

    /** Whoever keeps what the person decided is there: what is open here may be for, or of, somebody who stands elsewhere now. */
    public void decided(ContactBook book) {
        around.run(() -> {
            Set<PeerName> concerned = new HashSet<>(outbox.contacts());
            incoming.all().stream()
                    .filter(Incoming::waits)
                    .forEach(invitation -> concerned.add(invitation.from().peer()));
            concerned.stream().map(book::of).forEach(this::apply);
        });
    }

    private void apply(Standing standing) {
        PeerName peer = standing.peer();
        if (standing.blocked()) {
            incoming.all().stream()
                    .filter(invitation ->
                            invitation.waits() && invitation.from().peer().equals(peer))
                    .forEach(this::hide);
        }
        if (standing.blocked() || !standing.contact()) {
            outbox.noContact(peer);
        }
    }

    private void hide(Incoming invitation) {
        invitation.hide();
        prompts.withdraw(invitation);
        events.emit(new InvitationEvent.Changed(invitation, invitation.state()));
    }

    /** The person's rules came from disk: what was asked meanwhile may need no answer. */
    public void rulesLoaded() {
        around.run(() -> incoming.all().stream().filter(Incoming::waits).forEach(invitation -> {
            Verdict verdict = policies.ownRule(invitation).orElse(Verdict.ASK);
            if (verdict == Verdict.ACCEPT) {
                invitation.accept();
            } else if (verdict != Verdict.ASK) {
                invitation.decline();
            }
        }));
    }

    /** Offers that wait end with this failure. */
    public void failOffers(ParleyException why) {
        around.run(() -> outbox.fail(why));
    }

    /** Ends all that is open, tells those who listen, and stops the executor after that. */
    public void stop() {
        around.run(() -> {
            outbox.stop();
            incoming.all().stream().filter(invitation -> !invitation.over()).forEach(Incoming::stop);
            around.run(around.serial()::shutdown);
        });
    }

    @Override
    public void first(Line line, Heard step) {
        switch (step.kind()) {
            case OFFER, CONFIRM, CANCEL, EXPIRED -> fromInviter(line, step);
            case ACCEPT, DECLINE -> fromInvited(line, step);
            default -> throw new ProtocolException("a stream of an invitation cannot begin with " + step.kind() + ".");
        }
    }

    private void fromInviter(Line line, Heard step) {
        Optional<Incoming> known = incoming.find(new Key(line.remote(), step.id()));
        if (known.isPresent()) {
            known.get().attach(line);
            known.get().heard(line, step);
        } else if (step.kind() == StepKind.OFFER) {
            consider(line, step.id(), step.offer().orElseThrow());
        } else if (step.kind() == StepKind.CONFIRM) {
            answer(line, step.id(), StepKind.UNKNOWN);
        } else if (step.kind() == StepKind.CANCEL) {
            answer(line, step.id(), StepKind.NOTED);
        } else {
            line.end();
        }
    }

    private void fromInvited(Line line, Heard step) {
        Optional<Leg> known = outbox.leg(step.id(), line.remote());
        if (known.isPresent()) {
            known.get().attach(line);
            known.get().heard(line, step);
        } else {
            answer(line, step.id(), step.kind() == StepKind.ACCEPT ? StepKind.UNKNOWN : StepKind.NOTED);
        }
    }

    private static void answer(Line line, InvitationId id, StepKind kind) {
        line.send(Steps.of(id, kind));
        line.end();
    }

    /** An invitation that was never seen: to be taken, or answered at once. */
    private void consider(Line line, InvitationId id, Offered offer) {
        Standing standing = around.standing(line.remote().peer());
        boolean stranger = !standing.contact() && !around.acquaintances().accepted(standing.peer());
        Optional<String> refusal = refusal(standing.peer(), id, stranger);
        if (refusal.isPresent()) {
            refuse(line, id, refusal.get(), standing);
            return;
        }
        Optional<PeerApplication> application = around.launcher().find(offer.application());
        if (application.isEmpty()) {
            line.send(Steps.notInstalled(id, versions.apply(offer.application())));
            line.end();
            return;
        }
        Incoming invitation = new Incoming(around, id, line.link(), offer, application.get(), this::changed);
        if (standing.blocked()) {
            invitation.hide();
        }
        Verdict verdict = verdict(invitation);
        if (verdict == Verdict.REFUSE) {
            refuse(line, id, CONTACTS_ONLY, standing);
            return;
        }
        if (verdict == Verdict.ASK && stranger) {
            Optional<String> noPrompt = allowance.prompt(standing.blocked(), around.now());
            if (noPrompt.isPresent()) {
                refuse(line, id, noPrompt.get(), standing);
                return;
            }
        }
        take(line, invitation, verdict);
    }

    /**
     * Whoever is in that session with the inviter already is not asked again. Of who is blocked: what everybody is answered by the
     * person's own rules, they are, too; else nobody answers.
     */
    private Verdict verdict(Incoming invitation) {
        if (!invitation.isUnseen()) {
            return invitation.shared().isPresent() ? Verdict.ACCEPT : policies.decide(invitation);
        }
        return policies.ownRule(invitation)
                .filter(verdict -> verdict != Verdict.ACCEPT)
                .orElse(Verdict.ASK);
    }

    private void take(Line line, Incoming invitation, Verdict verdict) {
        incoming.add(new Key(line.remote(), invitation.id()), invitation);
        if (!invitation.isUnseen()) {
            events.emit(new InvitationEvent.Received(invitation));
        }
        invitation.start(line);
        switch (verdict) {
            case ACCEPT -> invitation.accept();
            case DECLINE, REFUSE -> invitation.sayNo();
            case ASK -> {
                line.send(Steps.of(invitation.id(), StepKind.RECEIVED));
                if (!invitation.isUnseen()) {
                    prompts.ask(invitation);
                }
            }
        }
    }

    private Optional<String> refusal(PeerName peer, InvitationId id, boolean stranger) {
        List<Incoming> open = incoming.all().stream().filter(Incoming::open).toList();
        if (open.size() >= Allowance.OPEN_IN_ALL) {
            return Optional.of("too many invitations wait for an answer");
        }
        if (!stranger) {
            return Optional.empty();
        }
        long ofPeer =
                open.stream().filter(one -> one.from().peer().equals(peer)).count();
        return allowance.ask(peer, id, (int) ofPeer, around.now());
    }

    /** The person hears of it as a number, and nothing of those who are blocked. */
    private void refuse(Line line, InvitationId id, String why, Standing standing) {
        line.send(Steps.because(id, StepKind.REFUSED, why));
        line.end();
        if (!standing.blocked()) {
            events.emit(new InvitationEvent.Suppressed(suppressed.incrementAndGet()));
        }
    }

    private void changed(Incoming invitation) {
        if (invitation.isUnseen()) {
            return;
        }
        prompts.withdraw(invitation);
        events.emit(new InvitationEvent.Changed(invitation, invitation.state()));
    }

    private static boolean isFinal(IncomingState state) {
        return state != IncomingState.OPEN && state != IncomingState.ACCEPTING;
    }
}
