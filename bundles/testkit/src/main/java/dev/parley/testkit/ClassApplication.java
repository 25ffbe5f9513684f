package dev.parley.testkit;

import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.api.peer.ApplicationId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.connect.ConnectContent;
import org.osgi.framework.connect.ConnectModule;

/**
 * An application as a bundle, made from its class: what the author's build would write into the manifest, read from the annotation.
 *
 * @param type the class with the annotation
 * @param maker makes an instance a launch
 */
record ClassApplication(
        Class<? extends ApplicationInstance> type,
        PeerApplicationComponent component,
        Supplier<? extends ApplicationInstance> maker)
        implements ConnectModule, ConnectContent {

    /** @throws IllegalArgumentException when the annotation is missing */
    static ClassApplication of(
            Class<? extends ApplicationInstance> type, Supplier<? extends ApplicationInstance> maker) {
        PeerApplicationComponent component = type.getAnnotation(PeerApplicationComponent.class);
        if (component == null) {
            throw new IllegalArgumentException(
                    type.getName() + " is no application: put @PeerApplicationComponent beside its @Component.");
        }
        return new ClassApplication(type, component, maker);
    }

    ApplicationId id() {
        return ApplicationId.parse(component.id());
    }

    String location() {
        return "class:" + type.getName();
    }

    /** Registers the component, until the bundle stops. */
    void register(BundleContext context) {
        Map<String, String> properties = Map.of(PeerApplicationComponent.PREFIX_ + "id", component.id());
        context.registerService(
                ApplicationInstance.class, new Instances(maker), FrameworkUtil.asDictionary(properties));
    }

    @Override
    public ConnectContent getContent() {
        return this;
    }

    @Override
    public Optional<Map<String, String>> getHeaders() {
        Map<String, String> headers = new HashMap<>();
        headers.put(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.put(Constants.BUNDLE_SYMBOLICNAME, type.getName());
        headers.put(Constants.BUNDLE_VERSION, component.version());
        headers.put(
                Constants.PROVIDE_CAPABILITY,
                PeerApplicationComponent.NAMESPACE
                        + attribute("class", type.getName())
                        + attribute("id", component.id())
                        + attribute("name", component.name())
                        + attribute("version:Version", component.version())
                        + attribute("description", component.description())
                        + attribute("scope", component.scope().name())
                        + attribute("data", component.data()));
        return Optional.of(headers);
    }

    private static String attribute(String name, String value) {
        return ";" + name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    @Override
    public Iterable<String> getEntries() {
        return List.of();
    }

    @Override
    public Optional<ConnectEntry> getEntry(String path) {
        return Optional.ofNullable(type.getResource("/" + path)).map(url -> new UrlEntry(path, url));
    }

    @Override
    public Optional<ClassLoader> getClassLoader() {
        return Optional.of(type.getClassLoader());
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    private record UrlEntry(String name, URL url) implements ConnectEntry {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public long getContentLength() {
            return -1;
        }

        @Override
        public long getLastModified() {
            return 0;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return url.openStream();
        }
    }

    private record Instances(Supplier<? extends ApplicationInstance> maker)
            implements PrototypeServiceFactory<ApplicationInstance> {
        @Override
        public ApplicationInstance getService(Bundle bundle, ServiceRegistration<ApplicationInstance> registration) {
            return maker.get();
        }

        @Override
        public void ungetService(
                Bundle bundle, ServiceRegistration<ApplicationInstance> registration, ApplicationInstance service) {}
    }
}
