package dev.parley.applications.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** Says what a bundle that cannot resolve needs, and what of that is here. */
final class Needs {
    private static final Pattern PACKAGE = Pattern.compile("osgi\\.wiring\\.package=([^)]*)\\)");

    private Needs() {}

    /** One sentence a requirement that nothing here fulfils; empty when none was found. */
    static String of(Bundle bundle, BundleContext context) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return "";
        }
        return revision.getDeclaredRequirements(null).stream()
                .filter(need -> !Constants.RESOLUTION_OPTIONAL.equals(
                                need.getDirectives().get(Constants.RESOLUTION_DIRECTIVE))
                        && !"active".equals(need.getDirectives().get(Constants.EFFECTIVE_DIRECTIVE)))
                .map(need -> missing(need, context))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String missing(BundleRequirement need, BundleContext context) {
        List<BundleCapability> here = Arrays.stream(context.getBundles())
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(Objects::nonNull)
                .flatMap(revision -> revision.getDeclaredCapabilities(need.getNamespace()).stream())
                .toList();
        if (here.stream().anyMatch(need::matches)) {
            return "";
        }
        String filter = need.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, need.toString());
        Matcher name = PACKAGE.matcher(filter);
        if (!name.find()) {
            return "It needs " + need.getNamespace() + " " + filter + ", and nothing here has that.";
        }
        String versions = here.stream()
                .filter(capability ->
                        name.group(1).equals(capability.getAttributes().get(need.getNamespace())))
                .map(capability -> String.valueOf(capability.getAttributes().get(Constants.VERSION_ATTRIBUTE)))
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        return "It needs the package " + name.group(1) + " " + filter + "; here "
                + (versions.isEmpty() ? "there is none." : "there is " + versions + ".");
    }
}
