package dev.parley.app.notice.internal;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.Text;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What somebody offers or wants, for people near to see until it expires.
 *
 * @param title a label, not empty
 * @param text more about it: up to {@value #TEXT_CODE_POINTS} code points, perhaps several lines, perhaps empty
 * @param picture PNG or JPEG, up to {@value #PICTURE_BYTES} bytes; from others it is a claim, and may be anything
 * @param expires by the author's clock
 */
record Notice(String title, String text, Optional<ByteBuffer> picture, Instant expires) {
    static final int TEXT_CODE_POINTS = 700;
    static final int PICTURE_BYTES = 10_240;

    /** The longest that one may be shown. */
    static final Duration LONGEST = Duration.ofDays(30);

    Notice {
        Text.requireLabel("the title of a notice", title);
        if (title.isBlank()) {
            throw new IllegalArgumentException("a notice needs a title");
        }
        if (!Text.lines(text, TEXT_CODE_POINTS).equals(text)) {
            throw new IllegalArgumentException("the text of a notice has at most " + TEXT_CODE_POINTS
                    + " characters, and none that cannot be shown; shorten it.");
        }
        picture = picture.map(bytes -> Bytes.copy("the picture of a notice", bytes, PICTURE_BYTES));
    }

    boolean isOver(Instant now) {
        return !now.isBefore(expires);
    }
}
