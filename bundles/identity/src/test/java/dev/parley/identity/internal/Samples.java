package dev.parley.identity.internal;

import dev.parley.spi.identity.Signatures;
import dev.parley.testkit.ForgetfulFiles;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.file.Path;

/** People made from seeds. */
final class Samples {
    static final Path HOME = Path.of("home");

    private Samples() {}

    static Signatures signatures() {
        return new Ed25519Signatures(new HandDrivenExecution(0));
    }

    static KeyRing keys(long seed) {
        return KeyRing.generate(new HandDrivenExecution(seed).random());
    }

    static LocalIdentity identity(long seed) {
        return identity(new ForgetfulFiles(), new HandDrivenExecution(seed), "", "anna");
    }

    static LocalIdentity identity(
            ForgetfulFiles files, HandDrivenExecution execution, String displayName, String firstName) {
        return LocalIdentity.load(
                files, HOME, execution, signatures(), displayName, firstName, "1.2.3", execution.serial("identity"));
    }
}
