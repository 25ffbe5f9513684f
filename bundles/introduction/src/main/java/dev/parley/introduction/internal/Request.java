package dev.parley.introduction.internal;

import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.ContactRequest;
import dev.parley.api.contacts.ContactRequestId;
import dev.parley.api.contacts.ContactRequestState;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.introduction.internal.proto.ContactKind;
import dev.parley.introduction.internal.proto.ContactStep;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One contact request, on either side. The api: any thread; all else on the serial executor. */
final class Request implements ContactRequest, Line.Listener<ContactStep> {
    private static final Logger LOG = LoggerFactory.getLogger(Request.class);

    /** After a stream was lost although its link is there. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final Surroundings around;
    private final ContactRequestId id;
    private final PeerName peer;
    private final String message;
    private final boolean incoming;
    private final Told told;
    private final String oldName; // from an earlier start
    private final CompletableFuture<ContactRequestState> outcome = new CompletableFuture<>();
    private volatile RequestStage stage;
    private volatile String explanation = "";
    private Optional<Throwable> failure = Optional.empty();
    private Optional<CompletableFuture<PeerContact>> accepting = Optional.empty();
    private Optional<RemoteIdentity> other = Optional.empty(); // as the newest link proved it
    private final HeldLine line;
    private boolean dialling;

    /** Told on the serial executor. */
    interface Told {
        /** It stands elsewhere now, or another node of the other one was met. */
        void moved(Request request);

        /** It is over for the api. */
        void ended(Request request);
    }

    Request(Surroundings around, ContactRequestId id, PeerName peer, String message, boolean incoming, Told told) {
        this.around = around;
        this.line = new HeldLine(around);
        this.id = id;
        this.peer = peer;
        this.message = message;
        this.incoming = incoming;
        this.told = told;
        this.oldName = "";
        this.stage = incoming ? RequestStage.ASKED : RequestStage.ASKING;
    }

    /** One of an earlier start. */
    Request(Surroundings around, RequestRecords.Kept kept, Told told) {
        this.around = around;
        this.line = new HeldLine(around);
        this.id = kept.id();
        this.peer = kept.peer();
        this.message = kept.message();
        this.incoming = kept.incoming();
        this.told = told;
        this.oldName = kept.name();
        this.stage = kept.stage();
        this.other = kept.endpoint().map(endpoint -> new RemoteIdentity(peer, endpoint));
        if (stage.state().isFinal()) {
            outcome.complete(stage.state());
        }
    }

    /** What to keep of it. */
    RequestRecords.Kept kept(boolean unseen) {
        return new RequestRecords.Kept(
                id, peer, stage, message, displayName(), other.map(RemoteIdentity::endpoint), unseen);
    }

    RequestStage stage() {
        return stage;
    }

    /** Reaches out, when there is something to say and no way to say it. */
    void seek() {
        if (line.isThere() || dialling || !stage.speaks()) {
            return;
        }
        dialling = true;
        var unused = around.others()
                .reach(peer)
                .whenComplete((link, problem) -> around.execute(() -> {
                    dialling = false;
                    if (problem == null) { // otherwise it is said when a link comes up
                        linked(link);
                    }
                }));
    }

    /** A link to the other one is up. */
    void linked(Link link) {
        if (line.isThere() || !stage.speaks()) {
            return;
        }
        try {
            attach(Line.on(link.open(ContactSteps.PROTOCOL), around, ContactSteps.FORMAT, this));
            on(RequestEvent.LINKED, "");
        } catch (LinkClosedException gone) {
            LOG.debug("the link was gone before {} could be asked or told; the next one is used", peer, gone);
        }
    }

    /** There is a stream, opened here or there; the newest counts. */
    void attach(Line<ContactStep> opened) {
        line.take(opened);
        opened.bind(this);
        Optional<RemoteIdentity> before = other;
        other = Optional.of(opened.link().remote());
        if (!other.equals(before)) {
            told.moved(this);
        }
    }

    @Override
    public void heard(Line<ContactStep> from, ContactStep step) {
        Optional<ContactSteps.Heard> heard = ContactSteps.read(step);
        if (heard.isPresent()) {
            take(heard.get());
        }
    }

    /** @throws ProtocolException when it is not about this one, or should not have come now */
    void take(ContactSteps.Heard heard) {
        if (!heard.id().equals(id)) {
            throw new ProtocolException("a stream of one contact request brings a step of another.");
        }
        on(
                heard.event(),
                heard.event() == RequestEvent.TURNED_AWAY
                        ? displayName() + " takes no requests now: " + heard.text()
                        : "");
    }

    @Override
    public void lost(Line<ContactStep> from, Optional<Throwable> problem) {
        if (line.is(from)) {
            line.lost();
            if (stage.speaks()) {
                var unused =
                        around.later(AGAIN, () -> around.others().linked(peer).ifPresent(this::linked));
            }
        }
    }

    void on(RequestEvent event, String why) {
        RequestStage.Move move = stage.on(event);
        boolean ends = !stage.state().isFinal() && move.next().state().isFinal();
        boolean moves = stage != move.next();
        stage = move.next();
        if (moves) {
            told.moved(this);
        }
        if (ends) {
            explanation = why;
        }
        move.actions().forEach(this::perform);
        if (ends) {
            failure.ifPresentOrElse(outcome::completeExceptionally, () -> outcome.complete(stage.state()));
            told.ended(this);
        }
        if (stage.state().isFinal() && !stage.speaks()) {
            line.end();
        }
        seek();
    }

    private void perform(RequestAction action) {
        switch (action) {
            case SEND_ASK -> line.send(ContactSteps.ask(id, message));
            case SEND_RECEIVED -> line.send(ContactSteps.of(id, ContactKind.RECEIVED));
            case SEND_YES -> line.send(ContactSteps.of(id, ContactKind.YES));
            case SEND_NO -> line.send(ContactSteps.of(id, ContactKind.NO));
            case SEND_NOTED -> line.send(ContactSteps.of(id, ContactKind.NOTED));
            case SEND_CANCEL -> line.send(ContactSteps.of(id, ContactKind.WITHDRAW));
            case KEEP -> keep();
            case REFUSE_STEP -> throw new ProtocolException("a step of a contact request came when it should not.");
        }
    }

    private void keep() {
        var unused = other.map(around.others()::keep)
                .orElseGet(() -> CompletableFuture.failedStage(new ContactException(
                        displayName() + " was not met since Parley started. Try again when they are near.")))
                .whenComplete((kept, problem) -> around.execute(() -> kept(kept, problem)));
    }

    private void kept(PeerContact kept, Throwable problem) {
        Optional<CompletableFuture<PeerContact>> waiting = accepting;
        accepting = Optional.empty();
        if (problem == null) {
            on(RequestEvent.KEPT, "");
            waiting.ifPresent(answer -> answer.complete(kept));
        } else {
            Throwable why = Failures.cause(problem);
            failure = incoming ? Optional.empty() : Optional.of(why); // who was asked may try again
            on(RequestEvent.NOT_KEPT, displayName() + " said yes, but could not be kept: " + Failures.sentence(why));
            waiting.ifPresent(answer -> answer.completeExceptionally(why));
        }
    }

    @Override
    public ContactRequestId id() {
        return id;
    }

    @Override
    public PeerName peer() {
        return peer;
    }

    @Override
    public String displayName() {
        String name = around.others().displayName(peer);
        return oldName.isEmpty() || !name.equals(peer.shortForm()) ? name : oldName;
    }

    @Override
    public String message() {
        return message;
    }

    @Override
    public boolean incoming() {
        return incoming;
    }

    @Override
    public ContactRequestState state() {
        return stage.state();
    }

    @Override
    public String explanation() {
        return explanation;
    }

    @Override
    public CompletionStage<PeerContact> accept() {
        CompletableFuture<PeerContact> answer = new CompletableFuture<>();
        boolean taken = around.run(() -> {
            if (stage == RequestStage.ASKED) {
                accepting = Optional.of(answer);
                on(RequestEvent.YES, "");
            } else {
                answer.completeExceptionally(notOpen());
            }
        });
        if (!taken) {
            answer.completeExceptionally(notOpen());
        }
        return answer.minimalCompletionStage();
    }

    private ContactException notOpen() {
        return new ContactException(
                "This contact request of " + displayName() + " cannot be accepted any more. Look which ones are open.");
    }

    @Override
    public void decline() {
        around.execute(() -> on(RequestEvent.NO, ""));
    }

    @Override
    public void cancel() {
        around.execute(() -> on(RequestEvent.CANCEL, ""));
    }

    @Override
    public CompletionStage<ContactRequestState> outcome() {
        return outcome.minimalCompletionStage();
    }
}
