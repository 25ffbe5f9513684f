package dev.parley.presence.internal;

import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.store.RecordStore;
import java.util.Arrays;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;

/** Looks for a bundle that says it keeps contacts, and one that says it has a store, without which there are none. */
final class InstalledKeeper implements Decisions.Keeper {
    private static final String SERVICE = "osgi.service"; // OSGi Compendium 135.4
    private static final int RUNNING = Bundle.STARTING | Bundle.ACTIVE;

    private final BundleContext context;

    InstalledKeeper(BundleContext context) {
        this.context = context;
    }

    @Override
    public boolean isInstalled() {
        return offering(ContactBook.class).findAny().isPresent()
                && offering(RecordStore.class).findAny().isPresent();
    }

    @Override
    public boolean isRunning() {
        return isRunning(ContactBook.class) && isRunning(RecordStore.class);
    }

    private boolean isRunning(Class<?> service) {
        return offering(service).anyMatch(bundle -> (bundle.getState() & RUNNING) != 0);
    }

    private Stream<Bundle> offering(Class<?> service) {
        return Arrays.stream(context.getBundles()).filter(bundle -> offers(bundle, service.getName()));
    }

    private static boolean offers(Bundle bundle, String service) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null // not while it is uninstalled
                && revision.getDeclaredCapabilities(SERVICE).stream().anyMatch(capability -> String.valueOf(
                                capability.getAttributes().get("objectClass"))
                        .contains(service));
    }
}
