package dev.parley.api.session;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.Subscription;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A private session of up to {@value #MEMBERS} members in one application. Who is in it says a roster that all members hold and
 * sign; every two of them are linked. Links come and go under it: a lost one is looked for by dialling the same key for as long as
 * the session lasts, and nothing confirmed is lost or comes twice.
 *
 * <p>Methods may be called from any thread and never block. Listeners and handlers are called on {@link #executor()}, one at a
 * time, in order, never under a lock; every stage completes there too. Buffers passed in are copied before the call returns.
 */
@ProviderType
public interface Session {
    /** The most members, counted by endpoint. */
    int MEMBERS = 16;

    /** The most messages of one sender that wait to be acknowledged; past it {@link #send} stays incomplete. */
    int WAITING_MESSAGES = 256;

    /** The most bytes of one sender that wait to be acknowledged; past it {@link #send} stays incomplete. */
    int WAITING_BYTES = 1 << 20;

    /** For how many milliseconds a full queue of one member holds up the others'. */
    int PATIENCE_MS = 1000;

    /** Its name. */
    SessionId id();

    /** What it is about, as installed here. */
    PeerApplication application();

    /** This endpoint. */
    Member self();

    /** Everybody in it, oneself included; a snapshot. */
    Set<Member> members();

    /** Where it stands. */
    SessionState state();

    /**
     * Sends to all others. The stage completes when a durable message is in the journal here, on disk, and an ephemeral one in the
     * bounded queue: until then the caller should send no more, which is the back-pressure. Own durable messages come back to {@link
     * #onMessage}, own ephemeral ones do not. One member that does not keep up while others do slows nobody: after {@value #PATIENCE_MS}
     * ms messages go on without it, and {@link Sent#acknowledgedBy} fails for it.
     *
     * @param body up to {@link Message#BODY_BYTES}
     * @return fails with {@link SessionException} when the session is closed, or when the wait for room ended in a drop
     * @throws IllegalArgumentException when the body is too long
     */
    CompletionStage<Sent> send(Delivery delivery, ByteBuffer body);

    /**
     * Sends to one, like {@link #send}. It arrives with {@link Message#direct}.
     *
     * @param member another member
     * @param delivery {@link Delivery#EPHEMERAL}: there is no journal of two
     */
    CompletionStage<Sent> sendTo(Member member, Delivery delivery, ByteBuffer body);

    /**
     * Asks one member and waits for its answer.
     *
     * @param timeout how long to wait, more than zero
     * @return the answer; fails with {@link SessionException} when the time is over, the member is gone, or its handler failed or
     *     is missing
     */
    CompletionStage<Message> request(Member to, ByteBuffer body, Duration timeout);

    /**
     * Answers requests. One handler at a time.
     *
     * @throws IllegalStateException when there is one already
     */
    Subscription onRequest(Function<Message, CompletionStage<ByteBuffer>> handler);

    /**
     * Tells messages: ephemeral ones of others as they arrive, durable ones of all as they lie in the journal. What is ephemeral and
     * arrived before the first listener waits within the bound, then comes first.
     *
     * @param from where in the journal to begin; it goes on with whatever comes
     */
    MessageSubscription onMessage(Position from, Consumer<Message> listener);

    /** Tells messages from {@link Position#COMMITTED} on. */
    default MessageSubscription onMessage(Consumer<Message> listener) {
        return onMessage(Position.COMMITTED, listener);
    }

    /**
     * Reads durable messages of all, without listening: to look back, or to search.
     *
     * @param from where in the journal to begin; after the last one that came, its position and one
     * @return the next ones, in the order of the journal, about 256 KiB at once; none when there are no more. Fails with {@link
     *     SessionException} when the session is closed, or keeps nothing
     */
    CompletionStage<List<Message>> history(Position from);

    /** Tells members; those who are there come first, as {@link MemberEvent.Joined}. */
    Subscription onMember(Consumer<MemberEvent> listener);

    /** Tells changes of {@link #state}. */
    Subscription onState(Consumer<StateChange> listener);

    /**
     * Removes a person, at all their endpoints: nothing that is sent by anybody who has seen the removal reaches them.
     *
     * @return completes when it is in the roster here; fails with {@link SessionException} when the person here may not, or there
     *     is no such member
     */
    CompletionStage<Void> remove(Member member);

    /**
     * Gives a person another role.
     *
     * @param role not {@link MemberRole#CREATOR}
     * @return completes when it is in the roster here; fails with {@link SessionException} when the person here may not, or there
     *     is no such member
     * @throws IllegalArgumentException when the role cannot be given
     */
    CompletionStage<Void> role(Member member, MemberRole role);

    /**
     * Opens a byte stream. Its name reaches the handler of the other side's {@link #accept}.
     *
     * @param name a label
     * @return fails with {@link SessionException} when the other side accepts no such name or is not there, or with
     *     {@link IdentityMismatchException}
     */
    CompletionStage<ByteStream> open(Member member, String name);

    /**
     * Accepts byte streams of a name. One handler a name.
     *
     * @throws IllegalStateException when there is one already
     */
    Subscription accept(String name, Consumer<ByteStream> handler);

    /**
     * A view of a kind, made by whatever user interface there is; the same one at each call. It closes with the session.
     *
     * @param kind an interface of {@code dev.parley.api.view}
     * @return empty when no user interface here has that kind
     */
    <V> Optional<V> view(Class<V> kind);

    /** The serial executor of this session's application, for its timers too. Ends after {@code closed}. */
    ScheduledExecutorService executor();

    /** Leaves; the others are told. Completes when the session is closed. Idempotent. */
    CompletionStage<Void> leave();
}
