package dev.parley.identity.internal;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.identity.Card;
import dev.parley.spi.identity.DeviceRecord;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.SignedCard;
import dev.parley.spi.store.FileLayer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The own card on disk. A card is shown to nobody before it is there, so that no number is used for two cards. Not thread-safe.
 */
final class CardFile {
    private static final Logger LOG = LoggerFactory.getLogger(CardFile.class);

    private final FileLayer files;
    private final Path path;
    private final KeyRing keys;
    private final Clock clock;
    private final PeerName me;
    private long number;

    CardFile(FileLayer files, Path path, KeyRing keys, Clock clock) {
        this.files = files;
        this.path = path;
        this.keys = keys;
        this.clock = clock;
        this.me = PeerName.of(keys.identity().publicKey());
    }

    /** The card of before, if it can be read. */
    Optional<SignedCard> load(Signatures signatures) {
        Optional<SignedCard> card;
        try {
            card = files.readPrivate(path, SignedCard.BYTES)
                    .map(bytes -> CardCodec.open(signatures, bytes))
                    .filter(found -> found.card().peer().equals(me));
        } catch (IOException | ProtocolException e) {
            LOG.warn("your card in {} cannot be used; a new one is made, with a name to be chosen anew", path, e);
            card = Optional.empty();
        }
        card.ifPresent(found -> number = found.card().number());
        return card;
    }

    /** The number of the card of before is lost; the time of day is higher than any count of changes. */
    void lostCount() {
        number = Math.max(number, clock.instant().getEpochSecond());
    }

    /** Makes the next card and puts it on disk. */
    SignedCard write(String displayName, DeviceRecord device) throws IOException {
        number++; // used up even if the disk refuses: nobody knows then what it kept
        Instant now = Instant.ofEpochMilli(clock.millis());
        SignedCard card = CardCodec.sign(keys.identity(), new Card(me, number, displayName, now, List.of(device)));
        files.writePrivate(path, Bytes.array(card.encoded()));
        return card;
    }
}
