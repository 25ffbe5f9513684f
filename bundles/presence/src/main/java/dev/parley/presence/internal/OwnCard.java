package dev.parley.presence.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.presence.internal.proto.CardMessage;
import dev.parley.presence.internal.proto.Offer;
import dev.parley.spi.identity.Identity;
import dev.parley.wire.envelope.SignedRecord;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this endpoint tells of itself, signed when it changes and not when it is told. Changes on one serial executor; the status and
 * the message may be read anywhere.
 */
final class OwnCard {
    private static final Logger LOG = LoggerFactory.getLogger(OwnCard.class);

    private final Identity identity;
    private final InstanceId instance;
    private List<PeerApplication> offered = List.of();
    private long offers;
    private long presences;
    private PresenceInfo presence = PresenceInfo.ONLINE;
    private volatile CardMessage message;

    OwnCard(Identity identity, InstanceId instance) {
        this.identity = identity;
        this.instance = instance;
        message = CardMessage.newBuilder()
                .setCard(card())
                .setOffer(sealedOffer())
                .setPresence(sealedPresence())
                .setRevision(1)
                .build();
    }

    /** Everything, as it is now. */
    CardMessage message() {
        return message;
    }

    long revision() {
        return message.getRevision();
    }

    /** @return whether it is another card than before */
    boolean refreshCard() {
        ByteString card = card();
        return !card.equals(message.getCard()) && next(message.toBuilder().setCard(card));
    }

    /** @return whether that changed anything that is told */
    boolean offer(List<PeerApplication> applications) {
        if (applications.equals(offered)) {
            return false;
        }
        offered = List.copyOf(applications);
        return next(message.toBuilder().setOffer(sealedOffer()));
    }

    /** @return whether it is another one than before */
    boolean present(PresenceInfo info) {
        if (info.equals(presence)) {
            return false;
        }
        presence = info;
        return next(message.toBuilder().setPresence(sealedPresence()));
    }

    private boolean next(CardMessage.Builder changed) {
        message = changed.setRevision(message.getRevision() + 1).build();
        return true;
    }

    private ByteString card() {
        return ByteString.copyFrom(Bytes.array(identity.card().encoded()));
    }

    private ByteString sealedOffer() {
        Offer offer = CardFormat.offer(instance, offered);
        if (offer.getOmitted() > 0) {
            LOG.warn("{} applications do not fit into what is told to others; remove some", offer.getOmitted());
        }
        return seal(CardFormat.OFFER_DOMAIN, ++offers, offer.toByteArray());
    }

    private ByteString sealedPresence() {
        return seal(
                CardFormat.PRESENCE_DOMAIN,
                ++presences,
                CardFormat.presence(instance, presence).toByteArray());
    }

    private ByteString seal(String domain, long sequence, byte[] payload) {
        return ByteString.copyFrom(SignedRecord.seal(identity.signer(), domain, sequence, payload));
    }
}
