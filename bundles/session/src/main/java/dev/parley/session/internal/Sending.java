package dev.parley.session.internal;

import dev.parley.api.session.MessageId;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.spi.identity.RemoteIdentity;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Messages to all: each is numbered once, and put into the queue of every member when there is room. What is offered at one time is
 * encrypted and sent together. A member without room holds up
 * the others for a moment only, and not at all while it is away and others are not. Confined to the session's executor.
 */
final class Sending {
    private static final Duration PATIENCE = Duration.ofMillis(Session.PATIENCE_MS);
    /** The most bodies in one frame, but for one that is longer by itself. */
    private static final int TOGETHER_BYTES = 64 << 10;

    /** Of messages under way to one: more than come and go before they are acknowledged, less than in a burst. */
    static final int FEW = 32;

    private final Environment environment;
    private final ScheduledExecutorService executor;
    private final MessageCodec codec;
    private final GroupKeys keys;
    private final Supplier<Collection<Partner>> everybody;
    private final Waiting waiting = new Waiting();
    private final Set<Partner> slow = new HashSet<>(); // go without, until they have caught up
    private final List<Outgoing> together = new ArrayList<>(); // admitted, and not encrypted yet
    private Set<Partner> receivers = Set.of(); // of these
    private int bytes; // of their bodies
    private Optional<ScheduledFuture<?>> patience = Optional.empty();
    private boolean pumpDue;
    private long numbered;

    /** @param everybody all to whom messages can be sent now */
    Sending(
            Environment environment,
            SessionId id,
            ScheduledExecutorService executor,
            GroupKeys keys,
            Supplier<Collection<Partner>> everybody) {
        this.environment = environment;
        this.executor = executor;
        this.codec = new MessageCodec(id, environment.self().endpoint());
        this.keys = keys;
        this.everybody = everybody;
    }

    void offer(Outgoing message) {
        SessionException why = new SessionException(
                "Nobody keeps up, and a newer message took the place of this one. Nothing need be done.");
        boolean alone = waiting.isEmpty();
        waiting.add(message).forEach(older -> older.dropped(why));
        if (message.isDroppable() || (alone && isQuiet())) {
            pump();
        } else {
            pumpSoon();
        }
    }

    /** Whether so little is under way that waiting for more to go together would only take time. */
    private boolean isQuiet() {
        return !pumpDue
                && everybody.get().stream()
                        .allMatch(partner -> partner.exchange().outbox().size() < FEW);
    }

    /** There may be room. */
    void room() {
        if (!waiting.isEmpty()) {
            pumpSoon();
        }
    }

    /** Behind what is offered already, and what makes room: that goes together. */
    private void pumpSoon() {
        if (!pumpDue) {
            pumpDue = true;
            executor.execute(this::flush);
        }
    }

    /** Admits what was offered and has room, before what comes next. */
    void flush() {
        if (pumpDue) {
            pump();
        }
    }

    /** Admits what there is room for. */
    void pump() {
        pumpDue = false;
        Collection<Partner> all = everybody.get();
        pump(all);
        send();
    }

    private void pump(Collection<Partner> all) {
        slow.retainAll(all);
        slow.removeIf(partner -> partner.exchange().outbox().isHalfFree());
        List<Partner> there = all.stream().filter(p -> !p.isOverdue()).toList();
        for (Outgoing next = waiting.peek(); next != null && !all.isEmpty(); next = waiting.peek()) {
            if (there.isEmpty()) {
                waiting.remove();
                next.dropped(
                        new SessionException(SessionCore.away(all.iterator().next())));
            } else if (hasRoom(there, next)) {
                waiting.remove();
                rest();
                admit(all, next);
            } else {
                return;
            }
        }
    }

    private boolean hasRoom(Collection<Partner> all, Outgoing next) {
        if (next.isDroppable()) {
            return true;
        }
        List<Partner> full = all.stream()
                .filter(partner -> !slow.contains(partner) && !hasRoom(partner, next))
                .toList();
        if (all.stream().noneMatch(partner -> hasRoom(partner, next))) {
            return false; // nobody would get it
        }
        if (full.isEmpty()) {
            return true;
        }
        List<Partner> away =
                full.stream().filter(partner -> !partner.isLinked()).toList();
        if (away.size() == full.size() && all.stream().anyMatch(Partner::isLinked)) {
            slow.addAll(away);
            return true;
        }
        if (patience.isEmpty()) {
            patience = Optional.of(executor.schedule(() -> overtake(full), PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        }
        return false;
    }

    private static boolean hasRoom(Partner partner, Outgoing next) {
        return partner.exchange().outbox().hasRoom(next);
    }

    private void overtake(List<Partner> full) {
        patience = Optional.empty();
        slow.addAll(full);
        pump();
    }

    private void rest() {
        patience.ifPresent(timer -> timer.cancel(false));
        patience = Optional.empty();
    }

    private void admit(Collection<Partner> all, Outgoing message) {
        SessionMember self = environment.self();
        long sequence = ++numbered;
        all.forEach(partner -> message.to(partner.member()));
        message.numbered(
                new MessageId(self.peer(), self.endpoint(), sequence),
                codec.message(message, sequence, environment.execution().clock().millis()));
        Set<Partner> taking = new LinkedHashSet<>();
        for (Partner partner : all) {
            if (partner.isOverdue()) {
                message.dropped(partner.member(), new SessionException(SessionCore.away(partner)));
            } else if (takes(partner, message)) {
                taking.add(partner);
            } else {
                message.dropped(
                        partner.member(),
                        new SessionException(
                                "The message went without " + partner.member().displayName()
                                        + ", who does not keep up. Send it again to them alone when it matters."));
            }
        }
        if (!fits(message, taking)) {
            send();
        }
        together.add(message);
        receivers = taking;
        bytes += message.bytes;
        taking.forEach(partner -> partner.exchange().put(message));
    }

    private boolean takes(Partner partner, Outgoing message) {
        return message.isDroppable() || (hasRoom(partner, message) && !slow.contains(partner));
    }

    /** Whether it goes in one frame with those before it. One that may be dropped goes alone, so that it is not sent when it is. */
    private boolean fits(Outgoing message, Set<Partner> taking) {
        return together.isEmpty()
                || (!message.isDroppable()
                        && !together.get(0).isDroppable()
                        && bytes + message.bytes <= TOGETHER_BYTES
                        && receivers.equals(taking));
    }

    /** Encrypts once, for all who get it and are members; to others it goes when they are, to each one alone. Then it is sent. */
    private void send() {
        if (together.isEmpty()) {
            return;
        }
        Set<Partner> to = receivers;
        List<RemoteIdentity> members =
                to.stream().map(partner -> partner.member().identity()).toList();
        ByteBuffer plain =
                Frames.plain(together.stream().map(Outgoing::numbered).toList());
        keys.encrypt(KeyUse.TO_ALL, plain, members)
                .ifPresent(encrypted -> together.forEach(message -> message.encrypted(encrypted)));
        List<Outgoing> sent = List.copyOf(together);
        together.clear();
        bytes = 0;
        to.forEach(partner -> partner.exchange().flush());
        Outgoing.admitted(sent);
    }

    /** Gives up all that waits. */
    void abandon(SessionException why) {
        rest();
        waiting.drain().forEach(message -> message.dropped(why));
    }

    /** Runs once when all that waits was admitted: there is nobody left who could make room, or all is admitted. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
