package dev.parley.presence.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.object.ObjectException;
import dev.parley.api.object.ObjectInfo;
import dev.parley.api.object.PeerObject;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.ProtocolException;
import dev.parley.presence.internal.proto.ObjectAnswer;
import dev.parley.presence.internal.proto.ObjectRequest;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.Stream;
import dev.parley.wire.frame.MessageReader;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** Fetches the bytes of other people's objects, each once, and keeps them while they are shown. State belongs to the serial executor. */
final class ObjectPulls {
    static final int KEPT = 256;

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final SafeExecutor executor;
    private final Links links;
    private final Predicate<ObjectInfo> shown;
    private final Map<Wanted, CompletableFuture<ByteBuffer>> underWay = new HashMap<>();
    private final Map<String, ByteBuffer> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ByteBuffer> eldest) {
            return size() > KEPT;
        }
    };

    private record Wanted(EndPointId endpoint, String sha256) {}

    /** @param shown whether somebody shows it now */
    ObjectPulls(SafeExecutor executor, Links links, Predicate<ObjectInfo> shown) {
        this.executor = executor;
        this.links = links;
        this.shown = shown;
    }

    /** Completes the result, later perhaps. */
    void fetch(ObjectInfo object, CompletableFuture<ByteBuffer> result) {
        ByteBuffer there = kept.get(object.sha256());
        if (!shown.test(object)) {
            result.completeExceptionally(gone(object));
        } else if (there != null) {
            result.complete(there.duplicate());
        } else {
            join(object, result);
        }
    }

    private void join(ObjectInfo object, CompletableFuture<ByteBuffer> result) {
        Wanted wanted = new Wanted(object.endpoint(), object.sha256());
        CompletableFuture<ByteBuffer> pull = underWay.get(wanted);
        if (pull == null) {
            pull = new CompletableFuture<>();
            underWay.put(wanted, pull);
            begin(object, wanted, pull);
        }
        var unused = pull.whenComplete((bytes, failure) -> {
            if (failure == null) {
                result.complete(bytes.duplicate());
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    private void begin(ObjectInfo object, Wanted wanted, CompletableFuture<ByteBuffer> pull) {
        Future<?> limit = executor.later(LIMIT, () -> pull.completeExceptionally(unreachable(object, null)));
        var unusedDone = pull.whenComplete((bytes, failure) -> {
            limit.cancel(false);
            underWay.remove(wanted);
            if (failure == null && shown.test(object)) {
                kept.put(object.sha256(), bytes);
            }
        });
        var unusedDial = links.dial(DialTarget.of(object.owner(), object.endpoint()))
                .whenCompleteAsync(
                        (link, failure) -> {
                            if (failure != null) {
                                pull.completeExceptionally(cause(failure));
                            } else {
                                ask(link, object, pull);
                            }
                        },
                        executor);
    }

    private void ask(Link link, ObjectInfo object, CompletableFuture<ByteBuffer> pull) {
        try {
            Stream stream = link.open(ObjectProtocol.PROTOCOL);
            ObjectRequest request = ObjectRequest.newBuilder()
                    .setId(ObjectFormat.id(object.id()))
                    .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(object.sha256())))
                    .build();
            stream.read(
                    executor,
                    new MessageReader<>(
                            stream, ObjectAnswer.parser(), ObjectProtocol.ANSWER_BYTES, new Answer(object, pull)));
            var unused = Messages.send(stream, request);
            stream.end();
        } catch (RuntimeException lost) { // closed, or as many streams as there may be
            pull.completeExceptionally(unreachable(object, lost));
        }
    }

    /** Parley stops: whoever waits is told. */
    void stop() {
        List.copyOf(underWay.values())
                .forEach(pull -> pull.completeExceptionally(new ParleyException(
                        "The object was not fetched, because Parley is stopping. Try again after the next start.")));
        kept.clear();
    }

    /** Forgets what nobody shows any more. */
    void keepOnly(Predicate<String> shownHash) {
        kept.keySet().removeIf(shownHash.negate());
    }

    /** How many are kept now. */
    int kept() {
        return kept.size();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static ObjectException gone(ObjectInfo object) {
        return new ObjectException("The object " + object.id() + " is not shown by "
                + object.owner().shortForm() + " any more; look again what there is.");
    }

    private static PeerUnreachableException unreachable(ObjectInfo object, Throwable cause) {
        return new PeerUnreachableException(
                "The bytes of the object " + object.id() + " did not come from "
                        + object.owner().shortForm() + ". Try again when there is a link.",
                cause);
    }

    private static final class Answer implements MessageReader.Handler<ObjectAnswer> {
        private final ObjectInfo object;
        private final CompletableFuture<ByteBuffer> pull;

        Answer(ObjectInfo object, CompletableFuture<ByteBuffer> pull) {
            this.object = object;
            this.pull = pull;
        }

        @Override
        public void message(ObjectAnswer answer) {
            if (!answer.getThere()) {
                pull.completeExceptionally(gone(object));
                return;
            }
            ByteBuffer bytes = answer.getData().asReadOnlyByteBuffer();
            if (bytes.remaining() > PeerObject.DATA_BYTES
                    || !ObjectFormat.hash(bytes).equals(object.sha256())) {
                throw new ProtocolException(
                        "the bytes of the object " + object.id() + " are not those that were listed.");
            }
            pull.complete(bytes);
        }

        @Override
        public void ended(Optional<Throwable> failure) {
            pull.completeExceptionally(failure.filter(ProtocolException.class::isInstance)
                    .orElseGet(() -> unreachable(object, failure.orElse(null))));
        }
    }
}
