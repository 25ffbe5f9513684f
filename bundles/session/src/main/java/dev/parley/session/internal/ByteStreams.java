package dev.parley.session.internal;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.Subscription;
import dev.parley.api.peer.Text;
import dev.parley.api.session.ByteStream;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.BytesAnswer;
import dev.parley.session.internal.proto.BytesOpen;
import dev.parley.session.internal.proto.BytesRefusal;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.wire.frame.Messages;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The byte streams of one session ({@code bytes.proto}). Confined to the session's executor but where it says so. */
final class ByteStreams {
    private static final Logger LOG = LoggerFactory.getLogger(ByteStreams.class);
    private static final long ANSWER_SECONDS = 10;

    private final Environment environment;
    private final SessionId id;
    private final SessionCore core;
    private final Map<String, Consumer<ByteStream>> handlers = new ConcurrentHashMap<>();
    private final Set<LinkByteStream> open = ConcurrentHashMap.newKeySet();

    ByteStreams(Environment environment, SessionId id, SessionCore core) {
        this.environment = environment;
        this.id = id;
        this.core = core;
    }

    /** Any thread. */
    Subscription accept(String name, Consumer<ByteStream> handler) {
        if (handlers.putIfAbsent(name, handler) != null) {
            throw new IllegalStateException("streams called " + name + " have a handler; close its subscription first");
        }
        return () -> handlers.remove(name, handler);
    }

    /** Any thread. */
    CompletionStage<ByteStream> open(SessionMember member, String name) {
        CompletableFuture<ByteStream> opened = new CompletableFuture<>();
        environment
                .links()
                .dial(DialTarget.of(member.peer(), member.endpoint()))
                .whenComplete((link, failure) -> {
                    if (!core.run(() -> dialled(link, failure, member, name, opened))) {
                        core.stages.fail(opened, new SessionException(core.over()));
                    }
                });
        return opened;
    }

    private void dialled(
            Link link, Throwable failure, SessionMember member, String name, CompletableFuture<ByteStream> opened) {
        if (failure != null) {
            Throwable why = Stages.unwrapped(failure);
            core.stages.fail(opened, why instanceof IdentityMismatchException ? why : unopened(member, why));
            return;
        }
        if (!core.isOpen()) {
            core.stages.fail(opened, new SessionException(core.over()));
            return;
        }
        LinkByteStream stream;
        try {
            stream = new LinkByteStream(link.open(LinkByteStream.PROTOCOL), core.executor, core, member, open::remove);
        } catch (LinkClosedException e) {
            core.stages.fail(opened, unopened(member, e));
            return;
        }
        open.add(stream);
        stream.named(name);
        BytesOpen header = BytesOpen.newBuilder()
                .setSession(Frames.session(id))
                .setName(name)
                .build();
        stream.send(Messages.encode(header));
        stream.await(
                BytesAnswer.parser(),
                answer -> answered(stream, answer, opened),
                why -> core.stages.fail(opened, unopened(member, why)));
        var unused = core.executor.schedule(stream::tooLate, ANSWER_SECONDS, TimeUnit.SECONDS);
    }

    private void answered(LinkByteStream stream, BytesAnswer answer, CompletableFuture<ByteStream> opened) {
        if (answer.getRefusal() == BytesRefusal.ACCEPTED) {
            core.stages.complete(opened, stream);
            return;
        }
        String other = stream.member().displayName();
        core.stages.fail(
                opened,
                new SessionException(
                        answer.getRefusal() == BytesRefusal.NAME_NOT_TAKEN
                                ? "The application of " + other + " accepts no stream called " + stream.name() + "."
                                : other + " is not in this session."));
        stream.close();
    }

    private static SessionException unopened(SessionMember member, Throwable why) {
        return new SessionException(
                "The stream to " + member.displayName() + " could not be opened. Try again when both are linked.", why);
    }

    /** Another one's stream, whose header was read; the name is a claim. */
    void incoming(LinkByteStream stream, String claimed) {
        String name = Text.label(claimed);
        Consumer<ByteStream> handler = handlers.get(name);
        Optional<SessionMember> from = core.other(stream.link().remote());
        if (!core.isOpen() || handler == null || from.isEmpty()) {
            stream.refuse(from.isEmpty() ? BytesRefusal.NOT_A_MEMBER : BytesRefusal.NAME_NOT_TAKEN);
            return;
        }
        open.add(stream);
        stream.adopt(core, from.get(), name, open::remove);
        stream.send(Messages.encode(BytesAnswer.getDefaultInstance()));
        Tasks.run(core.application, () -> hand(handler, stream));
    }

    private static void hand(Consumer<ByteStream> handler, LinkByteStream stream) {
        try {
            handler.accept(stream);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the application failed at the stream {}; it is closed", stream.name(), e);
            stream.close();
        }
    }

    /** The session is over. */
    void close() {
        open.forEach(LinkByteStream::close);
        handlers.clear();
    }
}
