package dev.parley.discovery.beacon.internal;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.InstanceId;
import dev.parley.spi.contact.Recognition;
import dev.parley.spi.identity.RemoteIdentity;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The tags of beacons: ours, and whose the others' are. Whoever makes and recognises them may be away. Any thread. */
final class Tags {
    /** How long one of ours lives. */
    static final Duration LIFE = Duration.ofMinutes(10);

    /** How often to look again at one that nobody is known by: perhaps its owner has become known. */
    static final Duration AGAIN = Duration.ofMinutes(1);

    private static final int MOST = 1024;

    private final LongSupplier nanos;
    private final Recent<InstanceId, Looked> looked = new Recent<>(MOST); // guarded by this, as all else
    private Optional<Recognition> recognition = Optional.empty();
    private Optional<byte[]> own = Optional.empty();
    private long made;

    /** What came of looking at a tag. */
    private record Looked(ByteBuffer tag, Optional<RemoteIdentity> who, long at) {}

    Tags(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Who makes and recognises tags from now on; nobody when empty. What was made and seen before counts no more. */
    synchronized void use(Optional<Recognition> now) {
        recognition = now;
        renew();
    }

    /** Whether it is this one now. */
    synchronized boolean uses(Recognition service) {
        return recognition.filter(now -> now == service).isPresent();
    }

    /** What was made and seen before counts no more. */
    synchronized void renew() {
        own = Optional.empty();
        looked.clear();
    }

    /**
     * Our tag.
     *
     * @param signingKey of our beacons
     */
    synchronized Optional<byte[]> own(byte[] signingKey) {
        long now = nanos.getAsLong();
        if (own.isEmpty() || now - made >= LIFE.toNanos()) {
            own = recognition.map(there -> there.tag(signingKey));
            made = now;
        }
        return own;
    }

    /** Whose tag a beacon has, when it is a contact's. A tag is looked at once, for it costs a little for each contact. */
    synchronized Optional<RemoteIdentity> whose(BeaconCodec.Claim claim) {
        if (recognition.isEmpty() || claim.beacon().tag().isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer tag = claim.beacon().tag().get();
        long now = nanos.getAsLong();
        Looked before = looked.get(claim.beacon().instance());
        if (before != null
                && before.tag().equals(tag)
                && (before.who().isPresent() || now - before.at() < AGAIN.toNanos())) {
            return before.who();
        }
        Optional<RemoteIdentity> who = recognition.get().recognise(claim.key(), Bytes.array(tag));
        looked.put(claim.beacon().instance(), new Looked(tag, who, now));
        return who;
    }
}
