package dev.parley.tests.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The built bundles, as they lie in the checkout. */
final class House {
    private static final Path BUNDLES =
            Path.of(System.getProperty("parley.bundles")).normalize();

    private static final Path ROOT = BUNDLES.getParent();
    private static final Map<String, JavaClasses> IMPORTED = new ConcurrentHashMap<>();

    private House() {}

    /** The folders under {@code bundles/}, the longest name first, so that a package finds the narrowest room. */
    static List<String> rooms() {
        try (Stream<Path> folders = Files.list(BUNDLES)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted(Comparator.comparing(String::length).reversed().thenComparing(name -> name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The room that a package belongs to. */
    static Optional<String> roomOf(String packageName) {
        return rooms().stream()
                .filter(room -> (packageName + ".").startsWith("dev.parley." + room + "."))
                .findFirst();
    }

    /** The classes of a room, without its tests. */
    static JavaClasses classes(String room) {
        return imported(BUNDLES.resolve(room));
    }

    /** The classes of the launcher, which is no bundle. */
    static JavaClasses launcher() {
        return imported(ROOT.resolve("launcher"));
    }

    private static JavaClasses imported(Path folder) {
        return IMPORTED.computeIfAbsent(
                folder.toString(), unused -> new ClassFileImporter().importPath(folder.resolve("target/classes")));
    }

    /** The manifest of a room's jar. */
    static Manifest manifest(String room) {
        try (Stream<Path> files = Files.list(BUNDLES.resolve(room).resolve("target"))) {
            Path jar = files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("bundles/" + room + " has no jar; was it built?"));
            try (JarFile open = new JarFile(jar.toFile())) {
                return open.getManifest();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The source files of everything, with their lines: those under {@code src/main} or those under {@code src/test}. */
    static Map<Path, List<String>> sources(String folder) {
        Map<Path, List<String>> sources = new TreeMap<>();
        for (String part : List.of("bundles", "features", "launcher", "tests")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(part))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                        .filter(path -> path.toString().contains("/" + folder + "/"))
                        .toList()) {
                    sources.put(file, Files.readAllLines(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }
}
