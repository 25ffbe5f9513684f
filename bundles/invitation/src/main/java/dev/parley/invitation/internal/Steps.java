package dev.parley.invitation.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.api.session.SessionId;
import dev.parley.invitation.internal.proto.Offer;
import dev.parley.invitation.internal.proto.Step;
import dev.parley.invitation.internal.proto.StepKind;
import dev.parley.spi.link.ProtocolId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** Makes and reads the messages of {@code invite.proto}. Pure. */
final class Steps {
    /** What is spoken. */
    static final ProtocolId PROTOCOL = new ProtocolId("parley.invite", 1);

    /** The most bytes in a message: the data, a message of 255 code points, and room for fields to come. */
    static final int BYTES = 20_480;

    private static final Duration LONGEST = InvitationRequest.LONGEST_DEADLINE_FOR_CONTACTS;
    private static final long MILLIS = 1_000_000;

    private Steps() {}

    /** A step without content. */
    static Step of(InvitationId id, StepKind kind) {
        return start(id, kind).build();
    }

    /** With {@code REFUSED} or {@code FAILED}. */
    static Step because(InvitationId id, StepKind kind, String detail) {
        return start(id, kind).setDetail(Text.label(detail)).build();
    }

    /** @param version of what is here, although it cannot be launched; empty when nothing is */
    static Step notInstalled(InvitationId id, Optional<String> version) {
        return start(id, StepKind.NOT_INSTALLED)
                .setVersion(Text.label(version.orElse("")))
                .build();
    }

    /** @param remainingNanos rounded up to a millisecond, so that the invited side never expires before the inviter */
    static Step offer(InvitationId id, SessionId session, InvitationRequest request, long remainingNanos) {
        long millis = Math.max(1, (remainingNanos + MILLIS - 1) / MILLIS);
        return start(id, StepKind.OFFER)
                .setOffer(Offer.newBuilder()
                        .setSession(Uuids.bytes(session.value()))
                        .setApplication(Uuids.bytes(request.application().value()))
                        .setMessage(request.message())
                        .setData(ByteString.copyFrom(request.data().duplicate()))
                        .setRemainingMs(millis))
                .build();
    }

    /**
     * Checks a step.
     *
     * @return empty for a kind of a later version
     * @throws ProtocolException naming what is wrong
     */
    static Optional<Heard> read(Step step) {
        InvitationId id = new InvitationId(Uuids.read("an invitation", step.getInvitation()));
        StepKind kind = step.getKind();
        if (kind == StepKind.UNRECOGNIZED || kind == StepKind.STEP_UNSPECIFIED) {
            return Optional.empty();
        }
        Optional<Offered> offer = kind == StepKind.OFFER ? Optional.of(read(step.getOffer())) : Optional.empty();
        String text = kind == StepKind.NOT_INSTALLED ? step.getVersion() : step.getDetail();
        return Optional.of(new Heard(id, kind, offer, label("the reason", text)));
    }

    private static Offered read(Offer offer) {
        ApplicationId application = Uuids.application(offer.getApplication());
        if (offer.getData().size() > PeerApplication.DATA_BYTES) {
            throw new ProtocolException("an invitation brings "
                    + offer.getData().size() + " bytes; at most " + PeerApplication.DATA_BYTES + " are taken.");
        }
        long millis = offer.getRemainingMs();
        if (millis < 1 || millis > LONGEST.toMillis()) {
            throw new ProtocolException(
                    "the deadline of an invitation does not lie within " + LONGEST.toDays() + " days.");
        }
        return new Offered(
                new SessionId(Uuids.read("a session", offer.getSession())),
                application,
                label("the message of an invitation", offer.getMessage()),
                ByteBuffer.wrap(offer.getData().toByteArray()).asReadOnlyBuffer(),
                Duration.ofMillis(millis));
    }

    /** Too long is a violation; what cannot be shown is replaced. */
    private static String label(String what, String text) {
        if (text.codePointCount(0, text.length()) > Text.LABEL_CODE_POINTS) {
            throw new ProtocolException(
                    what + " is longer than " + Text.LABEL_CODE_POINTS + " characters; it is not taken.");
        }
        return Text.label(text);
    }

    private static Step.Builder start(InvitationId id, StepKind kind) {
        return Step.newBuilder().setInvitation(Uuids.bytes(id.value())).setKind(kind);
    }
}
