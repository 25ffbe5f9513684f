package dev.parley.launcher.feature;

import dev.parley.launcher.status.LaunchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Checks each jar against the Feature file before any of it is run. */
public final class Digests {
    private static final int BUFFER = 1 << 16;

    private Digests() {}

    /** @throws LaunchException with status 3, naming the artifact, the expected and the actual digest */
    public static void check(List<FeatureBundle> bundles) throws LaunchException {
        for (FeatureBundle bundle : bundles) {
            Optional<LaunchException> problem = problem(bundle);
            if (problem.isPresent()) {
                throw problem.get();
            }
        }
    }

    private static Optional<LaunchException> problem(FeatureBundle bundle) {
        try {
            String actual = sha256(bundle.jar());
            return actual.equals(bundle.sha256())
                    ? Optional.empty()
                    : Optional.of(LaunchException.cannotStart(
                            bundle.id() + " is not what was built: " + bundle.jar() + " should have the SHA-256 "
                                    + bundle.sha256() + " and has " + actual + ". Install Parley anew.",
                            null));
        } catch (NoSuchFileException e) {
            return Optional.of(LaunchException.cannotStart(
                    bundle.id() + " is missing: there is no " + bundle.jar() + ". Install Parley anew.", e));
        } catch (IOException e) {
            return Optional.of(LaunchException.cannotStart(
                    bundle.id() + " cannot be read from " + bundle.jar() + " (" + e + ").", e));
        }
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
