package dev.parley.launcher.framework;

import dev.parley.launcher.feature.Feature;
import dev.parley.launcher.home.Home;
import dev.parley.launcher.json.Json;
import dev.parley.launcher.options.Option;
import dev.parley.launcher.options.Options;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the bundles are told: the feature's configurations, and over them what the person asked for. */
public final class Configurations {
    private final Map<String, Map<String, Object>> byPid = new LinkedHashMap<>();

    private Configurations() {}

    /** @param interactive whether a person sits at a terminal */
    public static Configurations of(Feature feature, Options options, Home home, boolean interactive) {
        Configurations all = new Configurations();
        feature.configurations().forEach((pid, values) -> values.forEach((name, value) -> all.set(pid, name, value)));
        String folder = home.folder().toString();
        all.set("dev.parley.identity", "home", folder);
        all.set("dev.parley.store.sqlite", "home", folder);
        all.set("dev.parley.store.journal", "home", folder);
        all.set("dev.parley.presence", "home", folder);
        all.set("dev.parley.applications", "home", folder);
        all.set("dev.parley.console", "home", folder);
        all.set("dev.parley.console", "interactive", interactive);
        all.set("dev.parley.console", "exit", options.has(Option.EXIT));
        options.value(Option.NAME).ifPresent(name -> all.set("dev.parley.identity", "displayName", name));
        options.value(Option.PORT).ifPresent(port -> all.set("dev.parley.transport", "port", Long.valueOf(port)));
        if (options.has(Option.BIND)) {
            all.set("dev.parley.transport", "bind", options.all(Option.BIND));
        }
        options.value(Option.REALM).ifPresent(realm -> all.set("dev.parley.transport", "realm", realm));
        options.value(Option.VISIBILITY).ifPresent(answer -> all.set("dev.parley.presence", "visibility", answer));
        options.value(Option.ACCEPT).ifPresent(accept -> all.set("dev.parley.invitation", "accept", accept));
        options.value(Option.EVENTS).ifPresent(events -> all.set("dev.parley.console", "events", events));
        options.value(Option.COMMANDS)
                .ifPresent(file -> all.set(
                        "dev.parley.console",
                        "commands",
                        file.equals("-") ? file : Path.of(file).toAbsolutePath().toString()));
        return all;
    }

    private void set(String pid, String name, Object value) {
        byPid.computeIfAbsent(pid, key -> new LinkedHashMap<>()).put(name, value);
    }

    /** The framework property {@code configurator.initial} (OSGi Compendium 150.3). */
    String initial() {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put(":configurator:resource-version", 1);
        resource.put(":configurator:symbolic-name", "dev.parley.launcher");
        resource.put(":configurator:version", "1.0.0");
        byPid.forEach(resource::put);
        return Json.write(resource);
    }
}
