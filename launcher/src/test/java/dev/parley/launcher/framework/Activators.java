package dev.parley.launcher.framework;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** What the bundles of a test do when they start. */
public final class Activators {
    private Activators() {}

    /** Cannot start. */
    public static final class Throwing implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            throw new IllegalStateException("the moon is full");
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Starts, and finds that it cannot work. */
    public static final class Failing implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            context.registerService(
                    Throwable.class,
                    new IllegalStateException("no keys"),
                    FrameworkUtil.asDictionary(
                            java.util.Map.of("parley.start.failure", "Your keys are readable by others.")));
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Ends the framework, as the console does. */
    public static final class Ending implements BundleActivator {
        @Override
        public void start(BundleContext context) throws Exception {
            System.setProperty("parley.exit.status", "7");
            context.getBundle(0).stop();
        }

        @Override
        public void stop(BundleContext context) {}
    }

    /** Says when it runs and when it stops. */
    public static final class Announcing implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            System.out.println("started");
        }

        @Override
        public void stop(BundleContext context) {
            System.out.println("stopped");
        }
    }

    /** Does not stop before it is told to. */
    public static final class Stubborn implements BundleActivator {
        @Override
        public void start(BundleContext context) {}

        @Override
        public void stop(BundleContext context) throws InterruptedException {
            new java.util.concurrent.Semaphore(0).tryAcquire(20, java.util.concurrent.TimeUnit.SECONDS);
        }
    }
}
