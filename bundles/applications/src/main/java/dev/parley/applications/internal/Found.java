package dev.parley.applications.internal;

import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application that a bundle's manifest tells of; no class of the bundle is loaded for it.
 *
 * @param bundle whose
 * @param application as advertised
 */
record Found(Bundle bundle, PeerApplication application) {
    private static final Logger LOG = LoggerFactory.getLogger(Found.class);

    /** All in a bundle; one that is malformed is named in the log and left out. */
    static List<Found> in(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return List.of();
        }
        List<Found> all = new ArrayList<>();
        for (BundleCapability capability : revision.getDeclaredCapabilities(PeerApplicationComponent.NAMESPACE)) {
            try {
                all.add(new Found(bundle, read(bundle, capability.getAttributes())));
            } catch (IllegalArgumentException | IOException e) {
                LOG.warn("an application of {} is left out: {}", name(bundle), e.getMessage());
            }
        }
        return all;
    }

    private static PeerApplication read(Bundle bundle, Map<String, Object> attributes) throws IOException {
        return new PeerApplication(
                ApplicationId.parse(text(attributes, "id", "")),
                Text.label(text(attributes, "name", "")),
                Text.label(text(attributes, "version", "0")),
                Text.label(text(attributes, "description", "")),
                data(bundle, text(attributes, "data", "")),
                PeerScope.valueOf(text(attributes, "scope", PeerScope.ALL.name())));
    }

    private static String text(Map<String, Object> attributes, String name, String otherwise) {
        Object value = attributes.get(name);
        return value == null ? otherwise : value.toString();
    }

    private static ByteBuffer data(Bundle bundle, String path) throws IOException {
        if (path.isEmpty()) {
            return Bytes.NONE;
        }
        URL entry = bundle.getEntry(path);
        if (entry == null) {
            throw new IllegalArgumentException("its data " + path + " is not in the bundle");
        }
        try (InputStream in = entry.openStream()) {
            return ByteBuffer.wrap(in.readNBytes(PeerApplication.DATA_BYTES + 1));
        }
    }

    /** For people: symbolic name and version. */
    static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
