package dev.parley.introduction.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.introduction.internal.proto.CompareKind;
import dev.parley.introduction.internal.proto.CompareStep;
import dev.parley.spi.link.ProtocolId;

/** Makes and reads the messages of {@code verify.proto}. Pure. */
final class CompareSteps {
    /** What is spoken. */
    static final ProtocolId PROTOCOL = new ProtocolId("parley.verify", 1);

    /** A reason of 255 code points, and room for fields to come. */
    static final Line.Format<CompareStep> FORMAT = new Line.Format<>(CompareStep.parser(), 1_536);

    private CompareSteps() {}

    static CompareStep of(CompareKind kind) {
        return CompareStep.newBuilder().setKind(kind).build();
    }

    static CompareStep commit(byte[] commitment) {
        return CompareStep.newBuilder()
                .setKind(CompareKind.COMMIT)
                .setCommitment(ByteString.copyFrom(commitment))
                .build();
    }

    static CompareStep reveal(byte[] nonce) {
        return CompareStep.newBuilder()
                .setKind(CompareKind.REVEAL)
                .setNonce(ByteString.copyFrom(nonce))
                .build();
    }

    static CompareStep refused(String why) {
        return CompareStep.newBuilder()
                .setKind(CompareKind.REFUSED)
                .setDetail(Text.label(why))
                .build();
    }

    /**
     * The reason of a refusal.
     *
     * @throws ProtocolException when it is too long
     */
    static String detail(String text) {
        if (text.codePointCount(0, text.length()) > Text.LABEL_CODE_POINTS) {
            throw new ProtocolException("a reason is longer than " + Text.LABEL_CODE_POINTS + " characters.");
        }
        return Text.label(text);
    }
}
