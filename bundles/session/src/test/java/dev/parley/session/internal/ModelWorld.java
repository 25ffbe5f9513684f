package dev.parley.session.internal;

import dev.parley.api.session.MemberRole;
import dev.parley.api.session.SessionId;
import dev.parley.testkit.FakeLinks;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Endpoints with a cable between every two, to which a {@link ModelSchedule} happens. */
final class ModelWorld {
    /** Longer than any pause between two attempts to reach somebody. */
    private static final long HEALING_MILLIS = 300_000;

    /** Who came in where somebody was cut off from is a stranger there until the roster has come. */
    private static final String STRANGER = "is not a member of the session that it asks for";

    private static final long READING_MILLIS = 20_000;
    /** What was sent just before the end of a process is still written. */
    private static final long GOODBYE_MILLIS = 10;

    /** What somebody says takes that long. */
    private static final Duration SLOW = Duration.ofMillis(1500);

    private final ModelSchedule schedule;
    private final HandDrivenExecution time;
    private final ModelLedger ledger = new ModelLedger();
    private final List<ModelNode> nodes = new ArrayList<>();
    private final boolean[][] cut;

    private ModelWorld(ModelSchedule schedule) {
        this.schedule = schedule;
        this.cut = new boolean[schedule.endpoints()][schedule.endpoints()];
        time = new HandDrivenExecution(schedule.seed());
        SessionId id =
                new SessionId(new UUID(time.random().nextLong(), time.random().nextLong()));
        for (int i = 0; i < schedule.endpoints(); i++) {
            nodes.add(new ModelNode(i, time, id, ledger, peer -> nodes.stream()
                    .filter(node -> node.identity.peer().equals(peer))
                    .findFirst()
                    .orElseThrow()
                    .index));
        }
    }

    /** Lets it happen, heals everything, and lets time pass. @return what was seen */
    static ModelLedger run(ModelSchedule schedule) {
        ModelWorld world = new ModelWorld(schedule);
        Thread thread = Thread.currentThread();
        Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler((t, failure) -> world.ledger.failures.add("a task failed: " + failure + " "
                + List.of(failure.getStackTrace()).stream().limit(6).toList()));
        try {
            world.run();
        } finally {
            thread.setUncaughtExceptionHandler(before);
        }
        return world.ledger;
    }

    private void run() {
        nodes.forEach(this::start);
        nodes.get(0).enter(true);
        pass(100);
        for (int i = 1; i < schedule.members(); i++) {
            invite(nodes.get(0), nodes.get(i));
            pass(1000);
        }
        for (ModelStep step : schedule.steps()) {
            apply(step);
            pass(step.waitMillis());
        }
        heal();
        pass(HEALING_MILLIS);
        List<ModelNode> left = nodes.stream().filter(ModelNode::isIn).toList();
        Map<Integer, List<String>> logs = new HashMap<>();
        left.forEach(node -> node.read(logs));
        pass(READING_MILLIS);
        logs.forEach((reader, log) -> ledger.settled.put(reader, List.copyOf(log)));
        left.stream().filter(ModelNode::isIn).forEach(node -> node.send(true)); // all of them can still write
        pass(READING_MILLIS);
        nodes.stream().filter(ModelNode::isIn).forEach(ModelNode::report);
        pass(READING_MILLIS);
        nodes.forEach(this::noteBroken);
    }

    private void pass(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    private void noteBroken(ModelNode node) {
        node.links.broken().stream()
                .filter(why -> !String.valueOf(why.getMessage()).contains(STRANGER))
                .forEach(why -> ledger.failures.add("at " + node.index + " the protocol is broken: " + why));
    }

    private void heal() {
        for (ModelNode node : nodes) {
            node.held = false;
            node.journals.hold(false);
            fill(node, false);
            node.links.delay(TwoSides.DELAY);
            start(node);
        }
        healAll();
    }

    private void apply(ModelStep step) {
        ModelNode one = nodes.get(step.one());
        ModelNode other = nodes.get(step.other());
        switch (step.what()) {
            case WRITE -> send(one, true, 1 + step.other());
            case SAY -> send(one, false, 1 + step.other());
            case CUT -> cable(one, other, true);
            case HEAL -> cable(one, other, false);
            case HALVE -> halve(step.one());
            case HEAL_ALL -> healAll();
            case CRASH -> crash(one);
            case STOP -> stop(one);
            case START -> start(one);
            case HOLD -> hold(one, true);
            case RELEASE -> hold(one, false);
            case FILL -> fill(one, true);
            case EMPTY -> fill(one, false);
            case SLOW -> one.links.delay(SLOW);
            case QUICK -> one.links.delay(TwoSides.DELAY);
            case LEAVE -> leave(one);
            case INVITE -> invite(one, other);
            case REMOVE -> remove(one, other);
            case ROLE -> role(one, other);
            case WAIT -> {}
        }
    }

    private static void send(ModelNode node, boolean durable, int count) {
        for (int i = 0; i < count && node.isIn(); i++) {
            node.send(durable);
        }
    }

    private void cable(ModelNode one, ModelNode other, boolean off) {
        cut[one.index][other.index] = off;
        cut[other.index][one.index] = off;
        lay(one, other);
    }

    /** Makes a cable as it is to be. */
    private void lay(ModelNode one, ModelNode other) {
        if (one.up && other.up && !cut[one.index][other.index]) {
            one.links.heal(other.links);
        } else {
            one.links.cut(other.links);
        }
    }

    private void halve(int first) {
        int half = (schedule.endpoints() + first % 2) / 2;
        for (ModelNode one : nodes) {
            for (ModelNode other : nodes) {
                if (one.index < half && other.index >= half) {
                    cable(one, other, true);
                }
            }
        }
    }

    private void healAll() {
        for (ModelNode one : nodes) {
            for (ModelNode other : nodes) {
                if (one.index < other.index) {
                    cable(one, other, false);
                }
            }
        }
    }

    private void crash(ModelNode node) {
        if (node.up) {
            node.crash();
            unplug(node);
        }
    }

    private void stop(ModelNode node) {
        if (node.up) {
            node.stop();
            pass(GOODBYE_MILLIS);
            unplug(node);
        }
    }

    private void unplug(ModelNode node) {
        others(node).forEach(other -> lay(node, other));
        noteBroken(node);
    }

    private List<ModelNode> others(ModelNode node) {
        return nodes.stream().filter(other -> other != node).toList();
    }

    private void start(ModelNode node) {
        if (node.up) {
            return;
        }
        node.plug();
        others(node).forEach(other -> FakeLinks.connect(node.links, other.links));
        node.start();
        others(node).forEach(other -> lay(node, other));
    }

    private static void hold(ModelNode node, boolean on) {
        node.held = on;
        node.journals.hold(on);
    }

    private static void fill(ModelNode node, boolean on) {
        node.full = on;
        node.journals.full(on);
    }

    private void leave(ModelNode node) {
        if (node.isIn()) {
            ledger.orders.add(new ModelLedger.Order(ModelLedger.What.LEAVE, node.index));
            node.leave();
        }
    }

    private void invite(ModelNode inviter, ModelNode invited) {
        if (inviter.isIn()
                && invited.isFree()
                && !cut[inviter.index][invited.index]
                && mayComeAgain(invited)
                && inviter.control.closedTo(1).isEmpty()) {
            ledger.orders.add(new ModelLedger.Order(ModelLedger.What.INVITE, invited.index));
            invited.enter(false);
            admit(inviter, invited, true);
            admit(invited, inviter, false);
        }
    }

    /**
     * An endpoint keeps nothing when it leaves or is removed; what it numbered is known from the roster only where its farewell was
     * heard. It comes again only when it was, and never when it was removed.
     */
    private boolean mayComeAgain(ModelNode node) {
        return !node.unheard
                && !ledger.orders.contains(new ModelLedger.Order(ModelLedger.What.REMOVE, node.index))
                && others(node).stream().noneMatch(other -> other.mayCount(node));
    }

    private static void admit(ModelNode here, ModelNode there, boolean connects) {
        here.control.admit(here.control.member(there.identity.remote(), there.identity.name(), false), connects);
    }

    private void remove(ModelNode by, ModelNode whom) {
        if (by.isIn()) {
            by.session().members().stream()
                    .filter(member -> member.peer().equals(whom.identity.peer()))
                    .findFirst()
                    .ifPresent(member -> by.session().remove(member).whenComplete((done, failure) -> {
                        if (failure == null) {
                            ledger.orders.add(new ModelLedger.Order(ModelLedger.What.REMOVE, whom.index));
                        }
                    }));
        }
    }

    private static void role(ModelNode by, ModelNode whom) {
        if (by.isIn()) {
            by.session().members().stream()
                    .filter(member -> member.peer().equals(whom.identity.peer()))
                    .findFirst()
                    .ifPresent(member -> by.session().role(member, MemberRole.MAY_INVITE));
        }
    }
}
