package dev.parley.tests.framework;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The folders of Felix's main distribution, {@code bin}, {@code bundle} and {@code conf}, filled as {@code docs/host.md} tells a host
 * to: the bundles of the core feature, slf4j-api with a provider beside {@code felix.jar}, and two files of configuration.
 */
final class StockLayout {
    private final Path root;

    /** Lays it out. */
    StockLayout(Path root, String name, String realm) throws IOException {
        this.root = root;
        copy("org.apache.felix.main.jar", "bin", "felix.jar");
        for (String jar :
                List.of("slf4j-api.jar", "logback-classic.jar", "logback-core.jar", "org.osgi.service.log.jar")) {
            copy(jar, "lib", jar);
        }
        bundles();
        Path conf = Files.createDirectories(root.resolve("conf"));
        Files.writeString(
                conf.resolve("config.properties"),
                """
                felix.auto.deploy.action=install,start
                org.osgi.framework.storage.clean=onFirstInit
                org.osgi.framework.system.packages.extra=\\
                  org.slf4j;version=1.7.36,org.slf4j;version=2.0.17,org.slf4j.event;version=2.0.17,\\
                  org.slf4j.spi;version=2.0.17,org.osgi.service.log;version=1.5.0
                configurator.initial=${felix.conf}/parley.json
                """);
        Files.writeString(
                conf.resolve("parley.json"), configuration(name, realm).toString());
        Files.writeString(
                conf.resolve("logback.xml"),
                """
                <configuration>
                  <appender name="STDERR" class="ch.qos.logback.core.ConsoleAppender">
                    <target>System.err</target>
                    <encoder><pattern>%d %-5level %logger{30} %msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="STDERR"/></root>
                </configuration>
                """);
    }

    /** What {@code HOME/control} lies in. */
    Path home() {
        return root.resolve("home");
    }

    Path root() {
        return root;
    }

    /** Felix's own main class, which looks for {@code conf} beside {@code bin}. */
    List<String> command() {
        String separator = File.pathSeparator;
        String path = String.join(
                separator,
                "bin/felix.jar",
                "lib/slf4j-api.jar",
                "lib/logback-classic.jar",
                "lib/logback-core.jar",
                "lib/org.osgi.service.log.jar");
        return Distribution.java(List.of(
                "-Dfelix.conf=" + root.resolve("conf").toUri(),
                "-Dlogback.configurationFile=conf/logback.xml",
                "-cp",
                path,
                "org.apache.felix.main.Main"));
    }

    private JsonObject configuration(String name, String realm) {
        String folder = home().toString();
        return Json.createObjectBuilder()
                .add(":configurator:resource-version", 1)
                .add(":configurator:symbolic-name", "host")
                .add(":configurator:version", "1.0.0")
                .add(
                        "dev.parley.identity",
                        Json.createObjectBuilder().add("home", folder).add("displayName", name))
                .add("dev.parley.store.sqlite", Json.createObjectBuilder().add("home", folder))
                .add("dev.parley.store.journal", Json.createObjectBuilder().add("home", folder))
                .add(
                        "dev.parley.presence",
                        Json.createObjectBuilder().add("home", folder).add("visibility", "everyone"))
                .add(
                        "dev.parley.transport",
                        Json.createObjectBuilder()
                                .add("realm", realm)
                                .add("bind", Json.createArrayBuilder().add("127.0.0.1")))
                .add(
                        "dev.parley.console",
                        Json.createObjectBuilder().add("home", folder).add("events", "json"))
                .build();
    }

    private void copy(String jar, String folder, String as) throws IOException {
        Path to = Files.createDirectories(root.resolve(folder)).resolve(as);
        Files.copy(Distribution.target().resolve("stock").resolve(jar), to);
    }

    /** Those of the core feature that are for every platform, or for this one. */
    private void bundles() throws IOException {
        Path to = Files.createDirectories(root.resolve("bundle"));
        Path feature = Distribution.folder().resolve("features/core.json");
        try (JsonReader reader = Json.createReader(Files.newInputStream(feature))) {
            for (JsonObject bundle : reader.readObject().getJsonArray("bundles").getValuesAs(JsonObject.class)) {
                String platform = bundle.getString("platform", "");
                if (platform.isEmpty() || platform.equals(platform())) {
                    Path jar = jar(bundle.getString("id").split(":"));
                    Files.copy(jar, to.resolve(jar.getFileName()));
                }
            }
        }
    }

    /** {@code group:artifact:version}, or with type and classifier before the version. */
    private static Path jar(String[] id) {
        String version = id[id.length - 1];
        String classifier = id.length == 5 ? "-" + id[3] : "";
        return Distribution.folder()
                .resolve("repository")
                .resolve(id[0].replace('.', '/'))
                .resolve(id[1])
                .resolve(version)
                .resolve(id[1] + "-" + version + classifier + ".jar");
    }

    private static String platform() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        return (name.startsWith("mac") ? "osx" : name.startsWith("windows") ? "windows" : "linux") + "-"
                + (arch.equals("aarch64") ? "aarch_64" : "x86_64");
    }
}
