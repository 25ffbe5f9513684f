package dev.parley.launcher.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.json.JsonException;
import dev.parley.launcher.status.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged feature files are refused in a sentence, and no bundle of one is ever looked for outside its repository. */
class FeatureFuzzTest {
    private static final int INPUTS = 120_000;
    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "1",
            "-1",
            "1e9",
            "\"\"",
            "\"..\"",
            "[]",
            "{}",
            "\"a:b:1\"",
            "\"a:..:1\"",
            "\"1.0\"",
            "\"mandatory\"",
            ",",
            "]",
            "}",
            "\"json\":",
            "\"id\":",
            "\"platform\":\"x\",");

    @TempDir
    Path folder;

    @Test
    void onlyTheExpectedExceptionsComeOut() {
        FeatureReader reader = new FeatureReader(List.of(folder));
        String whole = Samples.feature(
                "\"bundles\": [" + Samples.bundle("\"bundleStartLevel\": 4") + "," + Samples.bundle() + "]",
                "\"complete\": true",
                "\"configurations\": { \"p\": { \"a\": 1 } }",
                "\"extensions\": { \"framework-launching-properties\": { \"kind\": \"mandatory\", \"json\": { \"x\": \"1\" } } }");
        Random random = new Random(159);
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            String text = damaged(whole, random);
            try {
                for (FeatureBundle bundle : reader.parse(text).bundles()) {
                    assertTrue(bundle.jar().normalize().startsWith(folder), text);
                    assertTrue(bundle.startLevel() >= 1 && bundle.sha256().length() == 64, text);
                }
                read++;
            } catch (JsonException | IllegalArgumentException e) {
                assertTrue(e.getMessage().length() > 5 && e.getClass() != NumberFormatException.class, text);
            }
        }
        assertTrue(read > INPUTS / 100, "only " + read + " were read");
    }

    @Test
    void filesOfAnyBytesAreRefusedWithTheStatusAskedFor() throws IOException {
        FeatureReader reader = new FeatureReader(List.of(folder));
        Path file = folder.resolve("bytes.json");
        Random random = new Random(160);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            Files.write(file, bytes);
            try {
                reader.read(file, 2);
            } catch (LaunchException e) {
                assertEquals(2, e.status());
                refused++;
            }
        }
        assertEquals(300, refused);
    }

    private static String damaged(String whole, Random random) {
        StringBuilder text = new StringBuilder(whole);
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(text.length());
            int end = Math.min(text.length(), at + random.nextInt(8));
            switch (random.nextInt(5)) {
                case 0 -> text.delete(at, end);
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> text.setCharAt(at, (char) (32 + random.nextInt(95)));
                default -> text.setCharAt(at, "0159.:\"az/".charAt(random.nextInt(10)));
            }
        }
        return text.toString();
    }
}
