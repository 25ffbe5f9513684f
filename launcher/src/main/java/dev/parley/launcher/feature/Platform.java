package dev.parley.launcher.feature;

import java.util.Locale;

/** Which platform this is, as Netty names its native libraries. */
public final class Platform {
    private Platform() {}

    /** For example {@code linux-x86_64}; some other text where there are no native libraries. */
    public static String current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static String of(String system, String processor) {
        String name = system.toLowerCase(Locale.ROOT);
        String os = name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "osx" : name;
        String cpu =
                switch (processor) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64" -> "aarch_64";
                    default -> processor;
                };
        return os + '-' + cpu;
    }
}
