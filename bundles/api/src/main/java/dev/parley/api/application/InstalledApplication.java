package dev.parley.api.application;

import dev.parley.api.peer.PeerApplication;
import java.util.Optional;

/**
 * An application that is installed here.
 *
 * @param application what others see
 * @param bundle symbolic name and version of its bundle, for example {@code dev.parley.app.chat 1.0.0}
 * @param problem why it cannot be launched, and what to do; empty when it can
 */
public record InstalledApplication(PeerApplication application, String bundle, Optional<String> problem) {}
