package dev.parley.tests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom: the arrows of the design. */
class ArrowsTest {
    private static final Set<String> CORE = Set.of("api", "spi", "wire");
    private static final Map<String, Set<String>> MAY_USE = Map.of(
            "api", Set.of(),
            "spi", Set.of("api"),
            "wire", Set.of("api", "spi"),
            "testkit", Set.of("api", "spi", "wire"),
            "console", Set.of("api"));
    /** Libraries by the beginning of their packages, and the only rooms that may use them. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "io.netty", List.of("transport.tls"),
            "javax.jmdns", List.of("discovery.mdns"),
            "org.bouncycastle", List.of("identity"),
            "org.sqlite", List.of("store.sqlite"),
            "io.nayuki", List.of("console"),
            "org.jline", List.of("console"),
            "org.apache.felix", List.of("console"));

    static List<String> rooms() {
        return House.rooms();
    }

    @Test
    void thereAreRoomsToLookAt() {
        assertTrue(rooms().containsAll(List.of("api", "spi", "wire", "testkit", "console")), rooms()::toString);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void knowsOnlyWhomItMay(String room) {
        Set<String> allowed = room.startsWith("app.") ? Set.of("api") : MAY_USE.getOrDefault(room, CORE);
        Set<String> wrong = new TreeSet<>();
        dependencies(room).forEach(used -> House.roomOf(used.target().getPackageName())
                .filter(other -> !other.equals(room) && !allowed.contains(other))
                .ifPresent(other -> wrong.add(used + " of " + other)));
        assertEquals(Set.of(), wrong);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void usesNoLibraryOfAnotherRoom(String room) {
        Set<String> wrong = new TreeSet<>();
        dependencies(room)
                .forEach(used -> LIBRARIES.forEach((library, owners) -> {
                    if (used.target().getPackageName().startsWith(library) && !owners.contains(room)) {
                        wrong.add(used + " of " + library);
                    }
                }));
        assertEquals(Set.of(), wrong);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void exportsOnlyWhereItIsAContract(String room) {
        String exported = House.manifest(room).getMainAttributes().getValue("Export-Package");
        boolean contract = Set.of("api", "spi", "wire", "testkit").contains(room);
        assertEquals(contract, exported != null, () -> room + " exports " + exported);
        if (exported != null) {
            assertFalse(exported.contains(".internal"), exported);
        }
    }

    /** A component must be public to be started, and generated messages are; all else stays within. */
    @ParameterizedTest
    @MethodSource("rooms")
    void nothingIsPublicOutsideExportedPackages(String room) {
        List<String> wrong = House.classes(room).stream()
                .filter(type -> type.getPackageName().contains(".internal")
                        && !type.getPackageName().endsWith(".proto"))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.isNestedClass() && !isComponent(type))
                .map(JavaClass::getName)
                .toList();
        assertEquals(List.of(), wrong);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void packagesFormNoCycle(String room) {
        PackageGraph graph = new PackageGraph();
        dependencies(room)
                .filter(used -> House.roomOf(used.target().getPackageName())
                        .filter(room::equals)
                        .isPresent())
                .forEach(used ->
                        graph.add(used.origin().getPackageName(), used.target().getPackageName()));
        assertEquals(List.of(), graph.cycle());
    }

    /** The JDK, the framework, the interfaces of the log service, and what lies on its class path for logging. */
    @Test
    void theLauncherKnowsTheFrameworkOnly() {
        List<String> allowed = List.of(
                "java.",
                "javax.",
                "org.xml.sax", // of the JDK
                "dev.parley.launcher",
                "org.osgi.",
                "org.apache.felix.framework",
                "org.slf4j",
                "ch.qos.logback");
        assertEquals(
                List.of(),
                uses(House.launcher())
                        .filter(used -> !used.target().isPrimitive())
                        .filter(used -> allowed.stream()
                                .noneMatch(
                                        start -> used.target().getPackageName().startsWith(start)))
                        .toList());
    }

    @Test
    void theLaunchersPackagesFormNoCycle() {
        PackageGraph graph = new PackageGraph();
        uses(House.launcher())
                .filter(used -> used.target().getPackageName().startsWith("dev.parley.launcher"))
                .forEach(used ->
                        graph.add(used.origin().getPackageName(), used.target().getPackageName()));
        assertEquals(List.of(), graph.cycle());
    }

    private record Use(JavaClass origin, JavaClass target) {
        @Override
        public String toString() {
            return origin.getName() + " uses " + target.getName();
        }
    }

    private static Stream<Use> dependencies(String room) {
        return uses(House.classes(room));
    }

    private static Stream<Use> uses(JavaClasses classes) {
        return classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(used ->
                        new Use(used.getOriginClass(), used.getTargetClass().getBaseComponentType()));
    }

    private static boolean isComponent(JavaClass type) {
        return type.isAnnotatedWith("org.osgi.service.component.annotations.Component");
    }
}
