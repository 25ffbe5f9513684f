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
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One contact request, on either side. The api: any thread; all else on the serial executor. */
final class Request implements ContactRequest, Line.Listener<ContactStep> {
    private static final Logger LOG = LoggerFactory.getLogger(Request.class);

    /** After a stream was lost although its link is there. */
    private static final Duration AGAIN = Duration.ofSeconds(30);

    /** How long a link is kept for an answer; later answers find another one. */
    static final Duration HELD = Duration.ofMinutes(10);

    private final Surroundings around;
    private final ContactRequestId id;
    private final PeerName peer;
    private final String message;
    private final boolean incoming;
    private final Consumer<Request> ended;
    private final CompletableFuture<ContactRequestState> outcome = new CompletableFuture<>();
    private volatile RequestStage stage;
    private volatile String explanation = "";
    private Optional<Throwable> failure = Optional.empty();
    private Optional<CompletableFuture<PeerContact>> accepting = Optional.empty();
    private Optional<RemoteIdentity> other = Optional.empty(); // as the newest link proved it
    private Line<ContactStep> line;
    private Link.Hold hold = () -> {};
    private boolean dialling;

    /** @param ended told when it is over for the api */
    Request(
            Surroundings around,
            ContactRequestId id,
            PeerName peer,
            String message,
            boolean incoming,
            Consumer<Request> ended) {
        this.around = around;
        this.id = id;
        this.peer = peer;
        this.message = message;
        this.incoming = incoming;
        this.ended = ended;
        this.stage = incoming ? RequestStage.ASKED : RequestStage.ASKING;
    }

    RequestStage stage() {
        return stage;
    }

    /** Reaches out, when there is something to say and no way to say it. */
    void seek() {
        if (line != null || dialling || !stage.speaks()) {
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
        if (line != null || !stage.speaks()) {
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
        if (line != null && line != opened) {
            line.end();
        }
        line = opened;
        line.bind(this);
        other = Optional.of(opened.link().remote());
        letGo();
        Link.Hold held = opened.link().hold("a contact request waits for an answer");
        Future<?> until = around.later(HELD, held::close);
        hold = () -> {
            until.cancel(false);
            held.close();
        };
    }

    private void letGo() {
        hold.close();
        hold = () -> {};
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
        if (from == line) {
            line = null;
            letGo();
            if (stage.speaks()) {
                var unused =
                        around.later(AGAIN, () -> around.others().linked(peer).ifPresent(this::linked));
            }
        }
    }

    void on(RequestEvent event, String why) {
        RequestStage.Move move = stage.on(event);
        boolean ends = !stage.state().isFinal() && move.next().state().isFinal();
        stage = move.next();
        if (ends) {
            explanation = why;
        }
        move.actions().forEach(this::perform);
        if (ends) {
            failure.ifPresentOrElse(outcome::completeExceptionally, () -> outcome.complete(stage.state()));
            ended.accept(this);
        }
        if (stage.state().isFinal() && !stage.speaks() && line != null) {
            line.end();
            line = null;
            letGo();
        }
        seek();
    }

    private void perform(RequestAction action) {
        switch (action) {
            case SEND_ASK -> send(ContactSteps.ask(id, message));
            case SEND_RECEIVED -> send(ContactSteps.of(id, ContactKind.RECEIVED));
            case SEND_YES -> send(ContactSteps.of(id, ContactKind.YES));
            case SEND_NO -> send(ContactSteps.of(id, ContactKind.NO));
            case SEND_NOTED -> send(ContactSteps.of(id, ContactKind.NOTED));
            case SEND_CANCEL -> send(ContactSteps.of(id, ContactKind.WITHDRAW));
            case KEEP -> keep();
            case REFUSE_STEP -> throw new ProtocolException("a step of a contact request came when it should not.");
        }
    }

    private void send(ContactStep step) {
        if (line != null) {
            line.send(step);
        }
    }

    private void keep() {
        var unused = around.others()
                .keep(other.orElseThrow())
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
        return around.others().displayName(peer);
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
