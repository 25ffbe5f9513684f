package dev.parley.tests.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A card as the text that can be imported. */
public final class CardText {
    /** Of the names of files with cards. */
    public static final String ENDING = ".parley";

    private static final String HEADER = "Parley card, version 1\n";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private CardText() {}

    public static String of(byte[] card) {
        return HEADER + LINES.encodeToString(card) + "\n";
    }
}
