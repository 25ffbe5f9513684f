package dev.parley.tests.framework.app;

import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.session.Session;

/** Cannot be launched. */
public final class Clumsy implements ApplicationInstance {
    @Override
    public void launched(LaunchInfo launch, Session session) {
        throw new IllegalStateException("the board fell off the wall");
    }
}
