package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationEvent;
import dev.parley.api.application.Audience;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;

/**
 * Which applications there are, and whether each can be launched: its manifest tells of it and its component is registered. Pure;
 * each method answers with the events. Guarded by its owner.
 *
 * <p>A change for the better is told at once; one for the worse by {@link #settle} only, when it has lasted, because a bundle that
 * is being updated and a framework that is starting pass through states that nobody needs to hear of.
 */
final class Catalog {
    private final Map<Long, List<Found>> found = new LinkedHashMap<>();
    private final Map<ApplicationId, Component> components = new HashMap<>();
    private final Map<ApplicationId, Audience> shown = new HashMap<>();
    private final String deployed;
    private boolean awaited;
    private List<InstalledApplication> now = List.of();

    /** How a component makes instances. */
    enum Component {
        /** A new one a launch. */
        PROTOTYPE,
        /** One for all, so it cannot be launched. */
        MADE_ONCE
    }

    /** @param deployed how the locations of bundles begin that the person deployed: those go before others of one id */
    Catalog(String deployed) {
        this.deployed = deployed;
    }

    List<ApplicationEvent> add(Bundle bundle, List<Found> applications) {
        found.put(bundle.getBundleId(), applications);
        return changes();
    }

    List<ApplicationEvent> remove(Bundle bundle) {
        found.remove(bundle.getBundleId());
        return changes();
    }

    /** @param component empty when there is none any more */
    List<ApplicationEvent> component(ApplicationId application, Optional<Component> component) {
        component.ifPresentOrElse(there -> components.put(application, there), () -> components.remove(application));
        return changes();
    }

    /** What is now is taken as lasting. */
    List<ApplicationEvent> settle() {
        return replace(present());
    }

    /** Whether nothing is held back. */
    boolean isSettled() {
        List<InstalledApplication> present = present();
        return now.size() == present.size() && now.containsAll(present);
    }

    List<InstalledApplication> now() {
        return now;
    }

    /** The one that counts among those of one id, when it can be launched. */
    Optional<Found> find(ApplicationId application) {
        return first(application).filter(each -> problem(each).isEmpty());
    }

    /** The choices of earlier starts are still to come: until then what has none is shown to nobody. */
    void awaitChoices() {
        awaited = true;
    }

    /** The choices of earlier starts. */
    List<ApplicationEvent> loaded(Map<ApplicationId, Audience> choices) {
        awaited = false;
        return show(choices);
    }

    /** The person's choices. */
    List<ApplicationEvent> show(Map<ApplicationId, Audience> choices) {
        shown.putAll(choices);
        return replace(now.stream().map(this::shown).toList());
    }

    /** Those that an audience may see. */
    List<PeerApplication> offered(PeerScope audience) {
        return now.stream()
                .filter(each -> each.problem().isEmpty() && isShown(each, audience))
                .map(InstalledApplication::application)
                .collect(
                        Collectors.toMap(each -> each.id().toString(), each -> each, (one, other) -> one, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    /** What is for contacts only, of those near too, is in the offer to contacts. */
    private static boolean isShown(InstalledApplication each, PeerScope audience) {
        return switch (each.shownTo()) {
            case EVERYONE -> each.application().scope().includes(audience);
            case CONTACTS -> audience.includes(PeerScope.INTERNET);
            case NOBODY -> false;
        };
    }

    /** A bundle that was deployed and has one of these, beside the one of that name. */
    Optional<Found> deployedElsewhere(Collection<ApplicationId> applications, String symbolicName) {
        return found.values().stream()
                .flatMap(List::stream)
                .filter(each -> applications.contains(each.application().id()))
                .filter(each ->
                        isDeployed(each) && !symbolicName.equals(each.bundle().getSymbolicName()))
                .findFirst();
    }

    /** The bundle of an application, whether it can be launched or not. */
    Optional<Found> any(ApplicationId application) {
        return first(application);
    }

    private Optional<Found> first(ApplicationId application) {
        return found.values().stream()
                .flatMap(List::stream)
                .filter(each -> each.application().id().equals(application))
                .min(Comparator.comparing((Found each) -> !isDeployed(each))
                        .thenComparing(each -> each.bundle().getBundleId()));
    }

    private List<ApplicationEvent> changes() {
        List<InstalledApplication> present = present();
        List<InstalledApplication> next = new ArrayList<>();
        for (InstalledApplication each : present) {
            boolean better = each.problem().isEmpty();
            (better
                            ? Optional.of(each)
                            : now.stream().filter(other -> isSame(each, other)).findFirst())
                    .ifPresent(next::add);
        }
        now.stream()
                .filter(each -> present.stream().noneMatch(other -> isSame(each, other)))
                .forEach(next::add);
        return replace(next);
    }

    private List<InstalledApplication> present() {
        return found.values().stream()
                .flatMap(List::stream)
                .map(each -> shown(new InstalledApplication(
                        each.application(),
                        Found.name(each.bundle()),
                        problem(each),
                        Audience.NOBODY,
                        false,
                        isDeployed(each))))
                .toList();
    }

    private boolean isDeployed(Found each) {
        return each.bundle().getLocation().startsWith(deployed);
    }

    /** With the person's choice, or else what its scope allows; a new version may have a narrower one. */
    private InstalledApplication shown(InstalledApplication each) {
        Audience widest =
                awaited ? Audience.NOBODY : Audience.widest(each.application().scope());
        Audience choice = shown.get(each.application().id());
        return new InstalledApplication(
                each.application(),
                each.bundle(),
                each.problem(),
                choice != null && choice.isWithin(widest) ? choice : widest,
                choice != null,
                each.deployed());
    }

    private List<ApplicationEvent> replace(List<InstalledApplication> next) {
        List<InstalledApplication> before = now;
        now = next.stream()
                .sorted(Comparator.comparing(
                                (InstalledApplication each) ->
                                        each.application().name(),
                                String.CASE_INSENSITIVE_ORDER)
                        .thenComparing(InstalledApplication::bundle))
                .toList();
        List<ApplicationEvent> events = new ArrayList<>();
        for (InstalledApplication each : now) {
            if (before.stream().noneMatch(other -> isSame(each, other))) {
                events.add(new ApplicationEvent.Installed(each));
            } else if (!before.contains(each)) {
                events.add(new ApplicationEvent.Updated(each));
            }
        }
        before.stream()
                .filter(each -> now.stream().noneMatch(other -> isSame(each, other)))
                .forEach(each -> events.add(new ApplicationEvent.Removed(each)));
        return events;
    }

    private static boolean isSame(InstalledApplication one, InstalledApplication other) {
        return one.application().id().equals(other.application().id())
                && symbolicName(one).equals(symbolicName(other));
    }

    private static String symbolicName(InstalledApplication application) {
        return application.bundle().substring(0, application.bundle().indexOf(' '));
    }

    private Optional<String> problem(Found each) {
        if (each.problem().isPresent()) {
            return each.problem();
        }
        Component component = components.get(each.application().id());
        if (component == null) {
            return Optional.of("Its component is not there: the class " + each.type()
                    + " lacks @Component(service = ApplicationInstance.class,"
                    + " scope = ServiceScope.PROTOTYPE), or something that it refers to is missing.");
        }
        if (component == Component.MADE_ONCE) {
            return Optional.of(
                    "Its component is made once for all sessions. Write scope = ServiceScope.PROTOTYPE into its"
                            + " @Component.");
        }
        return first(each.application().id())
                .filter(counts -> !counts.equals(each))
                .map(counts -> "Another bundle has the same application and goes before: " + Found.name(counts.bundle())
                        + ".");
    }
}
