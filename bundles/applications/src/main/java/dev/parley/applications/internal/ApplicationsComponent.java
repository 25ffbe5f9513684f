package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationEvent;
import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.Applications;
import dev.parley.api.application.Audience;
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
import dev.parley.spi.store.FileLayer;
import dev.parley.spi.store.RecordStore;
import dev.parley.wire.event.EventSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry of applications, and launching them. */
@Component(
        service = {Applications.class, Launcher.class, OfferSource.class},
        configurationPid = "dev.parley.applications")
@Designate(ocd = ApplicationsComponent.Config.class)
public final class ApplicationsComponent implements Applications, Launcher, OfferSource {
    private static final Logger LOG = LoggerFactory.getLogger(ApplicationsComponent.class);
    /** How long a change for the worse must last before it is told: others see each change within a second. */
    static final long SETTLE_MS = 300;
    /** How long instances may take to hand over, or their sessions to close; then it goes on without them. */
    static final long PATIENCE_MS = 1_000;

    private static final String ID = PeerApplicationComponent.PREFIX_ + "id";

    private final BundleContext context;
    private final Deployer deployer;
    private final ScheduledExecutorService executor;
    private final ScheduledExecutorService deploying;
    private final EventSource<ApplicationEvent> events;
    private final Catalog catalog = new Catalog(Deployer.LOCATION); // guarded by itself
    private final Launches launches = new Launches();
    private final Starting starting;
    private final Shown shown = new Shown(choices -> tell(() -> loaded(choices)), this::later);
    private volatile boolean stopping;
    private final BundleTracker<Bundle> bundles;
    private final ServiceTracker<ApplicationInstance, ApplicationId> components;

    /** The configuration. */
    @ObjectClassDefinition(name = "Parley: applications")
    public @interface Config {
        /** The home folder. */
        @AttributeDefinition(
                name = "Home",
                description =
                        "The folder of the person's data, where deployed jars are kept; empty: the framework keeps them")
        String home() default "";
    }

    /** Looks at the bundles there are, and follows them. */
    @Activate
    public ApplicationsComponent(
            BundleContext context, Config config, @Reference Execution execution, @Reference FileLayer files) {
        this(
                context,
                execution,
                new Library(
                        files,
                        config.home().isEmpty()
                                ? Optional.empty()
                                : Optional.of(Path.of(config.home()).toAbsolutePath())));
    }

    ApplicationsComponent(BundleContext context, Execution execution, Library library) {
        this.context = context;
        this.starting = new Starting(context);
        this.deployer = new Deployer(context, library);
        if (Shown.isStoreInstalled(context.getBundles())) {
            catalog.awaitChoices();
        }
        this.executor = execution.serial("applications");
        this.deploying = execution.serial("deploy");
        this.events = new EventSource<>(executor);
        this.bundles = new BundleTracker<>(context, Bundle.ACTIVE | Bundle.STARTING, null) {
            @Override
            public Bundle addingBundle(Bundle bundle, BundleEvent event) {
                List<Found> found = Found.in(bundle);
                if (found.isEmpty() || Trial.isTrial(bundle)) {
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
        execute(deploying, () -> deployer.missing().forEach(this::deployAgain));
    }

    /** From an earlier start. */
    private void deployAgain(JarHead head) {
        try {
            deployer.check(head);
            deployer.deploy(head);
        } catch (RuntimeException e) {
            LOG.warn("{} was deployed, and is not there now: {}", head.symbolicName(), e.getMessage(), e);
        }
    }

    /** Where choices are kept. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStore(RecordStore store) {
        shown.bind(store);
    }

    void unbindStore(RecordStore store) {
        shown.unbind(store);
    }

    @Deactivate
    void stop() {
        stopping = true;
        starting.stop();
        launches.dismissAll();
        components.close();
        bundles.close();
        deploying.shutdown();
        executor.shutdown();
    }

    private ApplicationId came(ServiceReference<ApplicationInstance> reference) {
        Object id = reference.getProperty(ID);
        try {
            ApplicationId application = ApplicationId.parse(String.valueOf(id));
            tell(() -> catalog.component(application, Optional.of(kind(reference))));
            execute(executor, () -> launches.resume(this::source));
            return application;
        } catch (IllegalArgumentException e) {
            LOG.warn("{} is no application: it lacks @PeerApplicationComponent, or its id is wrong", reference, e);
            return null;
        }
    }

    private static Catalog.Component kind(ServiceReference<ApplicationInstance> reference) {
        return Constants.SCOPE_PROTOTYPE.equals(reference.getProperty(Constants.SERVICE_SCOPE))
                ? Catalog.Component.PROTOTYPE
                : Catalog.Component.MADE_ONCE;
    }

    private void went(ServiceReference<ApplicationInstance> reference, ApplicationId application) {
        tell(() ->
                catalog.component(application, reference(application, reference).map(ApplicationsComponent::kind)));
        if (stopping) {
            return;
        }
        CompletableFuture<Void> handedOver =
                launches.vacate(reference.getBundle().getBundleId(), application);
        try { // the instances are deactivated when this returns, so they are given a moment before
            handedOver.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("instances of {} hand over only after their component is gone", application, e);
        }
    }

    private Optional<InstanceSource> source(ApplicationId application) {
        return reference(application, null)
                .filter(reference -> find(application).isPresent())
                .map(reference -> new ComponentSource(
                        context, reference, reference.getBundle().getBundleId()));
    }

    /** Asks the registry: the tracker knows a service only after it has told that it came. */
    private Optional<ServiceReference<ApplicationInstance>> reference(
            ApplicationId application, ServiceReference<ApplicationInstance> but) {
        try {
            return context.getServiceReferences(ApplicationInstance.class, "(" + ID + "=" + application + ")").stream()
                    .filter(each -> !each.equals(but) && each.getBundle() != null)
                    .max(Comparator.comparing(
                            (ServiceReference<ApplicationInstance> each) -> Deployer.isDeployed(each.getBundle())));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("an id has no character that a filter would mind", e);
        } catch (IllegalStateException gone) {
            LOG.trace("this bundle has stopped", gone);
            return Optional.empty();
        }
    }

    @Override
    public Optional<PeerApplication> find(ApplicationId application) {
        synchronized (catalog) {
            return catalog.find(application).map(Found::application);
        }
    }

    @Override
    public CompletionStage<Launch> launch(ApplicationId application, LaunchInfo info, Session session) {
        return starting.over().thenCompose(over -> launchNow(application, info, session));
    }

    private CompletionStage<Launch> launchNow(ApplicationId application, LaunchInfo info, Session session) {
        Optional<PeerApplication> found = find(application);
        Optional<InstanceSource> source = source(application);
        return found.isPresent() && source.isPresent()
                ? launches.launch(application, found.get().name(), source.get(), info, session)
                : CompletableFuture.failedFuture(new ApplicationException(missing(application)));
    }

    private String missing(ApplicationId application) {
        return installed().stream()
                .filter(each -> each.application().id().equals(application))
                .findFirst()
                .map(each -> each.application().name() + " cannot be launched here. "
                        + each.problem().orElse("It is just being changed; try again."))
                .orElse("No application " + application + " is installed here. Deploy the bundle that has it.");
    }

    @Override
    public List<PeerApplication> offered(PeerScope audience) {
        synchronized (catalog) {
            return catalog.offered(audience);
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
        CompletableFuture<List<InstalledApplication>> result = new CompletableFuture<>();
        step(result, () -> {
            JarHead head = JarHead.read(jar);
            requireNew(deployer.check(head), head);
            CompletableFuture<Void> handedOver = deployer.there(head)
                    .map(old -> launches.vacate(old.getBundleId()))
                    .orElseGet(() -> CompletableFuture.completedFuture(null));
            patiently(handedOver, result, () -> {
                String bundle = Found.name(deployer.deploy(head));
                tell(catalog::settle);
                deployer.keep(head);
                result.complete(installed().stream()
                        .filter(each -> each.bundle().equals(bundle))
                        .toList());
            });
        });
        return result;
    }

    @Override
    public CompletionStage<Void> undeploy(ApplicationId application) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        step(result, () -> {
            Bundle bundle;
            synchronized (catalog) {
                bundle = catalog.any(application).map(Found::bundle).orElseThrow(ApplicationsComponent::unknown);
            }
            patiently(launches.dismiss(bundle.getBundleId()), result, () -> {
                deployer.uninstall(bundle);
                tell(catalog::settle);
                deployer.forget(bundle);
                result.complete(null);
            });
        });
        return result;
    }

    private static ApplicationException unknown() {
        return new ApplicationException.Unknown(
                "There is no such application here. The command apps lists those there are.");
    }

    /** The distribution's may be replaced by one that is deployed, but not that by another. */
    private void requireNew(Set<ApplicationId> applications, JarHead head) {
        Optional<Found> other;
        synchronized (catalog) {
            other = catalog.deployedElsewhere(applications, head.symbolicName());
        }
        other.ifPresent(there -> {
            throw new ApplicationException.Exists(JarHead.shown(head.jar()) + " was not installed: its application "
                    + there.application().name() + " is there already, in " + Found.name(there.bundle())
                    + ". Undeploy that first, or give this one an id of its own.");
        });
    }

    @Override
    public CompletionStage<Boolean> show(ApplicationId application, Audience audience) {
        Optional<InstalledApplication> there = installed().stream()
                .filter(each -> each.application().id().equals(application))
                .findFirst();
        if (there.isEmpty()) {
            return CompletableFuture.failedStage(unknown());
        }
        Audience widest = Audience.widest(there.get().application().scope());
        if (!audience.isWithin(widest)) {
            return CompletableFuture.failedStage(new ApplicationException(
                    "The author of " + there.get().application().name() + " lets "
                            + widest.name().toLowerCase(Locale.ROOT)
                            + " see it, and no more. Choose that, or less."));
        }
        return shown.keep(application, audience).thenApply(onDisk -> {
            tell(() -> catalog.show(Map.of(application, audience)));
            return onDisk;
        });
    }

    private List<ApplicationEvent> loaded(Map<ApplicationId, Audience> choices) {
        return catalog.loaded(choices);
    }

    /** Goes on when something is done, or took too long. */
    private void patiently(CompletableFuture<Void> before, CompletableFuture<?> result, Runnable next) {
        CompletableFuture<Void> either = new CompletableFuture<>();
        var limit = deploying.schedule(() -> either.complete(null), PATIENCE_MS, TimeUnit.MILLISECONDS);
        var unusedFirst = before.whenComplete((done, failure) -> {
            limit.cancel(false);
            either.complete(null);
        });
        var unusedThen = either.thenRun(() -> step(result, next));
    }

    /** Part of a change, where it may block; what it throws ends the change. */
    private void step(CompletableFuture<?> result, Runnable step) {
        boolean runs = execute(deploying, () -> {
            try {
                step.run();
            } catch (ApplicationException e) {
                result.completeExceptionally(e);
            } catch (RuntimeException | LinkageError e) {
                result.completeExceptionally(new ApplicationException(
                        "The change of an application failed (" + e.getMessage() + "). See the log, and try again.",
                        e));
            }
        });
        if (!runs) {
            result.completeExceptionally(new ApplicationException("Parley is stopping; nothing was changed."));
        }
    }

    /** Changes are told in the order in which they were made. */
    private void tell(Supplier<List<ApplicationEvent>> change) {
        synchronized (catalog) {
            change.get().forEach(events::emit);
            if (!catalog.isSettled()) {
                settleLater();
            }
        }
    }

    private void later(Duration after, Runnable task) {
        var unused = executor.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void settleLater() {
        try {
            var unused = executor.schedule(() -> tell(catalog::settle), SETTLE_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("nobody is told any more", stopped);
        }
    }

    private static boolean execute(ScheduledExecutorService where, Runnable task) {
        try {
            where.execute(task);
            return true;
        } catch (RejectedExecutionException stopped) {
            LOG.trace("this part has stopped", stopped);
            return false;
        }
    }
}
