package dev.parley.api.view;

import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Member;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Lines of text, in and out. The view escapes what it shows, so an application passes on what it got. Any thread.
 */
@ProviderType
public interface TextView {
    /** The most code points in a line that {@link #onLine} tells. */
    int LINE_CODE_POINTS = 16_384;

    /** Shows what somebody said. */
    void print(Member from, String text);

    /** Shows a line of the application itself. */
    void notice(String text);

    /** Tells lines that the person here wrote, on the session's executor. */
    Subscription onLine(Consumer<String> listener);
}
