package dev.parley.invitation.internal;

import static dev.parley.api.session.CloseReason.Kind.NOT_JOINED;
import static dev.parley.api.session.CloseReason.Kind.OTHER_APPLICATION_FAILED;
import static dev.parley.api.session.CloseReason.Kind.OTHER_LEFT;
import static dev.parley.api.session.CloseReason.Kind.UNREACHABLE;

import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.invitation.InvitationException;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import dev.parley.invitation.internal.proto.Step;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.session.SessionControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An invitation sent from here, to all its targets. Its state changes on the serial executor. */
final class Outgoing implements OutgoingInvitation {
    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

    private final Surroundings around;
    private final InvitationId id;
    private final InvitationRequest request;
    private final PeerApplication application;
    private final SessionControl control;
    private final RemoteIdentity self;
    private final Origin origin;
    private final Observer observer;
    private final Deadline deadline;
    private final List<Party> parties;
    private volatile boolean kept;
    private CompletionStage<Boolean> keeping; // null until it had to be kept
    private boolean begun;
    private final List<Leg> confirmed = new ArrayList<>();
    private Optional<String> launchFailure = Optional.empty();

    /** Where it comes from. */
    enum Origin {
        /** It begins its session. */
        FRESH,
        /** It was begun in an earlier start of Parley, and is on disk. */
        AGAIN,
        /** It is for a session that is there without it. */
        RUNNING
    }

    /** Hears what becomes of it. On the serial executor. */
    interface Observer {
        /** One of its contacts is not there now. */
        void nobodyThere(Outgoing invitation, Party party);

        /** One who was not there has it now. */
        void delivered(Outgoing invitation, Party party);

        /** It ended for one target. */
        void ended(Outgoing invitation, Party party, Ending ending);
    }

    /**
     * @param remaining until the deadline
     */
    Outgoing(
            Surroundings around,
            InvitationId id,
            InvitationRequest request,
            Duration remaining,
            PeerApplication application,
            SessionControl control,
            RemoteIdentity self,
            Origin origin,
            Observer observer) {
        this.around = around;
        this.id = id;
        this.request = request;
        this.application = application;
        this.control = control;
        this.self = self;
        this.origin = origin;
        this.kept = origin == Origin.AGAIN;
        this.keeping = origin == Origin.AGAIN ? CompletableFuture.completedStage(true) : null;
        this.observer = observer;
        this.deadline = new Deadline(around, remaining, this::expire, this::giveUp);
        this.parties = request.to().stream()
                .map(target -> new Party(around, this, target))
                .toList();
    }

    /** Begins. On the serial executor. */
    void start() {
        if (parties.stream().noneMatch(Party::open)) {
            return;
        }
        begun = true;
        deadline.arm();
        control.session().onState(change -> {
            if (change.to() == SessionState.CLOSED) {
                around.run(this::sessionClosed);
            }
        });
        open(party -> true).forEach(party -> party.start(origin == Origin.AGAIN));
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
        return control.session();
    }

    @Override
    public Map<InvitationTarget, CompletionStage<InvitationOutcome>> outcomes() {
        Map<InvitationTarget, CompletionStage<InvitationOutcome>> outcomes = new LinkedHashMap<>();
        parties.forEach(party -> outcomes.put(party.target(), party.outcome()));
        return outcomes;
    }

    @Override
    public Set<InvitationTarget> waiting() {
        return parties.stream().filter(Party::waiting).map(Party::target).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void cancel() {
        around.run(this::takeBack);
    }

    private void takeBack() {
        catchUp();
        boolean open = waits();
        settleOpen(party -> true, Ending.of(new InvitationOutcome.Cancelled()));
        if (!open) {
            List.copyOf(confirmed).forEach(Leg::cancel);
        }
    }

    PeerApplication application() {
        return application;
    }

    /** Whether it waits for an answer. Any thread. */
    boolean waits() {
        return parties.stream().anyMatch(Party::open);
    }

    /** Whether it may be forgotten. */
    boolean over() {
        return parties.stream().allMatch(Party::over);
    }

    /** Whether somebody was asked to keep it. */
    boolean keeps() {
        return keeping != null;
    }

    /**
     * Has it kept, once.
     *
     * @param how writes it
     * @return whether it is on disk; told on the serial executor
     */
    CompletionStage<Boolean> keep(Supplier<CompletionStage<Boolean>> how) {
        if (keeping == null && origin == Origin.RUNNING) {
            keeping = CompletableFuture.completedStage(false); // its session may not be there at the next start
        }
        if (keeping == null) {
            keeping = how.get()
                    .exceptionally(failure -> {
                        LOG.warn("the invitation {} is not kept: it waits in memory only", id, failure);
                        return false;
                    })
                    .thenApplyAsync(onDisk -> kept = onDisk, around::run);
        }
        return keeping;
    }

    /** As it is kept: with the contacts that may still answer; empty when there is none. */
    Optional<Kept> forDisk() {
        List<InvitationTarget> contacts = parties.stream()
                .filter(party -> party.open() && party.contact().isPresent())
                .map(Party::target)
                .toList();
        return contacts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Kept(
                        id,
                        control.session().id(),
                        application,
                        new InvitationRequest(
                                request.application(), contacts, request.message(), request.data(), request.deadline()),
                        around.clock().instant().plusNanos(deadline.left())));
    }

    /** The contacts who may still answer. */
    Stream<PeerName> contacts() {
        return parties.stream().filter(Party::open).flatMap(party -> party.contact().stream());
    }

    RemoteIdentity self() {
        return self;
    }

    Optional<String> launchFailure() {
        return launchFailure;
    }

    /** The leg to an endpoint. */
    Optional<Leg> leg(RemoteIdentity remote) {
        return legs().filter(leg -> leg.isWith(remote)).findFirst();
    }

    /** @throws InvitationException when another leg leads to the same endpoint, or it is in the session already */
    void requireOnce(Leg leg, RemoteIdentity remote) {
        if (!confirmed.contains(leg)
                && control.session().members().stream()
                        .anyMatch(member -> member.peer().equals(remote.peer())
                                && member.endpoint().equals(remote.endpoint()))) {
            throw new InvitationException(around.displayName(remote) + " is in this session already.");
        }
        if (legs().anyMatch(other -> other != leg && other.isWith(remote))) {
            throw new InvitationException(
                    "The same invitation asks " + around.displayName(remote) + " already; it asks everybody once.");
        }
    }

    /** A link came up somewhere. */
    void linkOpened(Link link) {
        if (!begun) {
            return; // it looks for links itself when it begins
        }
        parties.forEach(party -> party.appeared(link.remote()));
        legs().forEach(leg -> leg.linkOpened(link));
    }

    /** Nobody is signed in any more: an offer ends with this failure, unless it goes on by itself later. */
    void fail(ParleyException why) {
        if (begun) {
            settleOpen(party -> !(kept && party.contact().isPresent()), Ending.failed(why));
        }
    }

    /** One whom it is for is no contact any more, or is blocked; before it has begun, that is looked at when it begins. */
    void fail(PeerName contact, ParleyException why) {
        if (begun) {
            settleOpen(party -> party.contact().filter(contact::equals).isPresent(), Ending.failed(why));
        }
    }

    /** Parley stops here. What is on disk goes on at the next start, and its invited side hears nothing. */
    void stop() {
        if (kept && confirmed.isEmpty()) {
            ParleyException why = new InvitationException("Parley stops here; the invitation to " + application.name()
                    + " is kept, and goes on at the next start.");
            open(party -> party.contact().isPresent()).forEach(party -> party.leave(why));
        }
        takeBackAtEnd();
        legs().forEach(Leg::release);
        deadline.disarm();
        closeUnjoined();
    }

    private void takeBackAtEnd() {
        settleOpen(party -> true, Ending.of(new InvitationOutcome.Cancelled()));
        legs().forEach(Leg::giveUp);
    }

    Step offer() {
        return Steps.offer(id, control.session().id(), request, deadline.left());
    }

    InvitationOutcome notInstalled(String version) {
        return new InvitationOutcome.NotInstalled(
                application.name(), application.version(), version.isEmpty() ? Optional.empty() : Optional.of(version));
    }

    /** What is due, or has happened elsewhere, goes before what came just now. */
    void catchUp() {
        if (deadline.over()) {
            expire();
        }
        if (control.session().state() == SessionState.CLOSED) {
            settleOpen(party -> true, Ending.of(new InvitationOutcome.Cancelled()));
        }
    }

    /** After a leg ended. */
    void tidy() {
        if (over()) {
            deadline.disarm();
        }
    }

    private void expire() {
        open(party -> true).forEach(Party::deadline);
    }

    private void giveUp() {
        legs().forEach(Leg::giveUp);
    }

    private void sessionClosed() {
        catchUp();
    }

    void nobodyThere(Party party) {
        observer.nobodyThere(this, party);
    }

    void delivered(Party party) {
        observer.delivered(this, party);
    }

    /** A target is settled. */
    void settled(Party party, Ending ending) {
        observer.ended(this, party, ending);
        if (!waits()) {
            closeUnjoined();
        }
        tidy();
    }

    private void closeUnjoined() {
        if (confirmed.isEmpty() && origin != Origin.RUNNING) {
            control.close(Joining.reason(NOT_JOINED, "the invitation was not accepted"));
        }
    }

    /** Why nobody can join any more; empty: one can. */
    Optional<String> closed() {
        return control.closedTo(1);
    }

    /** A yes: admits the other one; the first one launches here. */
    Member launch(Leg leg, RemoteIdentity remote) {
        boolean first = confirmed.isEmpty() && origin != Origin.RUNNING;
        confirmed.add(leg);
        around.acquaintances().accept(remote.peer());
        Member member = control.member(
                remote,
                around.displayName(remote),
                around.standing(remote.peer()).verified());
        control.admit(member, true);
        if (first) {
            launch();
        }
        return member;
    }

    private void launch() {
        LaunchInfo info = new LaunchInfo(
                LaunchReason.INVITER,
                control.session().self(),
                true,
                request.message(),
                request.data(),
                Optional.empty());
        Joining.launch(around.launcher(), control, application.id(), info).whenComplete((session, why) -> {
            if (why != null) {
                around.run(() -> launchFailed(Failures.detail(why)));
            }
        });
    }

    private void launchFailed(String why) {
        launchFailure = Optional.of(why);
        confirmed.forEach(leg -> leg.launchFailed(why));
    }

    /** Taken back after the confirmation. */
    void leave() {
        if (origin != Origin.RUNNING) {
            control.session().leave();
        }
    }

    void otherFailed(Member member, String why) {
        control.dismiss(member, Joining.reason(OTHER_APPLICATION_FAILED, why));
    }

    void otherLeft(Member member) {
        control.dismiss(member, Joining.reason(OTHER_LEFT, "the other one was started anew"));
    }

    void lost(Member member) {
        control.dismiss(member, new CloseReason(UNREACHABLE, "the other one did not join"));
    }

    private void settleOpen(Predicate<Party> which, Ending ending) {
        open(which).forEach(party -> party.settle(ending));
    }

    private List<Party> open(Predicate<Party> which) {
        return parties.stream().filter(Party::open).filter(which).toList();
    }

    private Stream<Leg> legs() {
        return parties.stream().flatMap(party -> party.legs().stream());
    }
}
