package dev.parley.tests.framework.inside;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.HashSet;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** Class loaders that should become garbage, and the wait for that. */
final class Loaders {
    private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    private final Set<PhantomReference<ClassLoader>> waiting = new HashSet<>();

    /** The one that the bundle's classes come from now. */
    void add(Bundle bundle) {
        waiting.add(new PhantomReference<>(bundle.adapt(BundleWiring.class).getClassLoader(), collected));
    }

    /** Collects garbage and waits a moment for what that brings. @return how many are still reachable */
    int afterCollecting(long waitMs) throws InterruptedException {
        System.gc();
        for (var gone = collected.remove(waitMs); gone != null; gone = collected.poll()) {
            waiting.remove(gone);
        }
        return waiting.size();
    }
}
