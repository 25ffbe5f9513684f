package dev.parley.launcher.feature;

import java.nio.file.Path;

/**
 * One bundle to start.
 *
 * @param id as in the Feature file
 * @param jar where it lies
 * @param startLevel at least 1
 * @param platform the one platform it is for, for example {@code linux-x86_64}; empty for all
 * @param sha256 of the jar, in lower case hexadecimal
 */
public record FeatureBundle(String id, Path jar, int startLevel, String platform, String sha256) {
    /** A location that stays where the jar is: the framework reads it there and copies nothing. */
    public String location() {
        return "reference:" + jar.toUri();
    }

    /** Helps where it can be used, and is not missed where it cannot. */
    public boolean optional() {
        return !platform.isEmpty();
    }
}
