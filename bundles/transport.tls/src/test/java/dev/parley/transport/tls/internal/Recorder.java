package dev.parley.transport.tls.internal;

import dev.parley.spi.link.StreamReader;
import dev.parley.spi.transport.Channel;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionListener;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Listens to a connection, and does with channels that come what it was told to. */
final class Recorder implements ConnectionListener {
    final LinkedBlockingQueue<Channel> opened = new LinkedBlockingQueue<>();
    final CompletableFuture<Optional<Throwable>> closed = new CompletableFuture<>();
    private final Consumer<Channel> take;

    Recorder(Consumer<Channel> take) {
        this.take = take;
    }

    static Recorder idle() {
        return new Recorder(channel -> {});
    }

    static Recorder echo() {
        return new Recorder(Recorder::echo);
    }

    static Recorder started(Connection connection, Consumer<Channel> take) {
        Recorder recorder = new Recorder(take);
        connection.start(recorder);
        return recorder;
    }

    /** Writes back what comes, and ends when the other side does. */
    static void echo(Channel channel) {
        channel.read(Runnable::run, new StreamReader() {
            @Override
            public void onBytes(ByteBuffer bytes) {
                channel.write(bytes).exceptionally(over -> null);
            }

            @Override
            public void onEnd(Optional<Throwable> failure) {
                channel.end();
            }
        });
    }

    /** Reads what comes, and forgets it. */
    static void swallow(Channel channel) {
        var unused = all(channel);
    }

    /** Collects what comes until the end. */
    static CompletableFuture<byte[]> all(Channel channel) {
        return all(channel, Runnable::run);
    }

    static CompletableFuture<byte[]> all(Channel channel, Executor executor) {
        CompletableFuture<byte[]> all = new CompletableFuture<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        channel.read(executor, new StreamReader() {
            @Override
            public void onBytes(ByteBuffer some) {
                byte[] array = new byte[some.remaining()];
                some.get(array);
                bytes.writeBytes(array);
            }

            @Override
            public void onEnd(Optional<Throwable> failure) {
                failure.ifPresentOrElse(all::completeExceptionally, () -> all.complete(bytes.toByteArray()));
            }
        });
        return all;
    }

    Channel nextOpened() {
        return Waiting.next(opened);
    }

    @Override
    public void opened(Channel channel) {
        take.accept(channel);
        opened.add(channel);
    }

    @Override
    public void closed(Optional<Throwable> cause) {
        closed.complete(cause);
    }
}
