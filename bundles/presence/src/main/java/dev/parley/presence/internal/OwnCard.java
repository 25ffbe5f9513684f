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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this endpoint tells of itself, to each audience, signed when it changes and not when it is told. Changes on one serial executor;
 * messages may be read anywhere.
 */
final class OwnCard {
    private static final Logger LOG = LoggerFactory.getLogger(OwnCard.class);

    private final Identity identity;
    private final InstanceId instance;
    private final Map<Audience, List<PeerApplication>> offered = new EnumMap<>(Audience.class);
    private final Map<Audience, List<ShownObject>> shown = new EnumMap<>(Audience.class);
    private final Map<String, Long> sequences =
            new HashMap<>(); // by domain: one audience does not see how often another is told
    private PresenceInfo presence = PresenceInfo.ONLINE;
    private String endpointName;
    private volatile CardMessage near;
    private Optional<CardMessage> contacts =
            Optional.empty(); // until somebody watches: signing it costs time at the start

    /** @param endpointName a label */
    OwnCard(Identity identity, InstanceId instance, String endpointName) {
        this.identity = identity;
        this.instance = instance;
        this.endpointName = endpointName;
        for (Audience audience : Audience.values()) {
            offered.put(audience, List.of());
            shown.put(audience, List.of());
        }
        near = CardMessage.newBuilder()
                .setCard(card())
                .setOffer(sealedOffer(Audience.NEAR_ME))
                .setPresence(sealedPresence())
                .setRevision(1)
                .build();
    }

    /** Everything for those near, as it is now. */
    CardMessage message() {
        return near;
    }

    /** The same without what is kept from somebody: status, name of the endpoint, objects. */
    CardMessage withheld() {
        return near.toBuilder().clearPresence().clearObjects().build();
    }

    /** Everything for contacts who watch. The revision means nothing to them. On the executor. */
    CardMessage contacts() {
        CardMessage now = contacts.orElseGet(() -> near.toBuilder()
                .clearRevision()
                .setOffer(sealedOffer(Audience.CONTACTS))
                .setObjects(sealedObjects(Audience.CONTACTS))
                .build());
        contacts = Optional.of(now);
        return now;
    }

    long revision() {
        return near.getRevision();
    }

    /** @return whether it is another card than before */
    boolean refreshCard() {
        ByteString card = card();
        if (card.equals(near.getCard())) {
            return false;
        }
        contacts = contacts.map(there -> there.toBuilder().setCard(card).build());
        return next(near.toBuilder().setCard(card));
    }

    /** @return whether that changed anything that is told */
    boolean offer(Audience audience, List<PeerApplication> applications) {
        if (applications.equals(offered.get(audience))) {
            return false;
        }
        offered.put(audience, List.copyOf(applications));
        return audience == Audience.NEAR_ME
                ? next(near.toBuilder().setOffer(sealedOffer(audience)))
                : another(there -> there.setOffer(sealedOffer(audience)));
    }

    /** @return whether that changed anything that is told */
    boolean show(Audience audience, List<ShownObject> objects) {
        if (objects.equals(shown.get(audience))) {
            return false;
        }
        shown.put(audience, List.copyOf(objects));
        return audience == Audience.NEAR_ME
                ? next(near.toBuilder().setObjects(sealedObjects(audience)))
                : another(there -> there.setObjects(sealedObjects(audience)));
    }

    /** @return whether status or name are others than before */
    boolean present(PresenceInfo info, String name) {
        if (info.equals(presence) && name.equals(endpointName)) {
            return false;
        }
        presence = info;
        endpointName = name;
        ByteString sealed = sealedPresence();
        contacts = contacts.map(there -> there.toBuilder().setPresence(sealed).build());
        return next(near.toBuilder().setPresence(sealed));
    }

    /** Changes what contacts are told, if any are. */
    private boolean another(UnaryOperator<CardMessage.Builder> change) {
        contacts = contacts.map(there -> change.apply(there.toBuilder()).build());
        return contacts.isPresent();
    }

    private boolean next(CardMessage.Builder changed) {
        near = changed.setRevision(near.getRevision() + 1).build();
        return true;
    }

    private ByteString card() {
        return ByteString.copyFrom(Bytes.array(identity.card().encoded()));
    }

    private ByteString sealedOffer(Audience audience) {
        Offer offer = CardFormat.offer(instance, offered.get(audience));
        if (offer.getOmitted() > 0) {
            LOG.warn("{} applications do not fit into what is told to others; remove some", offer.getOmitted());
        }
        return seal(audience.offers(), offer.toByteArray());
    }

    private ByteString sealedPresence() {
        return seal(
                Audience.PRESENCE_DOMAIN,
                CardFormat.presence(instance, presence, endpointName).toByteArray());
    }

    private ByteString sealedObjects(Audience audience) {
        return seal(
                audience.objects(),
                ObjectFormat.list(instance, shown.get(audience)).toByteArray());
    }

    private ByteString seal(String domain, byte[] payload) {
        long sequence = sequences.merge(domain, 1L, Long::sum);
        return ByteString.copyFrom(SignedRecord.seal(identity.signer(), domain, sequence, payload));
    }
}
