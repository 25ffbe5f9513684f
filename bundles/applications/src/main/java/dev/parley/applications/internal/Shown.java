package dev.parley.applications.internal;

import dev.parley.api.application.Audience;
import dev.parley.api.peer.ApplicationId;
import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.StoredRecord;
import dev.parley.wire.store.KeptRecords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may see which application, by the person's choice: kept in the table {@code apps} when there is a store. Any thread. */
final class Shown {
    static final String TABLE = "apps";

    private static final Logger LOG = LoggerFactory.getLogger(Shown.class);
    private static final String SERVICE = "osgi.service"; // OSGi Compendium 135.4

    private final KeptRecords records;
    private final Consumer<Map<ApplicationId, Audience>> found;

    /**
     * @param found told the choices of earlier starts, on the store's thread
     * @param later for trying again what the disk did not take
     */
    Shown(Consumer<Map<ApplicationId, Audience>> found, KeptRecords.Later later) {
        this.found = found;
        this.records = new KeptRecords(TABLE, this::loaded, later);
    }

    /** Whether a bundle is there that says it has a store: then it is worth waiting for, and the safe side is to show nothing before. */
    static boolean isStoreInstalled(Bundle... bundles) {
        return Arrays.stream(bundles)
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(Objects::nonNull)
                .flatMap(revision -> revision.getDeclaredCapabilities(SERVICE).stream())
                .anyMatch(
                        capability -> String.valueOf(capability.getAttributes().get("objectClass"))
                                .contains(RecordStore.class.getName()));
    }

    void bind(RecordStore store) {
        records.bind(store);
    }

    void unbind(RecordStore store) {
        records.unbind(store);
    }

    /** @return whether it is on disk; fails with what kept the disk from taking it */
    CompletionStage<Boolean> keep(ApplicationId application, Audience audience) {
        return records.put(application.toString(), StandardCharsets.US_ASCII.encode(audience.name()));
    }

    /** @return empty when it is no choice, perhaps one of a later version */
    static Optional<Map.Entry<ApplicationId, Audience>> read(StoredRecord stored) {
        String name =
                StandardCharsets.US_ASCII.decode(stored.value().duplicate()).toString();
        try {
            ApplicationId application = ApplicationId.parse(stored.key());
            return Arrays.stream(Audience.values())
                    .filter(audience -> audience.name().equals(name))
                    .findFirst()
                    .map(audience -> Map.entry(application, audience));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }

    private void loaded(List<StoredRecord> all) {
        Map<ApplicationId, Audience> choices = new HashMap<>();
        for (StoredRecord stored : all) {
            read(stored)
                    .ifPresentOrElse(
                            choice -> choices.put(choice.getKey(), choice.getValue()),
                            () -> LOG.warn(
                                    "who may see the application {} is not understood; it is left as it is",
                                    stored.key()));
        }
        found.accept(choices);
    }
}
