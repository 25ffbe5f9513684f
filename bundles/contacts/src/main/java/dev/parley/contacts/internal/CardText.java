package dev.parley.contacts.internal;

import dev.parley.api.contacts.ContactException.BadCard;
import dev.parley.spi.identity.SignedCard;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A card as text for a file or a mail: a line that says what it is, then the signed card in lines of base64. There is just one text for
 * a card, so that whatever was altered in it is noticed, also what would make no difference.
 */
final class CardText {
    private static final String BEGINNING = "Parley card, version ";
    private static final String HEADER = BEGINNING + "1\n";
    private static final int LINE = 64;
    /** Base64 takes four letters for three bytes, and a line end for each line. */
    private static final int MOST =
            HEADER.length() + SignedCard.BYTES / 3 * 4 + 4 + SignedCard.BYTES / 3 * 4 / LINE + 2;

    private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));

    private CardText() {}

    static String write(byte[] card) {
        return HEADER + ENCODER.encodeToString(card) + "\n";
    }

    /**
     * Line ends may have become those of another system on the way; nothing else may.
     *
     * @throws BadCard when it is no card's text; whether the card itself is good is for whoever reads it
     */
    static byte[] read(String text) {
        String plain = text.replace("\r\n", "\n");
        if (!plain.startsWith(HEADER)) {
            throw new BadCard(
                    plain.startsWith(BEGINNING)
                            ? "This card has a newer form than this Parley reads. Update Parley, then import it again."
                            : "This is no card of Parley: a card begins with the words \"" + HEADER.strip()
                                    + "\". Import the file as it was exported.");
        }
        if (plain.length() > MOST) {
            throw new BadCard("This card is too long to be one. Import the file as it was exported.");
        }
        byte[] card;
        try {
            card = Base64.getDecoder().decode(plain.substring(HEADER.length()).replace("\n", ""));
        } catch (IllegalArgumentException e) {
            throw altered(e);
        }
        if (!write(card).equals(plain)) {
            throw altered(null);
        }
        return card;
    }

    private static BadCard altered(Throwable cause) {
        return new BadCard(
                "This card was altered on the way. Ask for it again, and import the file as it was exported.", cause);
    }
}
