package dev.parley.transport.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.InstanceId;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Names of links: each greater than the one before, and not to be guessed. Any thread. */
final class LinkIds {
    private final RandomGenerator random;
    private final AtomicLong count = new AtomicLong();

    LinkIds(RandomGenerator random) {
        this.random = random;
    }

    /** Of this start. */
    InstanceId instance() {
        byte[] bytes = new byte[InstanceId.BYTES];
        random.nextBytes(bytes);
        return InstanceId.of(bytes);
    }

    ByteString next() {
        ByteBuffer id = ByteBuffer.allocate(Greeting.ID_BYTES)
                .putLong(count.incrementAndGet())
                .putLong(random.nextLong());
        return ByteString.copyFrom(id.flip());
    }
}
