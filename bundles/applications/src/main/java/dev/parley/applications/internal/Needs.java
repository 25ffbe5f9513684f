package dev.parley.applications.internal;

import dev.parley.api.peer.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** What a bundle needs and is not there, in words. */
final class Needs {
    private static final Map<String, String> WORDS = Map.of(
            PackageNamespace.PACKAGE_NAMESPACE,
            "the package",
            "osgi.wiring.bundle",
            "the bundle",
            "osgi.wiring.host",
            "the bundle",
            "osgi.ee",
            "the Java",
            "osgi.extender",
            "what is called",
            "osgi.service",
            "the service");
    private static final Pattern AT_LEAST = Pattern.compile("\\((?:bundle-)?version>=([^)]*)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\((?:bundle-)?version>=([^)]*)\\)\\)");

    private Needs() {}

    /** Each mandatory need that no bundle meets, with what there is of that name instead. */
    static List<String> unmet(BundleRevision revision, List<Bundle> bundles) {
        List<BundleCapability> there = bundles.stream()
                .map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(Objects::nonNull)
                .map(other -> other.getDeclaredCapabilities(null))
                .flatMap(Collection::stream)
                .toList();
        return revision.getDeclaredRequirements(null).stream()
                .filter(Needs::isMandatory)
                .filter(need -> there.stream().noneMatch(need::matches))
                .map(need -> words(need, there))
                .toList();
    }

    private static boolean isMandatory(BundleRequirement need) {
        Map<String, String> directives = need.getDirectives();
        return !Constants.RESOLUTION_OPTIONAL.equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
                && !"dynamic".equals(directives.get(Constants.RESOLUTION_DIRECTIVE))
                && Constants.EFFECTIVE_RESOLVE.equals(
                        directives.getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE));
    }

    private static String words(BundleRequirement need, List<BundleCapability> there) {
        String namespace = need.getNamespace();
        String filter = need.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        String name = named(namespace, filter);
        String versions = there.stream()
                .filter(one -> one.getNamespace().equals(namespace))
                .filter(one -> name.equals(String.valueOf(one.getAttributes().get(namespace))))
                .flatMap(Needs::versions)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .collect(Collectors.joining(", "));
        String what = name.isEmpty()
                ? namespace + " " + filter
                : WORDS.getOrDefault(namespace, namespace) + " " + name + range(filter);
        return Text.label(what) + " (there is " + (versions.isEmpty() ? "none" : versions) + ")";
    }

    private static String named(String namespace, String filter) {
        Matcher matcher = Pattern.compile("\\(" + Pattern.quote(namespace) + "=([^)]*)\\)")
                .matcher(filter);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String range(String filter) {
        Matcher below = BELOW.matcher(filter);
        String end = below.find() ? " and below " + below.group(1) : "";
        Matcher least = AT_LEAST.matcher(below.reset().replaceAll(""));
        return least.find() ? " from version " + least.group(1) + end : end;
    }

    private static Stream<String> versions(BundleCapability one) {
        String provider = one.getRevision().getSymbolicName();
        Object version =
                one.getAttributes().getOrDefault("version", one.getAttributes().get("bundle-version"));
        if (version instanceof Collection<?> several) {
            return several.stream().map(each -> each + " in " + provider);
        }
        return Stream.of((version == null ? "one without version" : version) + " in " + provider);
    }
}
