package dev.parley.introduction.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.contacts.ContactRequestId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.introduction.internal.proto.ContactKind;
import dev.parley.introduction.internal.proto.ContactStep;
import dev.parley.spi.link.ProtocolId;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes and reads the messages of {@code contact.proto}. Pure. */
final class ContactSteps {
    /** What is spoken. */
    static final ProtocolId PROTOCOL = new ProtocolId("parley.contact", 1);

    /** A message of 255 code points, and room for fields to come. */
    static final Line.Format<ContactStep> FORMAT = new Line.Format<>(ContactStep.parser(), 4_096);

    private static final int UUID_BYTES = 16;

    private ContactSteps() {}

    /**
     * A step of the other side, checked.
     *
     * @param text a label: the message of {@code ASK}, the detail of {@code TURNED_AWAY}
     */
    record Heard(ContactRequestId id, RequestEvent event, String text) {}

    static ContactRequestId newId(RandomGenerator random) {
        long most = random.nextLong();
        long least = random.nextLong();
        // version 4: RFC 9562, section 5.4
        return new ContactRequestId(new UUID(most & ~0xf000L | 0x4000L, least & ~(3L << 62) | 1L << 63));
    }

    static ContactStep of(ContactRequestId id, ContactKind kind) {
        return start(id, kind).build();
    }

    static ContactStep ask(ContactRequestId id, String message) {
        return start(id, ContactKind.ASK).setMessage(message).build();
    }

    static ContactStep turnedAway(ContactRequestId id, String why) {
        return start(id, ContactKind.TURNED_AWAY).setDetail(Text.label(why)).build();
    }

    private static ContactStep.Builder start(ContactRequestId id, ContactKind kind) {
        ByteBuffer bytes = ByteBuffer.allocate(UUID_BYTES)
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits());
        return ContactStep.newBuilder().setKind(kind).setRequest(ByteString.copyFrom(bytes.flip()));
    }

    /**
     * Checks a step.
     *
     * @return empty for a kind of a later version
     * @throws ProtocolException naming what is wrong
     */
    static Optional<Heard> read(ContactStep step) {
        if (step.getRequest().size() != UUID_BYTES) {
            throw new ProtocolException(
                    "the id of a contact request has " + step.getRequest().size() + " bytes, not " + UUID_BYTES + ".");
        }
        ByteBuffer bytes = step.getRequest().asReadOnlyByteBuffer();
        ContactRequestId id = new ContactRequestId(new UUID(bytes.getLong(), bytes.getLong()));
        return event(step.getKind()).map(event -> new Heard(id, event, label(text(step))));
    }

    private static String text(ContactStep step) {
        return step.getKind() == ContactKind.ASK ? step.getMessage() : step.getDetail();
    }

    private static Optional<RequestEvent> event(ContactKind kind) {
        return switch (kind) {
            case ASK -> Optional.of(RequestEvent.ASK);
            case RECEIVED -> Optional.of(RequestEvent.RECEIVED);
            case YES -> Optional.of(RequestEvent.THEIR_YES);
            case NO -> Optional.of(RequestEvent.THEIR_NO);
            case NOTED -> Optional.of(RequestEvent.NOTED);
            case WITHDRAW -> Optional.of(RequestEvent.THEIR_CANCEL);
            case TURNED_AWAY -> Optional.of(RequestEvent.TURNED_AWAY);
            case CONTACT_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    /** Too long is a violation; what cannot be shown is replaced. */
    private static String label(String text) {
        if (text.codePointCount(0, text.length()) > Text.LABEL_CODE_POINTS) {
            throw new ProtocolException("the text of a contact request is longer than " + Text.LABEL_CODE_POINTS
                    + " characters; it is not taken.");
        }
        return Text.label(text);
    }
}
