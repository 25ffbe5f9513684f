package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationInstance;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Instances of a prototype component. */
final class ComponentSource implements InstanceSource {
    private static final Logger LOG = LoggerFactory.getLogger(ComponentSource.class);

    private final BundleContext context;
    private final ServiceReference<ApplicationInstance> component;
    private final long bundle;
    private ServiceObjects<ApplicationInstance> objects; // on the session's executor

    ComponentSource(BundleContext context, ServiceReference<ApplicationInstance> component, long bundle) {
        this.context = context;
        this.component = component;
        this.bundle = bundle;
    }

    @Override
    public long bundle() {
        return bundle;
    }

    @Override
    public Optional<ApplicationInstance> make() {
        objects = context.getServiceObjects(component);
        return objects == null ? Optional.empty() : Optional.ofNullable(objects.getService());
    }

    @Override
    public void release(ApplicationInstance instance) {
        try {
            objects.ungetService(instance);
        } catch (IllegalStateException | IllegalArgumentException gone) {
            LOG.trace("the framework has let {} go already", instance, gone);
        }
    }
}
