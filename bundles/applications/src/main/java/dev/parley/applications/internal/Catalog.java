package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationEvent;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;

/**
 * Which applications there are, and whether each can be launched: its manifest tells of it and its component is registered. Pure;
 * each method answers with the events. Guarded by its owner.
 */
final class Catalog {
    private final Map<Long, List<Found>> found = new LinkedHashMap<>();
    private final Set<ApplicationId> components = new LinkedHashSet<>();
    private final String deployed;
    private List<InstalledApplication> now = List.of();

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

    List<ApplicationEvent> component(ApplicationId application, boolean there) {
        if (there) {
            components.add(application);
        } else {
            components.remove(application);
        }
        return changes();
    }

    List<InstalledApplication> now() {
        return now;
    }

    /** The one that counts among those of one id, when it can be launched. */
    Optional<Found> find(ApplicationId application) {
        return components.contains(application) ? first(application) : Optional.empty();
    }

    /** Those whose scope reaches an audience. */
    List<Found> offered(PeerScope audience) {
        return components.stream()
                .map(this::first)
                .flatMap(Optional::stream)
                .filter(each -> each.application().scope().includes(audience))
                .sorted(Comparator.comparing(each -> each.application().id().toString()))
                .toList();
    }

    private Optional<Found> first(ApplicationId application) {
        return found.values().stream()
                .flatMap(List::stream)
                .filter(each -> each.application().id().equals(application))
                .min(Comparator.comparing(
                                (Found each) -> !each.bundle().getLocation().startsWith(deployed))
                        .thenComparing(each -> each.bundle().getBundleId()));
    }

    private List<ApplicationEvent> changes() {
        List<InstalledApplication> before = now;
        now = found.values().stream()
                .flatMap(List::stream)
                .map(each -> new InstalledApplication(each.application(), Found.name(each.bundle()), problem(each)))
                .sorted(Comparator.comparing((InstalledApplication each) ->
                                each.application().name())
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
        if (!components.contains(each.application().id())) {
            return Optional.of(
                    "Its component is not there: the class lacks @Component, or something that it refers to is missing.");
        }
        return first(each.application().id())
                .filter(counts -> !counts.equals(each))
                .map(counts -> "Another bundle has the same application and goes before: " + Found.name(counts.bundle())
                        + ".");
    }
}
