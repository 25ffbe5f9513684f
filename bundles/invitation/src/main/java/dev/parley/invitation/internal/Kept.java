package dev.parley.invitation.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.SessionId;
import dev.parley.invitation.internal.proto.WaitingInvitation;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * An invitation that waits for contacts, as it is on disk: see {@code waiting.proto}.
 *
 * @param id on both sides
 * @param session whoever accepts joins it
 * @param application as it was installed when the invitation was sent
 * @param request with the contacts that it still waits for
 * @param until when it expires
 */
record Kept(InvitationId id, SessionId session, PeerApplication application, InvitationRequest request, Instant until) {
    /** The table. */
    static final String TABLE = "waiting";

    static String key(InvitationId id) {
        return id.toString();
    }

    ByteBuffer value() {
        WaitingInvitation.Builder value = WaitingInvitation.newBuilder()
                .setSession(Uuids.bytes(session.value()))
                .setApplication(Uuids.bytes(application.id().value()))
                .setApplicationName(application.name())
                .setApplicationVersion(application.version())
                .setMessage(request.message())
                .setData(ByteString.copyFrom(request.data().duplicate()))
                .setDeadlineMs(Math.max(1, request.deadline().toMillis()))
                .setUntilMs(until.toEpochMilli());
        for (InvitationTarget target : request.to()) {
            value.addContacts(((InvitationTarget.Contact) target).peer().text());
        }
        return value.build().toByteString().asReadOnlyByteBuffer();
    }

    /** @throws IllegalArgumentException when it is no such record; says why */
    static Kept read(StoredRecord stored) {
        try {
            WaitingInvitation value = WaitingInvitation.parseFrom(stored.value().duplicate());
            InvitationId id = new InvitationId(UUID.fromString(stored.key()));
            if (!key(id).equals(stored.key())) {
                throw new IllegalArgumentException("its key is not a UUID in its usual form");
            }
            PeerApplication application = new PeerApplication(
                    Uuids.application(value.getApplication()),
                    value.getApplicationName(),
                    value.getApplicationVersion(),
                    "",
                    Bytes.NONE,
                    PeerScope.ALL);
            List<InvitationTarget> contacts = new ArrayList<>();
            value.getContactsList().forEach(text -> contacts.add(new InvitationTarget.Contact(PeerName.parse(text))));
            InvitationRequest request = new InvitationRequest(
                    application.id(),
                    contacts,
                    value.getMessage(),
                    ByteBuffer.wrap(value.getData().toByteArray()),
                    Duration.ofMillis(value.getDeadlineMs()));
            return new Kept(
                    id,
                    new SessionId(Uuids.read("a session", value.getSession())),
                    application,
                    request,
                    Instant.ofEpochMilli(value.getUntilMs()));
        } catch (InvalidProtocolBufferException | ProtocolException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Until it expires, never negative; a clock that was set back does not make it last longer than it was meant to. */
    Duration remaining(Instant now) {
        Duration left = Duration.between(now, until);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(request.deadline()) > 0 ? request.deadline() : left;
    }
}
