package dev.parley.introduction.internal;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.Verification;
import dev.parley.api.contacts.VerificationEvent;
import dev.parley.api.contacts.Verifications;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Subscription;
import dev.parley.introduction.internal.proto.CompareKind;
import dev.parley.introduction.internal.proto.CompareStep;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.wire.event.EventSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** All comparisons of this endpoint: at most one with a peer. The api and the protocol: any thread; all else on the serial executor. */
final class Comparisons implements Verifications, ProtocolHandler, Line.Listener<CompareStep> {
    /** Each answer of ours is one more chance for somebody in between: docs/adr/0010. */
    static final int PER_MINUTE = 3;

    private static final int OF_STRANGERS_PER_HOUR = 30;
    private static final int OPEN = 256;

    private final Surroundings around;
    private final Allowance allowance = new Allowance(PER_MINUTE, OF_STRANGERS_PER_HOUR);
    private final EventSource<VerificationEvent> events;
    private final Map<PeerName, Comparison> open = new ConcurrentHashMap<>(); // changes under its own lock per key
    private long refused;
    private final Map<PeerName, Comparison> told = new LinkedHashMap<>(); // what listeners know
    private final Map<PeerName, Comparison> hidden = new LinkedHashMap<>(); // of blocked peers: nobody here is told

    Comparisons(Surroundings around) {
        this.around = around;
        this.events = new EventSource<>(around);
    }

    @Override
    public Verification begin(PeerName peer) {
        if (peer.equals(around.self().peer())) {
            throw new ContactException.IsMe("This is you. Compare with somebody else.");
        }
        if (around.others().standing(peer).blocked()) {
            throw around.others().blocked(peer);
        }
        if (around.links().listening().isEmpty()) {
            throw new NotSignedInException("Nobody is signed in here, so nobody can be reached. Sign in first.");
        }
        Comparison fresh = new Comparison(around, peer, false, this::changed);
        Comparison there = open.putIfAbsent(peer, fresh);
        if (there != null) {
            return there;
        }
        around.execute(() -> {
            announce(fresh);
            fresh.ask();
        });
        return fresh;
    }

    private void announce(Comparison begun) {
        if (told.putIfAbsent(begun.peer(), begun) == null) {
            events.emit(new VerificationEvent.Begun(begun));
            begun.start();
        }
    }

    @Override
    public List<Verification> open() {
        return open.values().stream()
                .sorted((one, other) -> one.remaining().compareTo(other.remaining()))
                .map(Verification.class::cast)
                .toList();
    }

    @Override
    public Subscription onChange(Consumer<VerificationEvent> listener) {
        return events.add(
                listener,
                () -> told.values().stream().map(VerificationEvent.Begun::new).toList());
    }

    @Override
    public ProtocolId protocol() {
        return CompareSteps.PROTOCOL;
    }

    @Override
    public void opened(Stream stream) {
        Line.on(stream, around, CompareSteps.FORMAT, this);
    }

    /** The first step on a stream that the other side opened. */
    @Override
    public void heard(Line<CompareStep> line, CompareStep step) {
        if (step.getKind() != CompareKind.COMMIT) {
            throw new ProtocolException("a comparison begins with a commitment.");
        }
        PeerName peer = line.link().remote().peer();
        boolean blocked = around.others().standing(peer).blocked();
        Comparison there = (blocked ? hidden : open).get(peer);
        if (there == null) {
            consider(line, step, blocked);
        } else if (there.stage().canBeTakenOver()) {
            bothBegan(there, line, step);
        } else if (there.isOn(line.link())) {
            refuse(line, "we compare already", blocked);
        } else { // theirs was lost, and they noticed first
            there.on(CompareEvent.LOST, there.displayName() + " began again.");
            consider(line, step, blocked);
        }
    }

    @Override
    public void lost(Line<CompareStep> line, Optional<Throwable> failure) {
        // nothing was said on it
    }

    /** Of two that were begun at once, the one of the smaller name goes on. */
    private void bothBegan(Comparison ours, Line<CompareStep> line, CompareStep step) {
        announce(ours);
        boolean oursGoesOn =
                ours.stage() == CompareStage.ASKING && around.self().peer().compareTo(ours.peer()) < 0;
        if (oursGoesOn) {
            line.send(CompareSteps.of(CompareKind.BUSY));
            line.end();
        } else {
            ours.takeOver(line, step);
        }
    }

    /**
     * Who is blocked must not see it: all goes on by itself up to the words, by the same rules, and then nobody answers, as with somebody
     * who does not look.
     */
    private void consider(Line<CompareStep> line, CompareStep step, boolean blocked) {
        PeerName peer = line.link().remote().peer();
        Optional<String> refusal = (blocked ? hidden : open).size() >= OPEN
                ? Optional.of("too many people compare just now")
                : allowance.ask(peer, around.others().isStranger(peer), blocked, around.now());
        if (refusal.isPresent()) {
            refuse(line, refusal.get(), blocked);
        } else if (blocked) {
            hide(line, step, peer);
        } else {
            Comparison fresh = new Comparison(around, peer, true, this::changed);
            Comparison there = open.putIfAbsent(peer, fresh);
            if (there != null) { // begun here in this moment
                bothBegan(there, line, step);
                return;
            }
            announce(fresh);
            fresh.takeOver(line, step);
        }
    }

    private void refuse(Line<CompareStep> line, String why, boolean blocked) {
        line.send(CompareSteps.refused(why));
        line.end();
        if (!blocked) {
            refused++;
            events.emit(new VerificationEvent.Suppressed(refused));
        }
    }

    private void hide(Line<CompareStep> line, CompareStep step, PeerName peer) {
        Comparison unseen = new Comparison(around, peer, true, over -> {
            if (over.state().isFinal()) {
                hidden.remove(peer, over);
            }
        });
        hidden.put(peer, unseen);
        unseen.start();
        unseen.takeOver(line, step);
    }

    private void changed(Comparison comparison) {
        if (comparison.state().isFinal()) {
            open.remove(comparison.peer(), comparison);
            told.remove(comparison.peer(), comparison);
        }
        events.emit(new VerificationEvent.Changed(comparison, comparison.state()));
    }

    /** Takes everything back. */
    void stop() {
        List.copyOf(open.values()).forEach(one -> one.on(CompareEvent.CANCEL, "Parley stopped."));
        List.copyOf(hidden.values()).forEach(one -> one.on(CompareEvent.CANCEL, ""));
    }
}
