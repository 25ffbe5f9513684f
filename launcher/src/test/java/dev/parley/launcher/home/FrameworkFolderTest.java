package dev.parley.launcher.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.status.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkFolderTest {
    @TempDir
    Path folder;

    private Home home;
    private FrameworkFolder framework;

    @BeforeEach
    void make() throws LaunchException {
        home = new Home(folder);
        home.make();
        framework = new FrameworkFolder(home);
    }

    private List<String> cache() throws IOException {
        try (Stream<Path> all = Files.list(home.cache())) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private void used() throws IOException {
        Files.createDirectories(framework.path().resolve("bundle1/version0.0"));
        Files.writeString(framework.path().resolve("bundle1/bundle.info"), "1");
    }

    @Test
    void eachStartHasAnEmptyOneAndNothingIsLeftInTheEnd() throws IOException {
        framework.setAside();
        framework.deleteOld();
        assertEquals(List.of(), cache(), "the first start");
        Files.createDirectory(home.cache().resolve("classes"));
        used();
        framework.setAside();
        used(); // killed before it had time to delete
        framework.setAside();
        assertEquals(3, cache().size());
        framework.deleteOld();
        assertEquals(List.of("classes"), cache());
    }

    @Test
    void whatIsOutsideIsNotFollowedTo() throws IOException {
        Path outside = Files.writeString(
                Files.createDirectory(folder.resolve("outside")).resolve("kept"), "kept");
        used();
        Files.createSymbolicLink(framework.path().resolve("link"), outside.getParent());
        framework.setAside();
        framework.deleteOld();
        assertTrue(Files.exists(outside));
        assertEquals(List.of(), cache());
    }
}
