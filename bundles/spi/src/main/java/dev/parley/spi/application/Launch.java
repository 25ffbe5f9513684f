package dev.parley.spi.application;

import org.osgi.annotation.versioning.ProviderType;

/** A running instance. Any thread, never blocks. */
@ProviderType
public interface Launch {
    /**
     * Runs once when the instance ended by itself: its bundle was uninstalled or stopped and no new version took over within
     * 10 s. Never after the session closed.
     */
    void onGone(Runnable listener);
}
