package dev.parley.session.internal;

import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.MemberRole;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionId;
import dev.parley.api.session.SessionState;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.Join;
import dev.parley.session.internal.proto.RosterPart;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.session.SessionControl;
import dev.parley.spi.store.Journals;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The course of one session: who is in it, and how it ends. Confined to its executor, where nothing else is said. */
final class SessionCore implements Partner.Group, Memory.Home {
    /** How long what was sent before a leave may take to find room. */
    private static final long FAREWELL_MILLIS = 1000;

    private static final String NOBODY = "Nobody else has joined this session yet; wait until somebody has.";

    final ScheduledExecutorService executor;
    final ScheduledExecutorService application;
    final Stages stages;
    final Dispatcher dispatcher;
    final Requests requests;
    final Audience audience;
    final ByteStreams byteStreams;

    private final Environment environment;
    private final SessionId id;
    private final Membership membership;
    private final GroupKeys keys;
    private final Sending sending;
    final Memory memory;
    private final Map<RemoteIdentity, Partner> partners = new LinkedHashMap<>();
    /** Members by the roster, whose nodes said that they are none, or know nothing of the session. */
    private final Set<RemoteIdentity> gone = new HashSet<>();

    private volatile List<Partner> known = List.of(); // the partners, for any thread
    private volatile SessionState state = SessionState.ALONE;
    private volatile CloseReason reason; // null until it ends
    private volatile Life life = Life.OPEN;
    private Session session;
    private SessionControl control;
    private boolean launched;
    private boolean reviewing; // a look at the roster is due
    private boolean patient = true; // with the disk, before it closes

    /** @param journals where it is kept; empty: it is not */
    SessionCore(Environment environment, SessionId id, Membership membership, Optional<Journals> journals) {
        this.environment = environment;
        this.id = id;
        this.membership = membership;
        executor = environment.execution().serial("session-" + id.shortForm());
        application = environment.execution().serial("application-" + id.shortForm());
        stages = new Stages(application);
        requests = new Requests(stages, executor);
        dispatcher = new Dispatcher(
                application, (some, idle) -> Tasks.runHere(executor, () -> taken(some, idle)), this::answer);
        keys = new GroupKeys(environment.sealer(), environment.self().identity(), id, membership);
        sending = new Sending(environment, id, executor, keys, this::open);
        audience = new Audience(application);
        memory = new Memory(environment, id, executor, application, membership, keys, journals, this);
        byteStreams = new ByteStreams(environment, id, this);
    }

    /** Once, before anything else: what observers and views are told it is. */
    void represent(Session facade) {
        session = facade;
        control = new Control(facade, this);
    }

    /** It goes on after a restart, with what lies in its journal. */
    void resume(Notebook.Opened found) {
        memory.resume(found);
        review();
    }

    @Override
    public void kept(Frame own) {
        others(null).forEach(partner -> partner.send(own));
        review();
        sayGoodbyes();
    }

    /** Any thread. */
    SessionControl control() {
        return control;
    }

    /** Any thread. */
    SessionState state() {
        return state;
    }

    /** Any thread: whether messages of applications are still taken. */
    boolean isOpen() {
        return life == Life.OPEN;
    }

    /** Any thread: the other members. */
    List<SessionMember> others() {
        return known.stream().map(Partner::member).toList();
    }

    /** Any thread: the other member that this is. */
    Optional<SessionMember> other(Member member) {
        return others().stream().filter(member::equals).findFirst();
    }

    /** Any thread: the other member at an endpoint. */
    Optional<SessionMember> other(RemoteIdentity remote) {
        return others().stream()
                .filter(member -> member.identity().equals(remote))
                .findFirst();
    }

    /** Any thread: runs it in the session's order, or not at all when that is over. @return whether it is going to run */
    boolean run(Runnable task) {
        return Tasks.run(executor, task);
    }

    /** Another endpoint said yes, or, where this one was invited, invited it. */
    void admit(SessionMember member, boolean connects) {
        if (life != Life.OPEN || partners.containsKey(member.identity())) {
            return;
        }
        if (membership.isMember()) {
            membership.invite(member.peer());
        }
        add(member, connects);
        memory.save();
        review();
    }

    /** One that was admitted does not come. */
    void dismiss(Member other, CloseReason why) {
        for (Partner partner : known) {
            if (partner.member().equals(other) && !partner.hasBegun()) {
                partner.end(why);
            }
        }
    }

    private Partner add(SessionMember member, boolean connects) {
        Partner partner = new Partner(environment, id, executor, dispatcher, requests, member, connects, keys, this);
        partners.put(member.identity(), partner);
        show();
        partner.seek();
        return partner;
    }

    void launched() {
        if (life == Life.CLOSED || launched) {
            return;
        }
        launched = true;
        dispatcher.launched();
        memory.launched();
        environment.observer().launched(session);
    }

    /** A message to all. */
    void offer(Outgoing message) {
        if (life == Life.OPEN && !partners.isEmpty()) {
            sending.offer(message);
        } else {
            message.dropped(new SessionException(over()));
        }
    }

    /** A durable message. */
    void keep(Outgoing message) {
        if (life == Life.OPEN) {
            memory.keep(message);
        } else {
            message.dropped(new SessionException(over()));
        }
    }

    @Override
    public Member author(RemoteIdentity author) {
        return author.equals(environment.self().identity())
                ? environment.self()
                : other(author).map(Member.class::cast).orElseGet(() -> membership.member(author));
    }

    /** A message to one. */
    void offer(Outgoing message, SessionMember to) {
        sending.flush(); // what was sent to all before
        Partner partner = partners.get(to.identity());
        if (life == Life.OPEN && partner != null && partner.isOverdue()) {
            message.dropped(new SessionException(away(partner)));
        } else if (life == Life.OPEN && partner != null && partner.isOpen()) {
            partner.exchange().offer(message);
        } else {
            message.dropped(new SessionException(life == Life.OPEN ? stranger(to) : over()));
        }
    }

    /** Why something cannot be done with somebody. Any thread. */
    String stranger(Member member) {
        return life == Life.CLOSED ? over() : member.displayName() + " is not another member of this session.";
    }

    /** Why nothing can be done in it any more, or not yet. Any thread. */
    String over() {
        CloseReason why = reason;
        return why == null ? NOBODY : Reasons.sentence(why, "the others");
    }

    void linked(Link link) {
        known.forEach(partner -> partner.linked(link));
    }

    /**
     * Another endpoint opened a stream.
     *
     * @param refusal what it hears when it has no business here
     * @param stranger runs then
     */
    void incoming(SessionStream opened, Join join, Frame refusal, Runnable stranger) {
        RemoteIdentity remote = opened.link().remote();
        Partner partner = partners.get(remote);
        if (partner == null && life == Life.OPEN && membership.admits(remote)) {
            forget(remote);
            partner = add(membership.member(remote), false);
        }
        if (partner != null) {
            partner.incoming(opened, join);
        } else if (membership.where(remote) == Membership.Where.REMOVED) {
            opened.send(Reasons.removed(membership.proof(remote.peer(), join.getRoster())));
            opened.finish();
        } else {
            opened.send(refusal);
            opened.finish();
            if (!partners.isEmpty()) { // otherwise it may only come before its time
                stranger.run();
            }
        }
    }

    // what happens to partners

    @Override
    public Join.Builder join(Join.Builder so) {
        return so.setRoster(membership.have());
    }

    @Override
    public void linked(Partner partner, Join theirs) {
        membership.missing(theirs.getRoster()).forEach(partner::send);
        review();
    }

    @Override
    public void roster(Partner from, RosterPart part) {
        try {
            membership.take(part).ifPresent(fresh -> others(from).forEach(partner -> partner.send(fresh)));
        } finally {
            memory.save();
            reviewSoon(); // what came before an entry that cannot be stays
        }
    }

    @Override
    public boolean isBetweenMembers(Partner partner) {
        return membership.isMember() && membership.where(partner.member().identity()) == Membership.Where.MEMBER;
    }

    @Override
    public boolean met(Partner partner) {
        return memory.hasMet(partner.member().identity());
    }

    /** It may come in anew, and knows nothing of the session then. */
    private void forget(RemoteIdentity departed) {
        gone.remove(departed);
        memory.parted(departed);
    }

    @Override
    public void durable(Partner partner, Frame frame) {
        memory.frame(partner, frame);
    }

    @Override
    public Collection<Partner> ready() {
        return partners.values().stream().filter(Partner::isReady).toList();
    }

    @Override
    public void began(Partner partner, boolean first) {
        environment.acquaintances().accept(partner.member().peer()); // to go on together is a yes, after a restart, too
        memory.met(partner.member().identity());
        if (!first) {
            audience.tell(new MemberEvent.Back(partner.member()));
        }
        show();
    }

    @Override
    public void away(Partner partner, boolean hadBegun) {
        if (hadBegun) {
            audience.tell(new MemberEvent.Away(partner.member()));
        }
        memory.away(partner);
        show();
        sending.pump();
    }

    @Override
    public void overdue(Partner partner) {
        if (partner.isAnnounced() && membership.isMember()) {
            partner.exchange().abandon(new SessionException(away(partner)));
            sending.pump();
        } else {
            partner.end(new CloseReason(CloseReason.Kind.UNREACHABLE, ""));
        }
    }

    /** Why a message does not reach somebody who was sought in vain. */
    static String away(Partner partner) {
        return partner.member().displayName() + " is away for longer than " + Rendezvous.LIMIT.toSeconds()
                + " s; messages are not kept for them. Send again when they are back.";
    }

    @Override
    public void room() {
        sending.room();
        sayGoodbyes();
    }

    @Override
    public boolean lasts() {
        return memory.lasts();
    }

    @Override
    public void signedOut() {
        close(new CloseReason(CloseReason.Kind.SIGNED_OUT, ""));
    }

    @Override
    public void over(Partner partner, CloseReason why) {
        if (!partners.remove(partner.member().identity(), partner)) {
            return;
        }
        if (life == Life.OPEN) {
            gone.add(partner.member().identity());
        }
        memory.over(partner);
        environment.observer().ended(id, partner.member(), life == Life.OPEN ? why : reason);
        if (partners.isEmpty() && life == Life.OPEN) {
            close(why); // nobody else is left
            return;
        }
        if (partner.isAnnounced() && life == Life.OPEN) {
            audience.tell(
                    why.kind() == CloseReason.Kind.REMOVED
                            ? new MemberEvent.Removed(
                                    partner.member(),
                                    membership.remover(partner.member().peer()))
                            : new MemberEvent.Left(partner.member(), why));
        }
        show();
        sending.pump();
        if (partners.isEmpty() && life == Life.LEAVING) {
            finish();
        }
    }

    /** After what is waiting already: a roster comes in many frames, and is looked at once. */
    private void reviewSoon() {
        if (!reviewing) {
            reviewing = Tasks.run(executor, () -> {
                reviewing = false;
                review();
            });
        }
    }

    /** Looks what the roster says now, and follows. */
    private void review() {
        if (life != Life.OPEN) {
            return;
        }
        if (membership.isRemoved()) {
            close(new CloseReason(CloseReason.Kind.REMOVED, ""));
            return;
        }
        membership.join();
        memory.save();
        gone.stream()
                .filter(there -> membership.where(there) != Membership.Where.MEMBER)
                .toList()
                .forEach(this::forget);
        for (RemoteIdentity there : membership.others()) {
            if (!partners.containsKey(there) && !gone.contains(there)) {
                add(membership.member(there), membership.isLaterThan(there));
            }
        }
        memory.number();
        environment.self().role(membership.role(environment.self().peer()));
        known.forEach(this::follow);
        show();
    }

    private void follow(Partner partner) {
        SessionMember member = partner.member();
        switch (membership.where(member.identity())) {
            case MEMBER -> {
                member.displayName(membership.name(member.peer()));
                boolean changed = member.role(membership.role(member.peer()));
                if (partner.announce()) {
                    audience.tell(new MemberEvent.Joined(member));
                } else if (changed) {
                    audience.tell(new MemberEvent.RoleChanged(member));
                }
                if (partner.waitsToBegin() && membership.isMember() && membership.isTold()) {
                    partner.begin();
                    memory.began(partner);
                    partner.hearEarly();
                }
            }
            case LEFT -> partner.departs();
            case REMOVED -> {
                partner.sayFarewell(new CloseReason(CloseReason.Kind.REMOVED, ""));
                partner.end(new CloseReason(CloseReason.Kind.REMOVED, ""));
            }
            case UNKNOWN -> {} // invited, or the inviter of whom the roster is still to come
        }
    }

    private Collection<Partner> open() {
        return partners.values().stream().filter(Partner::isOpen).toList();
    }

    private List<Partner> others(Partner from) {
        return partners.values().stream()
                .filter(partner -> partner != from && partner.isLinked())
                .toList();
    }

    /** Shows what is now, to any thread and to whoever listens. */
    private void show() {
        known = List.copyOf(partners.values());
        if (life != Life.OPEN) {
            return;
        }
        SessionState next = SessionState.ALONE;
        for (Partner partner : partners.values()) {
            if (partner.member().present()) {
                next = SessionState.LIVE;
            } else if (partner.hasBegun() && next == SessionState.ALONE) {
                next = SessionState.REACHING;
            }
        }
        if (next != state) {
            state = next;
            audience.tell(next);
            environment.observer().changed(session, next);
        }
    }

    // what members do to each other

    /** Removes a person. @throws SessionException when that cannot be */
    void remove(Member member) {
        membership.remove(member.peer());
        memory.save();
        review();
    }

    /** Gives a person a role. @throws SessionException when that cannot be */
    void role(Member member, MemberRole role) {
        membership.giveRole(member.peer(), role);
        memory.save();
        review();
    }

    /** Why nobody can be invited from here now; empty: may. */
    Optional<String> closedTo(int newcomers) {
        return life == Life.OPEN ? membership.closedTo(newcomers) : Optional.of(over());
    }

    // how it ends

    /** Closes from here, once what was sent before is written; idempotent. */
    void close(CloseReason why) {
        if (life != Life.OPEN) {
            return;
        }
        reason = why;
        life = life.on(Life.Signal.CLOSE);
        memory.leave();
        var unused = executor.schedule(this::waitNoLonger, FAREWELL_MILLIS, TimeUnit.MILLISECONDS);
        sending.flush();
        sayGoodbyes();
        if (partners.isEmpty()) {
            finish();
        }
    }

    /** Once what was sent before is in the queues, and that this endpoint is out is kept. */
    private void sayGoodbyes() {
        if (life == Life.LEAVING && sending.isEmpty() && (memory.isTold() || !patient)) {
            known.forEach(partner -> partner.close(reason));
        }
    }

    private void waitNoLonger() {
        sending.abandon(new SessionException(over()));
        patient = false;
        sayGoodbyes();
    }

    /** Any thread: says it at once, for whoever has no time to wait; what was not written yet is lost. */
    void sayFarewell(CloseReason why) {
        boolean comesBack = why.kind() == CloseReason.Kind.SIGNED_OUT && memory.lasts();
        known.forEach(partner -> {
            if (comesBack) {
                partner.sayAway();
            } else {
                partner.sayFarewell(why);
            }
        });
    }

    /** Closes from here without waiting for the others; idempotent. */
    void closeNow(CloseReason why) {
        if (life == Life.OPEN) {
            reason = why;
            life = life.on(Life.Signal.CLOSE);
        }
        known.forEach(partner -> partner.end(reason));
        finish();
    }

    private void finish() {
        if (life == Life.CLOSED) {
            return;
        }
        life = life.on(Life.Signal.FINISH);
        state = SessionState.CLOSED;
        sending.abandon(new SessionException(over()));
        memory.close(new SessionException(over()), reason.kind() == CloseReason.Kind.SIGNED_OUT);
        byteStreams.close();
        environment.observer().closed(session, reason);
        audience.tellEnd(reason, this::release);
        executor.shutdown();
    }

    /** On the application's executor. A session is held long after its end, by its invitation for one; its listeners are not. */
    private void release() {
        dispatcher.close();
        requests.forget();
        audience.forget();
        environment.views().close(session);
        application.shutdown();
    }

    // what the application does

    private void taken(List<Dispatcher.Arrived> some, boolean idle) {
        for (Dispatcher.Arrived one : some) {
            Partner from = partners.get(((SessionMember) one.message().from()).identity());
            if (from != null) {
                from.exchange().taken(one);
            }
        }
        if (idle) {
            known.forEach(partner -> partner.exchange().idle());
        }
    }

    private void answer(Dispatcher.Arrived request) {
        requests.handle(request.message(), answer -> {
            Outgoing message = Outgoing.answer(request.message().id(), answer, stages);
            other(request.message().from()).ifPresent(asker -> Tasks.runHere(executor, () -> offer(message, asker)));
        });
    }
}
