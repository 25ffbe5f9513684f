package dev.parley.launcher.feature;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a Feature file says.
 *
 * @param id Maven coordinates
 * @param complete whether it needs nothing that it does not bring
 * @param configurations properties by PID
 * @param properties for the framework
 */
public record Feature(
        String id,
        boolean complete,
        List<FeatureBundle> bundles,
        Map<String, Map<String, Object>> configurations,
        Map<String, String> properties) {

    /** All of them as one. A bundle of several counts once, and of two configurations the later one's properties win. */
    public static Feature merged(List<Feature> features) {
        Map<String, FeatureBundle> bundles = new LinkedHashMap<>();
        Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
        Map<String, String> properties = new LinkedHashMap<>();
        for (Feature feature : features) {
            feature.bundles.forEach(bundle -> bundles.putIfAbsent(bundle.id(), bundle));
            feature.configurations.forEach((pid, values) -> configurations
                    .computeIfAbsent(pid, key -> new LinkedHashMap<>())
                    .putAll(values));
            properties.putAll(feature.properties);
        }
        Collection<FeatureBundle> all = bundles.values();
        return new Feature(features.get(0).id(), true, List.copyOf(all), configurations, properties);
    }
}
