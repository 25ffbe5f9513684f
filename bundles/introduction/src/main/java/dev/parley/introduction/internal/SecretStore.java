package dev.parley.introduction.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.introduction.internal.HeldSecrets.Held;
import dev.parley.introduction.internal.proto.Handover;
import dev.parley.introduction.internal.proto.KeptSecret;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secrets on disk; the records are in {@code recognition.proto}. On the serial executor, where nothing else is said.
 */
final class SecretStore {
    static final String TABLE = "recognition";

    private static final Logger LOG = LoggerFactory.getLogger(SecretStore.class);
    private static final String SELF = "self";
    private static final String OF = "of/";
    private static final String GIVEN = "given/";

    private final Map<EndPointId, PeerName> kept = new HashMap<>();
    private final Map<EndPointId, Long> numbers = new HashMap<>(); // of the secrets kept
    private volatile Optional<RecordStore> records = Optional.empty();
    private volatile boolean ready;

    /** What an earlier start kept. */
    record Loaded(Optional<Secret> self, List<Held> held, Set<PeerName> given) {}

    /** Uses a store from now on. Any thread. */
    void use(RecordStore now, Consumer<Loaded> loaded) {
        records = Optional.of(now);
        ready = false;
        var unused = now.all(TABLE).whenComplete((all, failure) -> {
            if (failure != null) {
                LOG.warn("by what contacts know us cannot be read; nobody gets to know us by sight", failure);
            } else if (records.filter(still -> still == now).isPresent()) {
                Loaded read = read(all);
                ready = true;
                loaded.accept(read);
            }
        });
    }

    /** A store goes. Nothing is handed over without one, for it could not be taken back. Any thread. */
    void stop(RecordStore gone) {
        if (records.filter(now -> now == gone).isPresent()) {
            records = Optional.empty();
            ready = false;
        }
    }

    /** Whether there is a store, and it was read. Any thread. */
    boolean isReady() {
        return ready;
    }

    private static Loaded read(List<StoredRecord> all) {
        Optional<Secret> self = Optional.empty();
        List<Held> held = new ArrayList<>();
        Set<PeerName> given = new HashSet<>();
        for (StoredRecord record : all) {
            try {
                if (record.key().startsWith(GIVEN)) {
                    given.add(PeerName.parse(record.key().substring(GIVEN.length())));
                } else if (record.key().equals(SELF)) {
                    self = Optional.of(secret(KeptSecret.parseFrom(record.value())));
                } else if (record.key().startsWith(OF)) {
                    held.add(held(record));
                }
            } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
                LOG.warn("the record {} of {} cannot be read; it is left out", record.key(), TABLE, e);
            }
        }
        return new Loaded(self, held, given);
    }

    private static Held held(StoredRecord record) throws InvalidProtocolBufferException {
        KeptSecret kept = KeptSecret.parseFrom(record.value());
        return new Held(
                new RemoteIdentity(
                        PeerName.parse(kept.getPeer()),
                        new EndPointId(record.key().substring(OF.length()))),
                secret(kept));
    }

    private static Secret secret(KeptSecret kept) {
        if (kept.getSecret().size() != Secret.BYTES) {
            throw new IllegalArgumentException("a secret has " + Secret.BYTES + " bytes.");
        }
        return new Secret(kept.getSecret().toByteArray(), kept.getNumber());
    }

    /** @throws ProtocolException when it is none */
    static Secret read(Handover handover) {
        if (handover.getSecret().size() != Secret.BYTES || handover.getNumber() < 0) {
            throw new ProtocolException("what a contact is recognised by has " + Secret.BYTES + " bytes and a number.");
        }
        return new Secret(handover.getSecret().toByteArray(), handover.getNumber());
    }

    static Handover handover(Secret secret) {
        return Handover.newBuilder()
                .setSecret(ByteString.copyFrom(secret.bytes()))
                .setNumber(secret.number())
                .build();
    }

    /** Completes when it is on disk that a peer has our secret. */
    CompletionStage<Void> given(PeerName peer) {
        return records.map(there -> there.write(TABLE, List.of(new Change.Put(GIVEN + peer.text(), Bytes.NONE))))
                .orElseGet(() -> CompletableFuture.completedStage(null));
    }

    /** Our secret is another one now, and these do not have it. */
    void renewed(Secret self, Set<PeerName> without) {
        List<Change> changes = new ArrayList<>();
        changes.add(put(SELF, self, ""));
        without.forEach(peer -> changes.add(new Change.Remove(GIVEN + peer.text())));
        write(changes);
    }

    /** That is on disk already. */
    void isKept(Held theirs) {
        kept.put(theirs.who().endpoint(), theirs.who().peer());
        numbers.put(theirs.who().endpoint(), theirs.secret().number());
    }

    /** A contact's secret; nothing happens when it is kept already. */
    void keep(Held theirs) {
        boolean known = Long.valueOf(theirs.secret().number())
                .equals(numbers.get(theirs.who().endpoint()));
        if (known || !ready) {
            return;
        }
        isKept(theirs);
        write(List.of(put(
                OF + theirs.who().endpoint().text(),
                theirs.secret(),
                theirs.who().peer().text())));
    }

    /** These are no contacts any more. */
    void forgetAll(Predicate<PeerName> whom) {
        List<Change> changes = new ArrayList<>();
        kept.forEach((endpoint, whose) -> {
            if (whom.test(whose)) {
                changes.add(new Change.Remove(OF + endpoint.text()));
            }
        });
        kept.values().removeIf(whom);
        numbers.keySet().retainAll(kept.keySet());
        if (!changes.isEmpty()) {
            write(changes);
        }
    }

    private static Change put(String key, Secret secret, String peer) {
        byte[] value = KeptSecret.newBuilder()
                .setSecret(ByteString.copyFrom(secret.bytes()))
                .setNumber(secret.number())
                .setPeer(peer)
                .build()
                .toByteArray();
        return new Change.Put(key, ByteBuffer.wrap(value));
    }

    private void write(List<Change> changes) {
        records.ifPresent(there -> {
            var unused = there.write(TABLE, changes).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.warn(
                            "by what contacts are recognised cannot be kept; it is forgotten with this start", failure);
                }
            });
        });
    }
}
