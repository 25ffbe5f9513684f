package dev.parley.introduction.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.contacts.ContactRequestId;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Text;
import dev.parley.introduction.internal.proto.KeptRequest;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/** What is kept of contact requests, and read again. Pure. */
final class RequestRecords {
    static final String TABLE = "requests";

    private static final String IN = "in";
    private static final String OUT = "out";

    private RequestRecords() {}

    /**
     * A request of an earlier start.
     *
     * @param name what the other one was called
     * @param endpoint which node of theirs was met last
     * @param unseen whether the person here is not told of it
     */
    record Kept(
            ContactRequestId id,
            PeerName peer,
            RequestStage stage,
            String message,
            String name,
            Optional<EndPointId> endpoint,
            boolean unseen) {
        boolean incoming() {
            return stage != RequestStage.ASKING;
        }
    }

    /** What is to be on disk of one: itself while it goes on, otherwise nothing. */
    static Change change(Kept request, boolean incoming) {
        String key = (incoming ? IN : OUT) + "/" + request.peer + "/" + request.id;
        Optional<KeptRequest.Stage> stage = stage(request.stage);
        if (stage.isEmpty()) {
            return new Change.Remove(key);
        }
        KeptRequest.Builder kept = KeptRequest.newBuilder()
                .setStage(stage.get())
                .setMessage(request.message)
                .setName(request.name)
                .setUnseen(request.unseen);
        request.endpoint.ifPresent(endpoint -> kept.setEndpoint(endpoint.text()));
        return new Change.Put(key, ByteBuffer.wrap(kept.build().toByteArray()));
    }

    /** Who is being written as a contact has to say yes, or hear it, once more: nobody knows how far that came. */
    private static Optional<KeptRequest.Stage> stage(RequestStage stage) {
        return switch (stage) {
            case ASKING, KEEPING_ASKED -> Optional.of(KeptRequest.Stage.ASKING);
            case ASKED, KEEPING_ASKER -> Optional.of(KeptRequest.Stage.ASKED);
            case SAYING_YES -> Optional.of(KeptRequest.Stage.SAYING_YES);
            case SAYING_NO -> Optional.of(KeptRequest.Stage.SAYING_NO);
            case GOT_YES, GOT_NO, TAKEN_BACK, TURNED_AWAY, SAID_YES, SAID_NO, WITHDRAWN -> Optional.empty();
        };
    }

    /** @throws IllegalArgumentException when it is not understood */
    static Kept read(StoredRecord record) {
        String[] key = record.key().split("/");
        try {
            KeptRequest kept = KeptRequest.parseFrom(record.value());
            RequestStage stage =
                    switch (kept.getStage()) {
                        case ASKING -> RequestStage.ASKING;
                        case ASKED -> RequestStage.ASKED;
                        case SAYING_YES -> RequestStage.SAYING_YES;
                        case SAYING_NO -> RequestStage.SAYING_NO;
                        case STAGE_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalArgumentException("no stage");
                    };
            if (key.length != 3 || !key[0].equals(stage == RequestStage.ASKING ? OUT : IN)) {
                throw new IllegalArgumentException("the key and the stage do not fit");
            }
            return new Kept(
                    new ContactRequestId(UUID.fromString(key[2])),
                    PeerName.parse(key[1]),
                    stage,
                    Text.requireLabel("a message", kept.getMessage()),
                    Text.requireLabel("a name", kept.getName()),
                    kept.getEndpoint().isEmpty() ? Optional.empty() : Optional.of(new EndPointId(kept.getEndpoint())),
                    kept.getUnseen());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("no request", e);
        }
    }
}
