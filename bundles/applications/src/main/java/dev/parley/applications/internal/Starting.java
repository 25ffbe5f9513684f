package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/**
 * The start of the framework. Until that is over bundles come in any order, and an invitation that needs no answer may be accepted before
 * the user interface is there that its application needs. Any thread.
 */
final class Starting implements FrameworkListener {
    private final BundleContext context;
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    /** Of the framework of this context; it may have started long ago. */
    Starting(BundleContext context) {
        this.context = context;
        context.addFrameworkListener(this);
        if (context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() != Bundle.STARTING) {
            end();
        }
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            end();
        }
    }

    private void end() {
        context.removeFrameworkListener(this);
        over.complete(null);
    }

    /** Completes when it is over, perhaps at once; fails when this bundle stops before. */
    CompletionStage<Void> over() {
        return over.minimalCompletionStage();
    }

    /** Nobody need wait any more. */
    void stop() {
        context.removeFrameworkListener(this);
        over.completeExceptionally(new ApplicationException("Nothing is launched: Parley is stopping."));
    }
}
