package dev.parley.introduction.internal;

import dev.parley.api.contacts.Verification;
import dev.parley.api.contacts.VerificationState;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.introduction.internal.proto.CompareKind;
import dev.parley.introduction.internal.proto.CompareStep;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** One comparison with one peer. The api: any thread; all else on the serial executor. */
final class Comparison implements Verification, Line.Listener<CompareStep> {
    /** For looking at each other, reading and answering. */
    static final Duration LASTS = Duration.ofMinutes(5);

    private final Surroundings around;
    private final PeerName peer;
    private final boolean incoming;
    private final Consumer<Comparison> changed;
    private final long deadline;
    private final CompletableFuture<VerificationState> outcome = new CompletableFuture<>();
    private volatile CompareStage stage = CompareStage.DIALLING;
    private volatile List<String> words = List.of();
    private volatile Optional<CompareCode> code = Optional.empty();
    private volatile String explanation = "";
    private Optional<Throwable> failure = Optional.empty();
    private Exchange exchange; // null before there is a line
    private Line<CompareStep> line;
    private Link.Hold hold;
    private Future<?> timer;

    /** @param changed told of every change of the state */
    Comparison(Surroundings around, PeerName peer, boolean incoming, Consumer<Comparison> changed) {
        this.around = around;
        this.peer = peer;
        this.incoming = incoming;
        this.changed = changed;
        this.deadline = around.now() + LASTS.toNanos();
    }

    /** Starts the clock. */
    void start() {
        timer = around.later(remaining(), () -> on(CompareEvent.DEADLINE, "Nobody answered in time. Begin again."));
    }

    /** Asks the other side. */
    void ask() {
        var unused = around.others()
                .reach(peer)
                .whenComplete((link, problem) -> around.execute(() -> reached(link, problem)));
    }

    private void reached(Link link, Throwable problem) {
        if (stage != CompareStage.DIALLING || line != null) {
            return; // over, or they asked meanwhile
        }
        if (problem != null) {
            fail(Failures.cause(problem));
            return;
        }
        try {
            begin(Line.on(link.open(CompareSteps.PROTOCOL), around, CompareSteps.FORMAT, this));
        } catch (LinkClosedException gone) {
            fail(gone);
        }
    }

    /** Begins on a stream that was opened for that. */
    void begin(Line<CompareStep> opened) {
        take(opened, Role.BEGAN);
        on(CompareEvent.LINKED, "");
    }

    /** Answers their commitment, which came on a stream of theirs. */
    void takeOver(Line<CompareStep> theirs, CompareStep commit) {
        if (line != null) {
            line.end();
        }
        theirs.bind(this);
        take(theirs, Role.ASKED);
        exchange.promised(commit.getCommitment().toByteArray());
        on(CompareEvent.TAKEN_OVER, "");
    }

    private void take(Line<CompareStep> taken, Role role) {
        drop();
        line = taken;
        hold = taken.link().hold("two people compare words");
        exchange = new Exchange(role, around.self(), taken.link().remote(), around.random());
    }

    private void drop() {
        line = null;
        if (hold != null) {
            hold.close();
            hold = null;
        }
    }

    CompareStage stage() {
        return stage;
    }

    /** Whether its stream is on this link. */
    boolean isOn(Link link) {
        return line != null && line.link() == link;
    }

    @Override
    public void heard(Line<CompareStep> from, CompareStep step) {
        if (from != line) {
            return;
        }
        switch (step.getKind()) {
            case COMMIT -> {
                exchange.promised(step.getCommitment().toByteArray());
                on(CompareEvent.COMMITTED, "");
            }
            case REVEAL -> revealed(step.getNonce().toByteArray());
            case SAME -> on(CompareEvent.THEIR_YES, "");
            case DIFFERENT ->
                on(CompareEvent.THEIR_NO, displayName() + " says that the words differ. " + Failures.SOMEBODY_BETWEEN);
            case CANCEL -> on(CompareEvent.THEIR_CANCEL, displayName() + " took it back, or their time ran out.");
            case BUSY -> on(CompareEvent.BUSY, "");
            case REFUSED ->
                on(
                        CompareEvent.REFUSED,
                        displayName() + " does not compare now: " + CompareSteps.detail(step.getDetail()));
            case COMPARE_UNSPECIFIED, UNRECOGNIZED -> {} // of a later version
        }
    }

    private void revealed(byte[] nonce) {
        boolean kept = exchange.revealed(nonce);
        on(
                kept ? CompareEvent.REVEALED : CompareEvent.BROKEN_PROMISE,
                kept ? "" : "The other side did not stand by what it had promised. " + Failures.SOMEBODY_BETWEEN);
    }

    @Override
    public void lost(Line<CompareStep> from, Optional<Throwable> problem) {
        if (from == line) {
            on(CompareEvent.LOST, displayName() + " went away before both had answered. Begin again.");
        }
    }

    private void fail(Throwable problem) {
        failure = Optional.of(Failures.reaching(displayName(), problem));
        on(CompareEvent.LOST, failure.get().getMessage());
    }

    /** @param why what to tell the person when that is the end */
    void on(CompareEvent event, String why) {
        VerificationState before = stage.state();
        CompareStage.Move move = stage.on(event);
        if (stage != move.next() && move.next().state().isFinal()) {
            explanation = why;
        }
        stage = move.next();
        move.actions().forEach(this::perform);
        if (stage.state() != before) {
            if (stage.state().isFinal()) {
                end();
            }
            changed.accept(this);
        }
    }

    private void perform(CompareAction action) {
        switch (action) {
            case SEND_COMMIT -> send(CompareSteps.commit(exchange.commitment()));
            case SEND_REVEAL -> send(CompareSteps.reveal(exchange.reveal()));
            case SHOW -> show();
            case SEND_SAME -> send(CompareSteps.of(CompareKind.SAME));
            case SEND_DIFFERENT -> send(CompareSteps.of(CompareKind.DIFFERENT));
            case SEND_CANCEL -> send(CompareSteps.of(CompareKind.CANCEL));
            case KEEP -> keep();
            case AWAIT_THEIRS -> {
                line.end();
                drop();
            }
            case REFUSE_STEP -> throw new ProtocolException("a step of a comparison came when it should not.");
        }
    }

    private void show() {
        words = exchange.words();
        code = Optional.of(CompareCode.of(around.self().peer(), peer, exchange.digest()));
    }

    private void send(CompareStep step) {
        if (line != null) {
            line.send(step);
        }
    }

    private void keep() {
        var unused = around.others()
                .keepVerified(line.link().remote())
                .whenComplete((contact, problem) -> around.execute(() -> kept(problem)));
    }

    private void kept(Throwable problem) {
        if (problem == null) {
            on(CompareEvent.KEPT, "");
        } else {
            failure = Optional.of(Failures.cause(problem));
            on(
                    CompareEvent.NOT_KEPT,
                    "The words are the same, but that could not be kept: " + Failures.sentence(failure.get()));
        }
    }

    private void end() {
        if (timer != null) {
            timer.cancel(false);
        }
        if (line != null) {
            line.end();
            drop();
        }
        failure.ifPresentOrElse(outcome::completeExceptionally, () -> outcome.complete(stage.state()));
    }

    @Override
    public PeerName peer() {
        return peer;
    }

    @Override
    public String displayName() {
        return around.others().displayName(peer);
    }

    @Override
    public boolean incoming() {
        return incoming;
    }

    @Override
    public VerificationState state() {
        return stage.state();
    }

    @Override
    public List<String> words() {
        return words;
    }

    @Override
    public String code() {
        return code.map(CompareCode::text).orElse("");
    }

    @Override
    public void scanned(String text) {
        boolean same = CompareCode.belongs(text, code, displayName());
        around.execute(() -> on(
                same ? CompareEvent.YES : CompareEvent.NO,
                same ? "" : "The other screen names other keys than this link does. " + Failures.SOMEBODY_BETWEEN));
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - around.now()));
    }

    @Override
    public String explanation() {
        return explanation;
    }

    @Override
    public void matches(boolean same) {
        around.execute(() -> on(
                same ? CompareEvent.YES : CompareEvent.NO,
                same ? "" : "You said that the words differ. " + Failures.SOMEBODY_BETWEEN));
    }

    @Override
    public void cancel() {
        around.execute(() -> on(CompareEvent.CANCEL, "You took it back."));
    }

    @Override
    public CompletionStage<VerificationState> outcome() {
        return outcome.minimalCompletionStage();
    }
}
