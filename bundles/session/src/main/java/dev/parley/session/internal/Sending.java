package dev.parley.session.internal;

import dev.parley.api.session.MessageId;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.spi.identity.RemoteIdentity;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Messages to all: each is numbered once, and put into the queue of every member when there is room. A member without room holds up
 * the others for a moment only, and not at all while it is away and others are not. Confined to the session's executor.
 */
final class Sending {
    private static final Duration PATIENCE = Duration.ofMillis(Session.PATIENCE_MS);

    private final Environment environment;
    private final SessionId id;
    private final ScheduledExecutorService executor;
    private final GroupKeys keys;
    private final Supplier<Collection<Partner>> everybody;
    private final Waiting waiting = new Waiting();
    private final Set<Partner> slow = new HashSet<>(); // go without, until they have caught up
    private Optional<ScheduledFuture<?>> patience = Optional.empty();
    private long numbered;

    /** @param everybody all to whom messages can be sent now */
    Sending(
            Environment environment,
            SessionId id,
            ScheduledExecutorService executor,
            GroupKeys keys,
            Supplier<Collection<Partner>> everybody) {
        this.environment = environment;
        this.id = id;
        this.executor = executor;
        this.keys = keys;
        this.everybody = everybody;
    }

    void offer(Outgoing message) {
        SessionException why = new SessionException(
                "Nobody keeps up, and a newer message took the place of this one. Nothing need be done.");
        waiting.add(message).forEach(older -> older.dropped(why));
        pump();
    }

    /** Admits what there is room for. */
    void pump() {
        Collection<Partner> all = everybody.get();
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
        Frame frame = Frames.message(
                id,
                self.endpoint(),
                message,
                sequence,
                environment.execution().clock().millis());
        message.numbered(
                new MessageId(self.peer(), self.endpoint(), sequence),
                frame.toByteString().asReadOnlyByteBuffer());
        encrypt(all, message);
        for (Partner partner : all) {
            if (partner.isOverdue()) {
                message.dropped(partner.member(), new SessionException(SessionCore.away(partner)));
            } else if (takes(partner, message)) {
                partner.exchange().push(message);
            } else {
                message.dropped(
                        partner.member(),
                        new SessionException(
                                "The message went without " + partner.member().displayName()
                                        + ", who does not keep up. Send it again to them alone when it matters."));
            }
        }
        message.admitted();
    }

    private boolean takes(Partner partner, Outgoing message) {
        return message.isDroppable() || (hasRoom(partner, message) && !slow.contains(partner));
    }

    /** Once, for all who get it and are members; to others it goes when they are, to each one alone. */
    private void encrypt(Collection<Partner> all, Outgoing message) {
        List<RemoteIdentity> receivers = all.stream()
                .filter(partner -> !partner.isOverdue() && takes(partner, message))
                .map(partner -> partner.member().identity())
                .toList();
        keys.encrypt(KeyUse.TO_ALL, message.plain(), receivers).ifPresent(message::encrypted);
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
