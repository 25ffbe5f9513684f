package dev.parley.presence.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.presence.internal.proto.Offer;
import dev.parley.presence.internal.proto.OfferedApplication;
import dev.parley.presence.internal.proto.Presence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What goes into the records of {@code card.proto}, and out of them. Pure. */
final class CardFormat {
    static final int MESSAGE_BYTES = 47_104;
    static final int OFFER_BYTES = 16_384;
    static final int PRESENCE_BYTES = 3_072;
    static final int APPLICATIONS = 64;

    /** What the envelope around an offer may need: two keys' worth of signature, a number, field headers. */
    private static final int ENVELOPE_BYTES = 256;

    private static final int UUID_BYTES = 16;

    private CardFormat() {}

    /** What an endpoint shows of itself, beside its card: a label, and the status. */
    record Shown(String endpointName, PresenceInfo presence) {}

    /** As many of the applications as fit, in their order. */
    static Offer offer(InstanceId instance, List<PeerApplication> applications) {
        Offer.Builder offer = Offer.newBuilder().setInstance(ByteString.copyFrom(instance.bytes()));
        int room = OFFER_BYTES - ENVELOPE_BYTES;
        for (PeerApplication application : applications) {
            OfferedApplication entry = entry(application);
            int size = entry.getSerializedSize() + 4;
            if (offer.getApplicationsCount() == APPLICATIONS || size > room) {
                break;
            }
            room -= size;
            offer.addApplications(entry);
        }
        return offer.setOmitted(applications.size() - offer.getApplicationsCount())
                .build();
    }

    private static OfferedApplication entry(PeerApplication application) {
        UUID id = application.id().value();
        byte[] bytes = ByteBuffer.allocate(UUID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return OfferedApplication.newBuilder()
                .setId(ByteString.copyFrom(bytes))
                .setName(application.name())
                .setVersion(application.version())
                .setDescription(application.description())
                .build();
    }

    static Presence presence(InstanceId instance, PresenceInfo info, String endpointName) {
        return Presence.newBuilder()
                .setInstance(ByteString.copyFrom(instance.bytes()))
                .setStatusValue(info.status().number())
                .setText(info.text())
                .setEndpointName(endpointName)
                .build();
    }

    /**
     * @param scope of the applications: who offers them does not tell how far else they reach
     * @throws ProtocolException malformed, of another start, too many, one twice, or one without id or name
     */
    static List<PeerApplication> readOffer(byte[] payload, InstanceId instance, PeerScope scope) {
        try {
            Offer offer = Offer.parseFrom(payload);
            requireInstance("an offer", offer.getInstance(), instance);
            if (offer.getApplicationsCount() > APPLICATIONS) {
                throw new ProtocolException("an offer has " + offer.getApplicationsCount() + " applications; at most "
                        + APPLICATIONS + " are taken.");
            }
            List<PeerApplication> applications = new ArrayList<>(offer.getApplicationsCount());
            Set<ApplicationId> seen = new HashSet<>();
            for (OfferedApplication entry : offer.getApplicationsList()) {
                PeerApplication application = read(entry, scope);
                if (!seen.add(application.id())) {
                    throw new ProtocolException("an offer has the application " + application.id() + " twice.");
                }
                applications.add(application);
            }
            return applications;
        } catch (InvalidProtocolBufferException e) {
            throw new ProtocolException("an offer is malformed.", e);
        }
    }

    private static PeerApplication read(OfferedApplication entry, PeerScope scope) {
        if (entry.getId().size() != UUID_BYTES) {
            throw new ProtocolException("an application in an offer has an id of "
                    + entry.getId().size() + " bytes instead of " + UUID_BYTES + ".");
        }
        ByteBuffer id = entry.getId().asReadOnlyByteBuffer();
        try {
            return new PeerApplication(
                    new ApplicationId(new UUID(id.getLong(), id.getLong())),
                    Text.label(entry.getName()),
                    Text.label(entry.getVersion()),
                    Text.label(entry.getDescription()),
                    Bytes.NONE,
                    scope);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("an application in an offer cannot be: " + e.getMessage(), e);
        }
    }

    /** @throws ProtocolException malformed, or of another start */
    static Shown readPresence(byte[] payload, InstanceId instance) {
        try {
            Presence presence = Presence.parseFrom(payload);
            requireInstance("a presence", presence.getInstance(), instance);
            PresenceStatus[] statuses = PresenceStatus.values();
            int number = presence.getStatusValue();
            PresenceStatus status = number >= 0 && number < statuses.length ? statuses[number] : PresenceStatus.ONLINE;
            return new Shown(
                    Text.label(presence.getEndpointName()), new PresenceInfo(status, Text.label(presence.getText())));
        } catch (InvalidProtocolBufferException e) {
            throw new ProtocolException("a presence is malformed.", e);
        }
    }

    static void requireInstance(String what, ByteString told, InstanceId instance) {
        if (!told.equals(ByteString.copyFrom(instance.bytes()))) {
            throw new ProtocolException(what + " was signed in another start than the one that is linked.");
        }
    }
}
