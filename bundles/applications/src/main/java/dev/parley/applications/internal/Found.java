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
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application that a bundle's manifest tells of; no class of the bundle is loaded for it.
 *
 * @param bundle whose
 * @param application as advertised
 * @param type the class that bears the annotation, as the manifest says: a label
 * @param problem what is wrong with its data, and what to do
 */
record Found(Bundle bundle, PeerApplication application, String type, Optional<String> problem) {
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
                all.add(read(bundle, capability.getAttributes()));
            } catch (IllegalArgumentException | IllegalStateException e) {
                LOG.warn("an application of {} is left out: {}", name(bundle), e.getMessage());
            }
        }
        return all;
    }

    /**
     * Reads one application.
     *
     * @param attributes of its capability
     * @throws IllegalArgumentException in words for its author, when the attributes name no application
     */
    static Found read(Bundle bundle, Map<String, Object> attributes) {
        ByteBuffer data = Bytes.NONE;
        Optional<String> problem = Optional.empty();
        try {
            data = data(bundle, text(attributes, "data", ""));
        } catch (IOException e) {
            problem = Optional.of(e.getMessage());
        }
        PeerApplication application = new PeerApplication(
                ApplicationId.parse(text(attributes, "id", "")),
                Text.label(text(attributes, "name", "")),
                Text.label(version(attributes)),
                Text.label(text(attributes, "description", "")),
                data,
                scope(text(attributes, "scope", PeerScope.ALL.name())));
        return new Found(bundle, application, Text.label(text(attributes, "class", "")), problem);
    }

    /** The manifest pads {@code 1.0} to {@code 1.0.0}; people are shown it as it was written. */
    private static String version(Map<String, Object> attributes) {
        return attributes.get("version") instanceof Version version
                        && version.getMicro() == 0
                        && version.getQualifier().isEmpty()
                ? version.getMajor() + "." + version.getMinor()
                : text(attributes, "version", "0");
    }

    private static PeerScope scope(String name) {
        for (PeerScope scope : PeerScope.values()) {
            if (scope.name().equals(name)) {
                return scope;
            }
        }
        throw new IllegalArgumentException(
                "its scope \"" + Text.label(name) + "\" is none of NONE, NEAR_ME, INTERNET and ALL");
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
            throw new IOException("Its data " + Text.label(path) + " are not in the bundle; put the file there.");
        }
        byte[] bytes;
        try (InputStream in = entry.openStream()) {
            bytes = in.readNBytes(PeerApplication.DATA_BYTES + 1);
        } catch (IOException e) {
            throw new IOException("Its data " + Text.label(path) + " cannot be read; build the bundle again.", e);
        }
        if (bytes.length > PeerApplication.DATA_BYTES) {
            throw new IOException("Its data " + Text.label(path) + " are longer than " + PeerApplication.DATA_BYTES
                    + " bytes, the most that can be advertised; shorten the file.");
        }
        return ByteBuffer.wrap(bytes);
    }

    /** For people: symbolic name and version. */
    static String name(Bundle bundle) {
        return Text.label(bundle.getSymbolicName() + " " + bundle.getVersion());
    }
}
