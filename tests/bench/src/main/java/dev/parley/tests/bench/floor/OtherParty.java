package dev.parley.tests.bench.floor;

import dev.parley.tests.bench.load.Party;
import dev.parley.tests.bench.load.Receiver;
import dev.parley.tests.bench.load.Wire;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A harness of {@code PEERS_DIR}: any class on the class path that implements its {@code bench.Transport}, under our own loads. It
 * listens where its own environment says.
 */
final class OtherParty implements Party {
    private final Object transport;
    private final Method serve;
    private final Method connect;
    private final Method send;
    private final Method close;
    private final Method group;
    private final int port;

    OtherParty(String className, int port) throws ReflectiveOperationException {
        Class<?> contract = Class.forName("bench.Transport");
        Class<?> link = Class.forName("bench.Link");
        var constructor = Class.forName(className).getDeclaredConstructor();
        constructor.setAccessible(true);
        transport = constructor.newInstance();
        serve = contract.getMethod("serve", Function.class);
        connect = contract.getMethod("connect", Consumer.class);
        send = link.getMethod("send", byte[].class);
        close = link.getMethod("close");
        group = contract.getMethod("group");
        this.port = port;
    }

    @Override
    public int listen(Supplier<Receiver> receivers) throws Exception {
        serve.invoke(transport, (Function<Object, Consumer<byte[]>>) link -> {
            Wire wire = new OtherWire(link);
            Receiver receiver = receivers.get();
            return message -> receiver.message(wire, message);
        });
        return port;
    }

    @Override
    public Wire dial(InetSocketAddress address, String who, byte[] first, Receiver receiver) throws Exception {
        AtomicReference<Wire> self = new AtomicReference<>();
        Object link = connect.invoke(transport, (Consumer<byte[]>) message -> receiver.message(self.get(), message));
        Wire wire = new OtherWire(link);
        self.set(wire);
        wire.send(first);
        return wire;
    }

    @Override
    public boolean tellsAll() throws ReflectiveOperationException {
        return (boolean) group.invoke(transport);
    }

    @Override
    public String madeOf() {
        return transport.getClass().getSimpleName();
    }

    /** Its {@code send} waits by itself. */
    private final class OtherWire implements Wire {
        private final Object link;

        OtherWire(Object link) {
            this.link = link;
        }

        @Override
        public boolean send(byte[] message) {
            try {
                send.invoke(link, (Object) message);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("the other transport does not send", e);
            }
            return false;
        }

        @Override
        public void awaitRoom() {
            // there always is
        }

        @Override
        public void close() {
            try {
                close.invoke(link);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("the other transport does not close", e);
            }
        }
    }
}
