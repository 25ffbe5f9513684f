package dev.parley.launcher.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.parley.launcher.feature.Feature;
import dev.parley.launcher.home.Home;
import dev.parley.launcher.json.Json;
import dev.parley.launcher.json.JsonException;
import dev.parley.launcher.options.OptionParser;
import dev.parley.launcher.status.LaunchException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {
    private static final Home HOME = new Home(Path.of("/h"));

    private static Map<String, Object> told(Map<String, Map<String, Object>> feature, String... arguments)
            throws LaunchException, JsonException {
        Feature all = new Feature("f", true, List.of(), feature, Map.of());
        return Json.parseObject(Configurations.of(all, OptionParser.parse(List.of(arguments), Map.of()), HOME, true)
                .initial());
    }

    @Test
    void eachOptionReachesTheBundleThatItIsFor() throws Exception {
        Map<String, Object> told = told(
                Map.of(),
                "--name",
                "Ada",
                "--port",
                "7",
                "--bind",
                "127.0.0.1",
                "--bind",
                "::1",
                "--realm",
                "r",
                "--visibility",
                "nobody",
                "--accept",
                "all",
                "--events",
                "json",
                "--commands",
                "-",
                "--exit");
        assertEquals(Map.of("home", "/h", "displayName", "Ada"), told.get("dev.parley.identity"));
        assertEquals(
                Map.of("port", 7L, "bind", List.of("127.0.0.1", "::1"), "realm", "r"),
                told.get("dev.parley.transport"));
        assertEquals(Map.of("home", "/h", "visibility", "nobody"), told.get("dev.parley.presence"));
        assertEquals(Map.of("accept", "all"), told.get("dev.parley.invitation"));
        assertEquals(
                Map.of("home", "/h", "interactive", true, "exit", true, "events", "json", "commands", "-"),
                told.get("dev.parley.console"));
    }

    @Test
    void nothingSaidLeavesTheBundlesToTheirDefaults() throws Exception {
        Map<String, Object> told = told(Map.of());
        assertEquals(Map.of("home", "/h"), told.get("dev.parley.identity"));
        assertEquals(Map.of("home", "/h"), told.get("dev.parley.presence"));
        assertEquals(Map.of("home", "/h"), told.get("dev.parley.applications"));
        assertEquals(Map.of("home", "/h"), told.get("dev.parley.store.sqlite"));
        assertEquals(Map.of("home", "/h"), told.get("dev.parley.store.journal"));
        assertFalse(told.containsKey("dev.parley.transport") || told.containsKey("dev.parley.invitation"));
    }

    @Test
    void thePersonsWordWinsOverTheFeatures() throws Exception {
        Map<String, Object> told = told(
                Map.of("dev.parley.transport", Map.of("port", 1, "other", "kept"), "x", Map.of("y", true)),
                "--port",
                "2");
        assertEquals(Map.of("port", 2L, "other", "kept"), told.get("dev.parley.transport"));
        assertEquals(Map.of("y", true), told.get("x"));
        assertEquals(1L, told.get(":configurator:resource-version"));
    }
}
