package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.presence.internal.proto.Offer;
import dev.parley.presence.internal.proto.OfferedApplication;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OfferTest {
    private static final InstanceId INSTANCE = InstanceId.of(new byte[InstanceId.BYTES]);
    private static final String DATA = "what the application keeps to itself";

    @Test
    void row24_anOfferSaysWhatAnApplicationIsAndNotWhereItLies() {
        PeerApplication chat = new PeerApplication(
                ApplicationId.parse("6d0f3a52-8f0e-4a7b-9c35-2f6f1c1d7e10"),
                "Chat",
                "1.0",
                "Text for two",
                ByteBuffer.wrap(DATA.getBytes(StandardCharsets.UTF_8)),
                PeerScope.ALL);
        Offer offer = CardFormat.offer(INSTANCE, List.of(chat));
        assertEquals("Chat", offer.getApplications(0).getName());
        assertEquals(
                List.of("id", "name", "version", "description"),
                OfferedApplication.getDescriptor().getFields().stream()
                        .map(FieldDescriptor::getName)
                        .collect(Collectors.toList()));
        String bytes = offer.toByteString().toString(StandardCharsets.ISO_8859_1);
        assertFalse(bytes.contains(DATA));
        assertEquals(ByteString.EMPTY, offer.getUnknownFields().toByteString());
    }
}
