package dev.parley.presence.internal;

import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.store.RecordStore;
import dev.parley.wire.service.LateServices;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
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

    @Override
    public Optional<String> failure() {
        try {
            ServiceReference<?>[] failures = context.getAllServiceReferences(null, "(" + LateServices.FAILURE + "=*)");
            return Stream.of(failures == null ? new ServiceReference<?>[0] : failures)
                    .filter(failure -> isOurs(failure.getBundle()))
                    .map(failure -> String.valueOf(failure.getProperty(LateServices.FAILURE)))
                    .findFirst();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a filter of letters and dots", e);
        }
    }

    private boolean isOurs(Bundle bundle) {
        return bundle != null // not when it was just taken back
                && (offers(bundle, ContactBook.class.getName()) || offers(bundle, RecordStore.class.getName()));
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
