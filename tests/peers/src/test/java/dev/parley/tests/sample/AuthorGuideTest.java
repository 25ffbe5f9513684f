package dev.parley.tests.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the guide for authors prints is what is compiled and tested here. */
class AuthorGuideTest {
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path SAMPLE = Path.of("src/test/java/dev/parley/tests/sample");

    @Test
    void theGuideShowsTheSample() throws IOException {
        List<String> shown = JAVA.matcher(Files.readString(Path.of("../../docs/author.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertEquals(
                List.of(
                        Files.readString(SAMPLE.resolve("ShoppingList.java")),
                        Files.readString(SAMPLE.resolve("ShoppingListTest.java")),
                        Files.readString(SAMPLE.resolve("AskAround.java"))),
                shown);
    }
}
