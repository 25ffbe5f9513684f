package dev.parley.tests.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A member's folder. */
final class Home {
    private static final char[] PASSWORD = "parley".toCharArray(); // it protects nothing

    private final Path folder;
    private int life;

    Home(Path folder) {
        this.folder = folder;
    }

    /** How often it lost its keys. */
    int life() {
        return life;
    }

    Path control() throws IOException {
        Path control = folder.resolve("control");
        return Files.isRegularFile(control) ? Path.of(Files.readString(control)) : control;
    }

    /** A file beside what the product keeps. */
    Path log(String name) throws IOException {
        return Files.createDirectories(folder).resolve(name);
    }

    /** Takes away the journals and the keys of this endpoint; the person's own key stays. */
    void forget() throws IOException {
        life++;
        delete(folder.resolve("journals"));
        Path keys = folder.resolve("identity.p12");
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(keys)) {
                store.load(in, PASSWORD);
            }
            List<String> others = Collections.list(store.aliases()).stream()
                    .filter(alias -> !alias.endsWith("-identity"))
                    .toList();
            for (String alias : others) {
                store.deleteEntry(alias);
            }
            try (OutputStream out = Files.newOutputStream(keys)) {
                store.store(out, PASSWORD);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("the keys in " + keys + " cannot be read", e);
        }
    }

    /** A folder and all in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
