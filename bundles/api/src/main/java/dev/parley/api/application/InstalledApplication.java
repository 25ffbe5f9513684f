package dev.parley.api.application;

import dev.parley.api.peer.PeerApplication;
import java.util.Optional;

/**
 * An application that is installed here.
 *
 * @param application what others see
 * @param bundle symbolic name and version of its bundle, for example {@code dev.parley.app.chat 1.0.0}
 * @param problem why it cannot be launched, and what to do; empty when it can
 * @param shownTo who may see that it is installed here
 * @param chosen whether the person chose that; otherwise it is what its author's scope allows
 * @param deployed whether the person installed it, not the distribution; of two with one id it goes before
 */
public record InstalledApplication(
        PeerApplication application,
        String bundle,
        Optional<String> problem,
        Audience shownTo,
        boolean chosen,
        boolean deployed) {
    /** One of the distribution, about which the person chose nothing. */
    public InstalledApplication(PeerApplication application, String bundle, Optional<String> problem) {
        this(application, bundle, problem, Audience.widest(application.scope()), false, false);
    }
}
