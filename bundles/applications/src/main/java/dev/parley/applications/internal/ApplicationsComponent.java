package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationEvent;
import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.Applications;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Session;
import dev.parley.spi.application.Launch;
import dev.parley.spi.application.Launcher;
import dev.parley.spi.card.OfferSource;
import dev.parley.spi.execution.Execution;
import dev.parley.wire.event.EventSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry of applications, and launching them. */
@Component(service = {Applications.class, Launcher.class, OfferSource.class})
public final class ApplicationsComponent implements Applications, Launcher, OfferSource {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationsComponent.class);
    private static final long NEXT_VERSION_S = 10;
    private static final String ID = PeerApplicationComponent.PREFIX_ + "id";

    private final BundleContext context;
    private final Deployer deployer;
    private final ScheduledExecutorService executor;
    private final EventSource<ApplicationEvent> events;
    private final Catalog catalog = new Catalog(Deployer.LOCATION); // guarded by itself
    private final Set<Running> running = ConcurrentHashMap.newKeySet();
    private final BundleTracker<Bundle> bundles;
    private final ServiceTracker<ApplicationInstance, ApplicationId> components;

    /** Looks at the bundles there are, and follows them. */
    @Activate
    public ApplicationsComponent(BundleContext context, @Reference Execution execution) {
        this.context = context;
        this.deployer = new Deployer(context);
        this.executor = execution.serial("applications");
        this.events = new EventSource<>(executor);
        this.bundles = new BundleTracker<>(context, Bundle.ACTIVE | Bundle.STARTING, null) {
            @Override
            public Bundle addingBundle(Bundle bundle, BundleEvent event) {
                List<Found> found = Found.in(bundle);
                if (found.isEmpty()) {
                    return null;
                }
                tell(() -> catalog.add(bundle, found));
                return bundle;
            }

            @Override
            public void removedBundle(Bundle bundle, BundleEvent event, Bundle tracked) {
                tell(() -> catalog.remove(bundle));
            }
        };
        this.components = new ServiceTracker<>(context, ApplicationInstance.class, null) {
            @Override
            public ApplicationId addingService(ServiceReference<ApplicationInstance> reference) {
                return came(reference);
            }

            @Override
            public void removedService(ServiceReference<ApplicationInstance> reference, ApplicationId application) {
                went(reference, application);
            }
        };
        bundles.open();
        components.open();
    }

    @Deactivate
    void stop() {
        components.close();
        bundles.close();
        executor.shutdown();
    }

    private ApplicationId came(ServiceReference<ApplicationInstance> reference) {
        Object id = reference.getProperty(ID);
        try {
            ApplicationId application = ApplicationId.parse(String.valueOf(id));
            tell(() -> catalog.component(application, true));
            return application;
        } catch (IllegalArgumentException e) {
            LOG.warn("{} is no application: it lacks @PeerApplicationComponent, or its id is wrong", reference, e);
            return null;
        }
    }

    private void went(ServiceReference<ApplicationInstance> reference, ApplicationId application) {
        tell(() ->
                catalog.component(application, reference(application, reference).isPresent()));
        running.stream().filter(each -> each.isFrom(reference)).toList().forEach(each -> {
            ByteBuffer kept = each.takeAway();
            relaunch(each, kept, NEXT_VERSION_S);
        });
    }

    /** Looks each second for a new version. */
    private void relaunch(Running each, ByteBuffer kept, long secondsLeft) {
        Optional<ServiceReference<ApplicationInstance>> next = reference(each.application(), null);
        if (next.isPresent()) {
            var unused = each.begin(next.get(), context.getServiceObjects(next.get()), Optional.of(kept))
                    .exceptionally(failure -> {
                        each.gone();
                        return null;
                    });
        } else if (secondsLeft == 0) {
            running.remove(each);
            each.gone();
        } else {
            try {
                var unused = executor.schedule(() -> relaunch(each, kept, secondsLeft - 1), 1, TimeUnit.SECONDS);
            } catch (RejectedExecutionException stopped) {
                each.gone();
            }
        }
    }

    private Optional<ServiceReference<ApplicationInstance>> reference(
            ApplicationId application, ServiceReference<ApplicationInstance> but) {
        ServiceReference<ApplicationInstance>[] all = components.getServiceReferences();
        return all == null
                ? Optional.empty()
                : List.of(all).stream()
                        .filter(each -> !each.equals(but)
                                && each.getBundle() != null
                                && application.toString().equals(each.getProperty(ID)))
                        .max(Comparator.comparing((ServiceReference<ApplicationInstance> each) ->
                                each.getBundle().getLocation().startsWith(Deployer.LOCATION)));
    }

    @Override
    public Optional<PeerApplication> find(ApplicationId application) {
        synchronized (catalog) {
            return catalog.find(application).map(Found::application);
        }
    }

    @Override
    public CompletionStage<Launch> launch(ApplicationId application, LaunchInfo info, Session session) {
        Optional<ServiceReference<ApplicationInstance>> reference = reference(application, null);
        if (reference.isEmpty()) {
            return CompletableFuture.failedFuture(new ApplicationException(
                    "The application " + session.application().name() + " is not installed here any more."));
        }
        Running[] self = new Running[1];
        Running launched = new Running(application, info, session, () -> running.remove(self[0]));
        self[0] = launched;
        running.add(launched);
        return launched.begin(reference.get(), context.getServiceObjects(reference.get()), Optional.empty())
                .handle((done, failure) -> {
                    if (failure != null) {
                        running.remove(launched);
                        throw failure instanceof ApplicationException typed
                                ? typed
                                : new ApplicationException(
                                        "The application could not begin. The log has more.", failure);
                    }
                    return (Launch) launched;
                });
    }

    @Override
    public List<PeerApplication> offered(PeerScope audience) {
        synchronized (catalog) {
            return catalog.offered(audience).stream().map(Found::application).toList();
        }
    }

    @Override
    public Subscription onChange(Runnable listener) {
        return events.add(event -> listener.run());
    }

    @Override
    public List<InstalledApplication> installed() {
        synchronized (catalog) {
            return catalog.now();
        }
    }

    @Override
    public Subscription onChange(Consumer<ApplicationEvent> listener) {
        return events.add(listener, () -> installed().stream()
                .map(each -> (ApplicationEvent) new ApplicationEvent.Installed(each))
                .toList());
    }

    @Override
    public CompletionStage<List<InstalledApplication>> deploy(Path jar) {
        return CompletableFuture.supplyAsync(
                () -> {
                    String bundle = Found.name(deployer.deploy(jar));
                    return installed().stream()
                            .filter(each -> each.bundle().equals(bundle))
                            .toList();
                },
                executor);
    }

    @Override
    public CompletionStage<Void> undeploy(ApplicationId application) {
        return CompletableFuture.runAsync(
                () -> {
                    Bundle bundle;
                    synchronized (catalog) {
                        bundle = catalog.find(application)
                                .map(Found::bundle)
                                .orElseThrow(() -> new ApplicationException(
                                        "There is no such application here. The command apps lists those there are."));
                    }
                    try {
                        bundle.uninstall();
                    } catch (BundleException e) {
                        throw new ApplicationException(Found.name(bundle) + " could not be removed.", e);
                    }
                },
                executor);
    }

    /** Changes are told in the order in which they were made. */
    private void tell(Supplier<List<ApplicationEvent>> change) {
        synchronized (catalog) {
            change.get().forEach(events::emit);
        }
    }
}
