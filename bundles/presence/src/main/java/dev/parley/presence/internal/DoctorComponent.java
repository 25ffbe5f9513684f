package dev.parley.presence.internal;

import dev.parley.api.diagnostics.Doctor;
import dev.parley.api.diagnostics.Finding;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says how watching is, and the clock. */
@Component
public final class DoctorComponent implements Doctor {
    private final PresenceCore core;

    /** @param presence the core */
    @Activate
    public DoctorComponent(@Reference PresenceComponent presence) {
        core = presence.core();
    }

    @Override
    public CompletionStage<List<Finding>> examine() {
        return core.examine();
    }
}
