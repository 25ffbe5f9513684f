package dev.parley.app.chat.internal;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.Message;
import dev.parley.api.session.MessageId;
import dev.parley.api.session.Sent;
import dev.parley.api.session.Session;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** As much of a session as Chat uses. */
final class FakeSession {
    final FakeMember self = new FakeMember("Ada");
    final FakeMember other = new FakeMember("Ben");
    final FakeView view = new FakeView();
    final List<ByteBuffer> sent = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    final Session session = (Session) Proxy.newProxyInstance(
            Session.class.getClassLoader(),
            new Class<?>[] {Session.class},
            (proxy, method, arguments) -> answer(method, arguments));
    boolean hasView = true;
    CompletableFuture<Sent> admitted = new CompletableFuture<>();
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    private Consumer<Message> messages = message -> {};
    private Consumer<MemberEvent> members = event -> {};

    void hear(byte[] body) {
        messages.accept(new Message(
                null,
                other,
                Delivery.EPHEMERAL,
                false,
                Optional.empty(),
                Instant.EPOCH,
                ByteBuffer.wrap(body).asReadOnlyBuffer()));
    }

    void tell(MemberEvent event) {
        members.accept(event);
    }

    /** A message that was admitted. */
    Sent admit() {
        return new Sent() {
            @Override
            public MessageId id() {
                throw new UnsupportedOperationException();
            }

            @Override
            public CompletionStage<Void> acknowledgedBy(Member member) {
                if (!member.equals(other)) {
                    throw new IllegalArgumentException("nobody acknowledges to oneself");
                }
                return acknowledged;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private Object answer(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "self" -> self;
            case "members" -> Set.of(self, other);
            case "view" -> hasView ? Optional.of(view) : Optional.empty();
            case "onMessage" -> {
                messages = (Consumer<Message>) arguments[0];
                yield (Subscription) () -> {};
            }
            case "onMember" -> {
                members = (Consumer<MemberEvent>) arguments[0];
                yield (Subscription) () -> {};
            }
            case "send" -> {
                deliveries.add((Delivery) arguments[0]);
                sent.add(ByteBuffer.wrap(Bytes.array((ByteBuffer) arguments[1])));
                yield admitted;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }
}
