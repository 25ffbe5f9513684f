package dev.parley.launcher.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each text is read or refused with a {@link JsonException}; what is read can be written and read again. */
class JsonFuzzTest {
    private static final int INPUTS = 150_000;
    private static final String ALPHABET = "{}[]:,\"\\/ \n\t0123456789.eE+-truefalsnu\u0000\u001b\ud83d\ude00é";

    @Test
    void brokenTextsOnlyEverGiveJsonExceptions() throws JsonException {
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            String text = random.nextInt(3) == 0 ? noise(random) : mutated(Json.write(value(random, 4)), random);
            Object value;
            try {
                value = Json.parse(text);
            } catch (JsonException e) {
                assertTrue(e.getMessage().contains("(line "), e.getMessage());
                continue;
            }
            assertEquals(value, Json.parse(Json.write(value)), text);
            read++;
        }
        assertTrue(read > INPUTS / 20, "only " + read + " were read");
    }

    @Test
    void everyValueSurvives() throws JsonException {
        Random random = new Random(8);
        for (int i = 0; i < 20_000; i++) {
            Object value = value(random, 5);
            assertEquals(value, Json.parse(Json.write(value)));
        }
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> random.nextBoolean();
            case 1 -> random.nextLong() / 10;
            case 2 -> random.nextGaussian() * 1e6;
            case 3 -> null;
            case 6 -> {
                List<Object> list = new ArrayList<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    list.add(value(random, depth - 1));
                }
                yield list;
            }
            case 7 -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int n = random.nextInt(4); n > 0; n--) {
                    map.put(noise(random), value(random, depth - 1));
                }
                yield map;
            }
            default -> noise(random);
        };
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int n = random.nextInt(20); n > 0; n--) {
            noise.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return noise.toString();
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int n = random.nextInt(3); n > 0 && !mutated.isEmpty(); n--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(4)) {
                case 0 -> mutated.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                case 1 -> mutated.deleteCharAt(at);
                case 2 -> mutated.insert(at, noise(random));
                default -> mutated.setLength(at);
            }
        }
        return mutated.toString();
    }
}
