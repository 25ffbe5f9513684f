package dev.parley.introduction.internal;

import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.introduction.internal.proto.CompareStep;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import dev.parley.wire.frame.MessageReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * One honest side of a comparison, the real one, whose stream somebody holds in the hand: what it says is taken from {@link #said}, and
 * what it hears comes from {@link #hear}.
 */
final class Honest {
    final Comparison comparison;
    private final Queue<CompareStep> said = new ArrayDeque<>();
    private final Line<CompareStep> line;
    private boolean broken;

    /**
     * @param began whether it asks, or is asked by the first step it hears
     * @param other who it believes is there
     */
    Honest(Surroundings around, boolean began, RemoteIdentity other) {
        Held stream = new Held(other);
        comparison = new Comparison(around, other.peer(), !began, changed -> {});
        line = Line.on(stream, around, CompareSteps.FORMAT, comparison);
        if (began) {
            comparison.begin(line);
        }
    }

    /** The next thing that it said; empty when it waits. */
    Optional<CompareStep> said() {
        return Optional.ofNullable(said.poll());
    }

    /** @return whether it went on */
    boolean hear(CompareStep step) {
        try {
            if (comparison.incoming() && comparison.stage() == CompareStage.DIALLING) {
                comparison.takeOver(line, step);
            } else {
                line.message(step);
            }
            return !comparison.state().isFinal();
        } catch (ProtocolException | IllegalStateException refused) {
            broken = true;
            return false;
        }
    }

    /** Whether it refused a step. */
    boolean isBroken() {
        return broken;
    }

    List<String> words() {
        return comparison.words();
    }

    private final class Held implements Stream, Link {
        private final RemoteIdentity remote;

        Held(RemoteIdentity remote) {
            this.remote = remote;
        }

        @Override
        public Link link() {
            return this;
        }

        @Override
        public ProtocolId protocol() {
            return CompareSteps.PROTOCOL;
        }

        @Override
        public CompletionStage<Void> write(ByteBuffer bytes) {
            new MessageReader<>(this, CompareStep.parser(), 1_536, new MessageReader.Handler<CompareStep>() {
                        @Override
                        public void message(CompareStep step) {
                            said.add(step);
                        }

                        @Override
                        public void ended(Optional<Throwable> failure) {
                            throw new AssertionError(failure);
                        }
                    })
                    .onBytes(bytes);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void read(Executor executor, StreamReader reader) {
            // it hears what the test gives it
        }

        @Override
        public void end() {
            // nobody waits for it
        }

        @Override
        public void reset() {
            throw new AssertionError("nothing here resets");
        }

        @Override
        public void fail(ProtocolException why) {
            throw new AssertionError(why);
        }

        @Override
        public RemoteIdentity remote() {
            return remote;
        }

        @Override
        public Hold hold(String why) {
            return () -> {};
        }

        @Override
        public Optional<String> closed() {
            return Optional.empty();
        }

        @Override
        public InstanceId instance() {
            throw new UnsupportedOperationException();
        }

        @Override
        public InetSocketAddress remoteAddress() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<InetSocketAddress> listensOn() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean dialled() {
            throw new UnsupportedOperationException();
        }

        @Override
        public LinkInfo info() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Stream open(ProtocolId protocol) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(String reason) {
            throw new UnsupportedOperationException();
        }
    }
}
