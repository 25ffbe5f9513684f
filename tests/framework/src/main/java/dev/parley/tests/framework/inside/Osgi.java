package dev.parley.tests.framework.inside;

import dev.parley.api.peer.Subscription;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.util.tracker.ServiceTracker;

/** The framework that the tests run in. */
final class Osgi {
    /** Generous: nothing here is about speed. */
    static final long LIMIT_S = 60;

    private static final String OURS = "dev.parley.";
    private static final String TESTS = "dev.parley.tests.";

    private static final Map<Class<?>, ServiceTracker<?, ?>> TRACKERS = new ConcurrentHashMap<>();

    private Osgi() {}

    static BundleContext context() {
        return FrameworkUtil.getBundle(Osgi.class).getBundleContext();
    }

    /** Every bundle of Parley's, by its place in the order of installation; these tests are none. */
    static List<Bundle> core() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith(OURS)
                        && !bundle.getSymbolicName().startsWith(TESTS))
                .toList();
    }

    static Bundle bundle(String shortName) {
        return core().stream()
                .filter(bundle -> shortName(bundle).equals(shortName))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no bundle " + shortName));
    }

    /** As its folder is called. */
    static String shortName(Bundle bundle) {
        return bundle.getSymbolicName().substring(OURS.length());
    }

    static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /**
     * Waits until there is such a service. It is kept for these tests, as what a bundle leases ends when it lets the service go;
     * whoever restarts something asks again.
     */
    static <S> S service(Class<S> type) {
        try {
            Object found =
                    TRACKERS.computeIfAbsent(type, Osgi::tracker).waitForService(TimeUnit.SECONDS.toMillis(LIMIT_S));
            if (found == null) {
                throw new AssertionError("no " + type.getSimpleName() + " came within " + LIMIT_S + " s");
            }
            return type.cast(found);
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    private static ServiceTracker<?, ?> tracker(Class<?> type) {
        ServiceTracker<?, ?> tracker = new ServiceTracker<>(context(), type, null);
        tracker.open();
        return tracker;
    }

    /** Takes the bundle's revision away, class loader and all, and gives it a fresh one, as an update by its author does. */
    static void renew(Bundle bundle) throws BundleException {
        bundle.update();
        CountDownLatch refreshed = new CountDownLatch(1);
        context()
                .getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), done -> refreshed.countDown());
        try {
            if (!refreshed.await(LIMIT_S, TimeUnit.SECONDS)) {
                throw new AssertionError(bundle + " was not refreshed within " + LIMIT_S + " s");
            }
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    /** Whether nobody else would be refreshed with it. */
    static boolean standsAlone(Bundle bundle) {
        Collection<Bundle> touched =
                context().getBundle(0).adapt(FrameworkWiring.class).getDependencyClosure(List.of(bundle));
        return touched.size() == 1;
    }

    /** What it completes with, within the limit. */
    static <V> V get(String what, CompletionStage<V> stage) {
        try {
            return stage.toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(what + " failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not within " + LIMIT_S + " s: " + what, e);
        } catch (InterruptedException e) {
            throw stopped(e);
        }
    }

    /** Waits for what a listener is told; {@code subscribe} adds it and lets it complete the future. */
    static <V> V told(String what, Function<CompletableFuture<V>, Subscription> subscribe) {
        CompletableFuture<V> told = new CompletableFuture<>();
        Subscription subscription = subscribe.apply(told);
        try {
            return get(what, told);
        } finally {
            subscription.close();
        }
    }

    private static AssertionError stopped(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssertionError("the test was stopped", e);
    }
}
