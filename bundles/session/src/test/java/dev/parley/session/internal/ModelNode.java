package dev.parley.session.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.Position;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionId;
import dev.parley.api.session.SessionState;
import dev.parley.api.session.StateChange;
import dev.parley.spi.session.SessionControl;
import dev.parley.spi.store.Retention;
import dev.parley.testkit.FakeJournals;
import dev.parley.testkit.FakeLinks;
import dev.parley.testkit.HandDrivenExecution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

/** One endpoint: it is started and stopped, is in the session or not, and its application tells the ledger what it sees. */
final class ModelNode {
    final int index;
    final ModelIdentity identity;
    final FakeJournals journals;
    FakeLinks links;
    SessionControl control; // null: it is not in the session
    boolean up;
    boolean held;
    boolean full;
    boolean unheard; // it left, and somebody was not there to hear it

    private final HandDrivenExecution time;
    private final SessionId id;
    private final ModelLedger ledger;
    private final ToIntFunction<PeerName> numbers;
    private ModelProcess process;
    private SessionsComponent sessions;
    private Set<Integer> gone = new HashSet<>();
    private boolean live;
    private int stint;

    ModelNode(int index, HandDrivenExecution time, SessionId id, ModelLedger ledger, ToIntFunction<PeerName> numbers) {
        this.index = index;
        this.identity = new ModelIdentity(index);
        this.time = time;
        this.id = id;
        this.ledger = ledger;
        this.numbers = numbers;
        this.journals = new FakeJournals(time.serial("journals"), time.clock(), Retention.DEFAULT);
        this.links = new FakeLinks(time, identity.remote());
    }

    /** It has new links, without cables yet. */
    void plug() {
        links = new FakeLinks(time, identity.remote());
        links.delay(TwoSides.DELAY);
    }

    void start() {
        if (process != null) {
            process.kill();
        }
        process = new ModelProcess(time);
        sessions = new SessionsComponent(process, links, identity, identity, identity, identity.sealer(), identity);
        links.speak(new SessionProtocol(sessions));
        links.speak(new BytesProtocol(sessions));
        sessions.onResumed(() -> sessions.resumed().forEach(one -> {
            if (control == null) {
                attach(one.control());
            }
        }));
        sessions.bindJournals(journals);
        up = true;
    }

    void stop() {
        up = false;
        sessions.deactivate();
    }

    /** The power goes, and nobody is told. */
    void crash() {
        up = false;
        process.kill();
        journals.crash();
        held = false;
        control = null;
    }

    /** Whether a session of that id can begin here. */
    boolean isFree() {
        return up && control == null && !held && sessions.control(id).isEmpty();
    }

    boolean isIn() {
        return up && control != null;
    }

    /** Whether it takes another one for a member, or could after its next start. */
    boolean mayCount(ModelNode other) {
        return up
                ? control != null
                        && session().members().stream()
                                .anyMatch(member -> member.peer().equals(other.identity.peer()))
                : stint > 0;
    }

    Session session() {
        return control.session();
    }

    void enter(boolean founder) {
        stint++;
        ledger.heardOf.put(index, new HashSet<>());
        live = false;
        attach(founder ? sessions.create(id, Side.CHAT) : sessions.join(id, Side.CHAT));
    }

    private void attach(SessionControl there) {
        control = there;
        gone = new HashSet<>();
        List<String> texts = new ArrayList<>();
        ledger.heard.add(new ModelLedger.Heard(index, texts));
        there.session().onState(change -> changed(there, change));
        there.session().onMember(this::changed);
        there.session().onMessage(message -> texts.add(Side.text(message.body())));
        there.launched();
    }

    private void changed(SessionControl there, StateChange change) {
        live |= change.to() == SessionState.LIVE;
        if (change.to() == SessionState.CLOSED && control == there) {
            control = null;
            CloseReason.Kind why = change.reason().orElseThrow().kind();
            if (why == CloseReason.Kind.UNREACHABLE && live && nobodyDeparted()) {
                ledger.lost.add("the session of " + index + " is over: " + change.reason());
            }
        }
    }

    private boolean nobodyDeparted() {
        return ledger.orders.stream().allMatch(order -> order.what() == ModelLedger.What.INVITE);
    }

    private void changed(MemberEvent event) {
        int whom = numbers.applyAsInt(event.member().peer());
        if (event instanceof MemberEvent.Removed) {
            gone.add(whom);
        } else if (event instanceof MemberEvent.Joined) {
            gone.remove(whom);
            ledger.heardOf.get(index).add(whom);
        }
    }

    void send(boolean durable) {
        ModelLedger.Line line = new ModelLedger.Line(index, ledger.next(), durable, stint, Set.copyOf(gone));
        String text = line.text();
        ledger.lines.put(text, line);
        var unused = session()
                .send(durable ? Delivery.DURABLE : Delivery.EPHEMERAL, Side.bytes(text))
                .whenComplete((sent, failure) -> {
                    if (failure == null && durable) {
                        ledger.confirmed.add(text);
                    }
                });
    }

    void leave() {
        unheard |= held || full || session().members().stream().anyMatch(member -> !member.present());
        if (unheard) {
            ledger.unheard.add(index);
        }
        session().leave();
    }

    /** Begins to read all that lies in its journal. */
    void read(Map<Integer, List<String>> logs) {
        List<String> log = new ArrayList<>();
        logs.put(index, log);
        session().onMessage(Position.BEGINNING, message -> log.add(Side.text(message.body())));
    }

    /** Begins to read all that lies in its journal into the ledger, and notes whom it sees. */
    void report() {
        read(ledger.logs);
        ledger.stints.put(index, stint);
        Set<Integer> members = new HashSet<>();
        session().members().forEach(member -> members.add(numbers.applyAsInt(member.peer())));
        ledger.members.put(index, members);
        Set<Integer> absent = new HashSet<>();
        session().members().stream()
                .filter(member -> !member.present())
                .forEach(member -> absent.add(numbers.applyAsInt(member.peer())));
        ledger.absent.put(index, absent);
        ledger.states.put(index, session().state());
    }
}
