package dev.parley.tests.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    private static final char[] PASSWORD = "parley".toCharArray();

    @TempDir
    Path folder;

    private KeyStore keys() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (String alias : List.of("parley-1-identity", "parley-1-device", "parley-1-signing", "parley-1-sealing")) {
            store.setEntry(
                    alias,
                    new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES")),
                    new KeyStore.PasswordProtection(PASSWORD));
        }
        return store;
    }

    @Test
    void whoForgetsHasTheIdentityLeftAndNoJournal() throws Exception {
        Path file = folder.resolve("identity.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            keys().store(out, PASSWORD);
        }
        Path journal = Files.createDirectories(folder.resolve("journals").resolve("some session"));
        Files.writeString(journal.resolve("1"), "m1.0 1");
        Files.writeString(folder.resolve("card"), "stays");
        Home home = new Home(folder);
        assertEquals(0, home.life());

        home.forget();

        assertEquals(1, home.life());
        assertFalse(Files.exists(folder.resolve("journals")));
        assertEquals("stays", Files.readString(folder.resolve("card")));
        KeyStore left = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            left.load(in, PASSWORD);
        }
        assertEquals(List.of("parley-1-identity"), Collections.list(left.aliases()));
    }

    @Test
    void theControlSocketLiesInTheHomeOrWhereAFileThereSays() throws Exception {
        Home home = new Home(folder);
        assertEquals(folder.resolve("control"), home.control());
        Files.writeString(folder.resolve("control"), "/tmp/elsewhere");
        assertEquals(Path.of("/tmp/elsewhere"), home.control());
    }
}
