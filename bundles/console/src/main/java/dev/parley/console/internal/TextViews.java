package dev.parley.console.internal;

import dev.parley.api.peer.Text;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionId;
import dev.parley.api.view.TextView;
import dev.parley.api.view.ViewProvider;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Text views: lines on the display, and lines from {@code say}. */
@Component(service = {ViewProvider.class, TextViews.class})
public final class TextViews implements ViewProvider<TextView> {
    private final Display display;
    private final Map<SessionId, ConsoleTextView> open = new ConcurrentHashMap<>();

    /** @param display where lines go */
    @Activate
    public TextViews(@Reference Display display) {
        this.display = display;
    }

    @Override
    public Class<TextView> kind() {
        return TextView.class;
    }

    @Override
    public TextView open(Session session) {
        ConsoleTextView view = new ConsoleTextView(session, display, () -> open.remove(session.id()));
        open.put(session.id(), view);
        return view;
    }

    /**
     * Gives a line to a session's application.
     *
     * @return whether somebody there takes lines
     */
    boolean say(SessionId session, String text) {
        ConsoleTextView view = open.get(session);
        return view != null && view.say(Text.lines(text, TextView.LINE_CODE_POINTS));
    }
}
