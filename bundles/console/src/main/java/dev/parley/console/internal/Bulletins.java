package dev.parley.console.internal;

import dev.parley.api.peer.Text;
import dev.parley.api.view.Bulletin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lines of applications that belong to no session, on the display. */
@Component(service = Bulletin.class)
public final class Bulletins implements Bulletin {
    private final Display display;

    /** @param display where lines go */
    @Activate
    public Bulletins(@Reference Display display) {
        this.display = display;
    }

    @Override
    public void show(String line) {
        String safe = Text.label(line);
        display.show(safe);
        display.tell("bulletin", Describe.ordered("line", safe));
    }
}
