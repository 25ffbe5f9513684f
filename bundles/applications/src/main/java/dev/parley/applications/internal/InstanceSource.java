package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationInstance;
import java.util.Optional;

/** Makes instances of one application. Called on the executors of sessions. */
interface InstanceSource {
    /** Whose bundle it is. */
    long bundle();

    /** A new one; empty when its bundle is gone or its constructor failed. */
    Optional<ApplicationInstance> make();

    /** Lets one go. Idempotent. */
    void release(ApplicationInstance instance);
}
