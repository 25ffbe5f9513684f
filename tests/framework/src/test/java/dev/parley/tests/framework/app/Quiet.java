package dev.parley.tests.framework.app;

import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.session.Session;

/** Is launched, and says nothing. */
public final class Quiet implements ApplicationInstance {
    @Override
    public void launched(LaunchInfo launch, Session session) {
        // content to be there
    }
}
