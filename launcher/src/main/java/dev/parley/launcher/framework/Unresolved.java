package dev.parley.launcher.framework;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.resource.Namespace;

/** Says why bundles do not resolve: which one, what it needs, and what there is instead. */
final class Unresolved {
    private static final int MOST = 5;

    private final Bundle[] all;

    /** @param all every bundle that is installed, the framework's own first */
    Unresolved(Bundle... all) {
        this.all = all;
    }

    /** One line a requirement that nothing here can meet; at most a few. */
    String explain(List<Bundle> unresolved) {
        List<String> lines = new ArrayList<>();
        for (Bundle bundle : unresolved) {
            for (BundleRequirement requirement :
                    bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
                if (isMissing(requirement)) {
                    lines.add("The bundle " + Installation.name(bundle) + " needs " + wanted(requirement) + "; "
                            + present(requirement) + ".");
                }
            }
        }
        if (lines.isEmpty()) {
            // Every requirement has a provider, but they cannot be had together.
            return "These bundles do not fit together: "
                    + unresolved.stream().map(Installation::name).collect(Collectors.joining(", "))
                    + ". Leave out the one that was added last.";
        }
        int more = lines.size() - MOST;
        return lines.stream().limit(MOST).collect(Collectors.joining(System.lineSeparator()))
                + (more > 0 ? System.lineSeparator() + "... and " + more + " more." : "");
    }

    private boolean isMissing(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        boolean counts =
                !Namespace.RESOLUTION_OPTIONAL.equals(directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
                        && !"dynamic".equals(directives.get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE))
                        && Namespace.EFFECTIVE_RESOLVE.equals(directives.getOrDefault(
                                Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE, Namespace.EFFECTIVE_RESOLVE));
        return counts && capabilities(requirement.getNamespace()).noneMatch(requirement::matches);
    }

    private Stream<BundleCapability> capabilities(String namespace) {
        return Stream.of(all)
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .flatMap(revision -> revision.getDeclaredCapabilities(namespace).stream());
    }

    private static String wanted(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "anything");
        return requirement.getNamespace() + " " + filter;
    }

    /** Capabilities of the same name, whatever their version. */
    private String present(BundleRequirement requirement) {
        String namespace = requirement.getNamespace();
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        List<String> present = capabilities(namespace)
                .filter(capability -> filter.contains(
                        "(" + namespace + "=" + capability.getAttributes().get(namespace) + ")"))
                .map(capability -> version(capability) + " from "
                        + Installation.name(capability.getRevision().getBundle()))
                .distinct()
                .toList();
        return present.isEmpty() ? "nothing here provides that" : "there is " + String.join(", ", present);
    }

    private static String version(BundleCapability capability) {
        Object version = capability.getAttributes().get(Constants.VERSION_ATTRIBUTE);
        Object bundle = capability.getAttributes().get(Constants.BUNDLE_VERSION_ATTRIBUTE);
        return version != null ? "version " + version : bundle != null ? "version " + bundle : "one";
    }
}
