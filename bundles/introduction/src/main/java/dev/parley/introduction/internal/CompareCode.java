package dev.parley.introduction.internal;

import dev.parley.api.contacts.ContactException;
import dev.parley.api.peer.PeerName;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one side of a comparison shows for the other to read, by a camera or copied by hand: whose screen it is, whom that one compares with, and the
 * exchange. In capitals and digits, which make a QR code small; capitals do not count when it is read. Pure.
 *
 * @param shower whose screen shows it
 * @param reader whom it is for
 * @param exchange the beginning of what both sides hashed, in hexadecimal
 */
record CompareCode(PeerName shower, PeerName reader, String exchange) {
    /** Of the transcript's hash: whoever wants another exchange with the same ones hashes 2 to the power of 128 times. */
    static final int EXCHANGE_BYTES = 16;

    private static final String HEAD = "PARLEY-VERIFY-1";
    private static final Pattern FORM = Pattern.compile(HEAD + ":([^:]{52}):([^:]{52}):([0-9A-F]{32})");

    static CompareCode of(PeerName shower, PeerName reader, byte[] digest) {
        return new CompareCode(shower, reader, HexFormat.of().withUpperCase().formatHex(digest, 0, EXCHANGE_BYTES));
    }

    /**
     * Holds what was read from the other one's screen against this side's own code.
     *
     * @param own empty while there is none
     * @param other what the other one is called
     * @return false when the other screen names other keys: then somebody is in between
     * @throws ContactException.BadCode when it is no code of this comparison, but nothing speaks for somebody in between: with the right
     *     keys on both screens there is nobody, for links prove keys, so another exchange is an old screen
     */
    static boolean belongs(String text, Optional<CompareCode> own, String other) {
        CompareCode read = parse(text);
        CompareCode ours = own.orElseThrow(() -> new ContactException.BadCode(
                "There is nothing to hold this code against yet. Read it once there are words on both screens."));
        if (read.equals(ours)) {
            throw new ContactException.BadCode("This is the code of your own screen. Read the one on " + other + "'s.");
        }
        boolean same = read.shower.equals(ours.reader) && read.reader.equals(ours.shower);
        if (same && !read.exchange.equals(ours.exchange)) {
            throw new ContactException.BadCode(
                    "This code belongs to another comparison of you two. Read the newest one on " + other
                            + "'s screen.");
        }
        return same;
    }

    String text() {
        return (HEAD + ":" + shower + ":" + reader + ":" + exchange).toUpperCase(Locale.ROOT);
    }

    /** @throws ContactException.BadCode when it is none; spaces and line ends, as they come with copying, do not matter */
    static CompareCode parse(String text) {
        Matcher form = FORM.matcher(text.replaceAll("\\s", "").toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            throw none(null);
        }
        try {
            return new CompareCode(name(form.group(1)), name(form.group(2)), form.group(3));
        } catch (IllegalArgumentException e) {
            throw none(e);
        }
    }

    private static PeerName name(String capitals) {
        return PeerName.parse(capitals.toLowerCase(Locale.ROOT));
    }

    private static ContactException.BadCode none(Throwable cause) {
        return new ContactException.BadCode(
                "This is no code of a comparison, or not all of it: it begins with " + HEAD
                        + ". Read it from the other one's screen again.",
                cause);
    }
}
