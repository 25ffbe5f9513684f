package dev.parley.launcher.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Shown;
import dev.parley.launcher.status.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** 120,000 command lines and environments: each is understood or refused in a sentence, and nothing else happens. */
class OptionsFuzzTest {
    private static final int INPUTS = 120_000;
    private static final List<String> WORDS = List.of(
            "call",
            "demo",
            "near",
            "-",
            "--",
            "-h",
            "",
            "=",
            "0",
            "65535",
            "65536",
            "everyone",
            "small",
            "ask",
            "json",
            "127.0.0.1",
            "::1",
            "1.2.3.4",
            "fe80::1%lo",
            "::ffff:300.1.1.1",
            "true",
            "a b",
            "\u001b[31m",
            "\u202e",
            "\ud800",
            "x".repeat(300),
            "/",
            "/dev/null",
            "\0",
            "é\n",
            "%",
            ",",
            ":",
            "99999999999");

    @Test
    void onlyLaunchExceptionsWithStatus2ComeOut() {
        Random random = new Random(20_261_127);
        int understood = 0;
        for (int i = 0; i < INPUTS; i++) {
            List<String> arguments = new ArrayList<>();
            for (int n = random.nextInt(6); n > 0; n--) {
                arguments.add(word(random));
            }
            Map<String, String> environment = new HashMap<>();
            for (int n = random.nextInt(3); n > 0; n--) {
                environment.put(any(Option.values(), random).variable(), word(random));
            }
            try {
                OptionParser.parse(arguments, environment);
                understood++;
            } catch (LaunchException e) {
                assertEquals(Status.WRONG_OPTIONS, e.status());
                assertEquals(Shown.lines(e.getMessage()), e.getMessage());
            }
        }
        assertTrue(understood > INPUTS / 100, "only " + understood + " were understood: too wild to find anything");
    }

    private static String word(Random random) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        return switch (random.nextInt(5)) {
            case 0 -> any(Option.values(), random).flag();
            case 1 -> any(Option.values(), random).flag() + "=" + word;
            case 2 -> noise(random);
            default -> word;
        };
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int n = random.nextInt(12); n > 0; n--) {
            noise.append((char) (random.nextBoolean() ? 32 + random.nextInt(95) : random.nextInt(0x10000)));
        }
        return noise.toString();
    }

    private static Option any(Option[] options, Random random) {
        return options[random.nextInt(options.length)];
    }
}
