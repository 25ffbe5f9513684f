package dev.parley.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.features.Coordinates.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatesTest {
    @TempDir
    Path folder;

    private Path bundle(String file, String name) throws IOException {
        return Jars.make(folder.resolve(file), "Bundle-SymbolicName", name);
    }

    private Coordinates read(String... lines) throws IOException {
        return Coordinates.read(Files.write(folder.resolve("coordinates.txt"), List.of(lines)));
    }

    @Test
    void readsWhatMavenWrites() throws IOException {
        Path plain = bundle("plain.jar", "the.plain");
        Path colour = bundle("colour.jar", "the.colour;singleton:=true");
        Path module = bundle("mo dule.jar", "the.module");
        Path text = Jars.make(folder.resolve("no bundle.jar"));
        Coordinates coordinates = read(
                "",
                "The following files have been resolved:",
                "   org.a:plain:jar:1.0:runtime:" + plain,
                "   org.a:colour:jar:1.0:compile:" + colour + "\u001b[36m -- module \u001b[0;1mx\u001b[0m",
                "   org.b:module:jar:linux-x86_64:2:runtime:" + module + " -- module y (auto)",
                "   org.c:text:jar:1:runtime:" + text,
                "   org.c:gone:jar:1:runtime:" + folder.resolve("gone.jar"));
        assertEquals(List.of(new Artifact("org.a", "plain", "", "1.0", plain)), coordinates.find("the.plain"));
        assertEquals("org.a:colour:1.0", coordinates.find("the.colour").get(0).id());
        Artifact of = coordinates.find("the.module").get(0);
        assertEquals("org.b:module:jar:linux-x86_64:2", of.id());
        assertEquals("org/b/module/2/module-2-linux-x86_64.jar", of.path());
        assertEquals("linux-x86_64", of.platform());
    }

    @Test
    void aNameThatNobodyListedIsSaidToBeThat() throws IOException {
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> read().find("the.missing"));
        assertTrue(e.getMessage().startsWith("the.missing was resolved, but"), e.getMessage());
    }

    @Test
    void onlyPlatformsMayShareAName() throws IOException {
        Path one = bundle("one.jar", "same");
        Path two = bundle("two.jar", "same");
        assertEquals(
                2,
                read("a:n:jar:linux-x86_64:1:runtime:" + one, "a:n:jar:osx-aarch_64:1:runtime:" + two)
                        .find("same")
                        .size());
        Coordinates twice = read("a:n:jar:1:runtime:" + one, "a:n:jar:2:runtime:" + two);
        assertTrue(assertThrows(IllegalStateException.class, () -> twice.find("same"))
                .getMessage()
                .contains("more than one jar"));
    }

    @Test
    void aJarThatIsNoneFailsTheBuild() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "x");
        assertThrows(IOException.class, () -> read("a:n:jar:1:runtime:" + text));
    }
}
