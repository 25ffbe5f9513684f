package dev.parley.tests.bench.peer;

import dev.parley.api.peer.Bytes;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.SignedCard;
import dev.parley.tests.bench.load.CardText;
import dev.parley.wire.envelope.SignedRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cards of people who do not exist: good signatures by keys that nobody keeps, and the device of the peer here, for nobody dials them.
 * As texts that can be imported.
 */
final class MadeUpCards {
    private static final String DOMAIN = "parley.card";
    private static final int NAME_TAG = 0x0a; // field 1 of the body, which comes first; a length below 128 is one byte
    private static final int SHORT = 128;

    private final Signatures signatures;
    private final Identity identity;
    private int count;

    MadeUpCards(Signatures signatures, Identity identity) {
        this.signatures = signatures;
        this.identity = identity;
    }

    /** Names are numbered: {@code Somebody 00000} is the first. */
    static String name(int number) {
        return String.format("Somebody %05d", number);
    }

    String next() {
        return CardText.of(seal(name(count++)));
    }

    /** Bytes of one of them. */
    int bytes() {
        return seal(name(0)).length;
    }

    private byte[] seal(String name) {
        byte[] ours = SignedRecord.unchecked(DOMAIN, Bytes.array(identity.card().encoded()), SignedCard.BYTES)
                .payload();
        if (ours[0] != NAME_TAG || ours[1] < 0 || name.length() >= SHORT) {
            throw new IllegalStateException("the name of the card here cannot be replaced");
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(NAME_TAG);
        body.write(name.length());
        body.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(Arrays.copyOfRange(ours, 2 + ours[1], ours.length));
        return SignedRecord.seal(signatures.ephemeral(), DOMAIN, 1, body.toByteArray());
    }
}
