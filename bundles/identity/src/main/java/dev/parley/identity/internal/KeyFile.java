package dev.parley.identity.internal;

import dev.parley.spi.store.FileLayer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key file: PKCS#12, one entry a key under {@code parley-1-NAME}, where 1 is the version of this format. Its password is no
 * secret: what protects it is that only its owner can read it.
 */
final class KeyFile {
    private static final int FORMAT = 1;
    private static final int MOST_BYTES = 65_536;
    private static final Pattern ALIAS = Pattern.compile("parley-([0-9]{1,6})-.*");
    private static final byte[] X25519_PKCS_8 = HexFormat.of().parseHex("302e020100300506032b656e04220420"); // RFC 8410
    private static final byte[] X25519_SPKI = HexFormat.of().parseHex("302a300506032b656e032100");

    private final FileLayer files;
    private final Path path;

    KeyFile(FileLayer files, Path path) {
        this.files = files;
        this.path = path;
    }

    /**
     * Reads the keys. Where only the identity is left, as in a copy that was kept of it, the others are made anew and kept: the same
     * person at a new endpoint.
     *
     * @return empty when there is no file yet
     * @throws StartException when it cannot be used, saying why and what to do
     */
    Optional<KeyRing> load(RandomGenerator random) {
        Optional<byte[]> bytes;
        try {
            bytes = files.readPrivate(path, MOST_BYTES);
        } catch (IOException e) {
            throw new StartException("Your keys cannot be read: " + e.getMessage(), e);
        }
        return bytes.map(found -> decode(found, random));
    }

    /** @throws StartException when it cannot be written */
    void save(KeyRing keys, RandomGenerator random) {
        try {
            files.writePrivate(path, encode(keys, random));
        } catch (IOException e) {
            throw new StartException("Your keys cannot be kept in " + path + ": " + e.getMessage(), e);
        }
    }

    private KeyRing decode(byte[] bytes, RandomGenerator random) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), KeyEntries.PASSWORD);
            requireFormat(Collections.list(store.aliases()));
            SeedSigner identity = new SeedSigner(seed(store, Certificates.IDENTITY));
            if (store.size() == 1) {
                KeyRing renewed = KeyRing.ofPerson(identity, random);
                save(renewed, random);
                return renewed;
            }
            KeyRing keys = new KeyRing(
                    identity,
                    privateKey(store, "device"),
                    chain(store),
                    new SeedSigner(seed(store, "signing")),
                    sealing(store));
            return requireWhole(keys);
        } catch (StartException newer) {
            throw newer;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private void requireFormat(List<String> aliases) {
        int newest = aliases.stream()
                .map(ALIAS::matcher)
                .filter(Matcher::matches)
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .max()
                .orElse(0);
        if (newest > FORMAT) {
            throw new StartException(path + " was written by a newer Parley: it has format " + newest
                    + ", this one reads format " + FORMAT + ". Update Parley, or use another home.");
        }
    }

    private KeyRing requireWhole(KeyRing keys) throws IOException {
        byte[] identity = Ed25519.ofSpki(keys.chain().get(1).getPublicKey().getEncoded())
                .orElseThrow(() -> new IOException("no identity key"));
        if (!Arrays.equals(identity, keys.identity().publicKey()) || !KeyEntries.belongs(keys)) {
            throw new IOException("the keys do not belong together");
        }
        return keys;
    }

    private StartException damaged(Exception cause) {
        return new StartException(
                path
                        + " is damaged, so your keys cannot be read. Put back a copy of it. Without one, move it away and start "
                        + "again: you will have a new identity, and to those who know you, you will be a stranger.",
                cause);
    }

    private static byte[] encode(KeyRing keys, RandomGenerator random) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Certificates certificates = new Certificates(keys.identity(), random);
            X509Certificate identity = keys.chain().get(1);
            byte[] signing = Ed25519.spki(keys.signing().publicKey());
            byte[] sealing = concatenate(X25519_SPKI, keys.sealingKey());
            KeyEntries.put(store, alias("device"), keys.device(), keys.chain(), random);
            KeyEntries.put(store, alias(Certificates.IDENTITY), ed25519(keys.identity()), List.of(identity), random);
            KeyEntries.put(
                    store,
                    alias("signing"),
                    ed25519(keys.signing()),
                    List.of(certificates.kept("signing", signing), identity),
                    random);
            PrivateKey x25519 = KeyFactory.getInstance("X25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(concatenate(X25519_PKCS_8, keys.sealing())));
            KeyEntries.put(
                    store, alias("sealing"), x25519, List.of(certificates.kept("sealing", sealing), identity), random);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store.store(out, KeyEntries.PASSWORD);
            return CheapStore.of(out.toByteArray(), store, random);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform since 15 keeps these keys in PKCS#12", e);
        }
    }

    static String alias(String name) {
        return "parley-" + FORMAT + "-" + name;
    }

    private static PrivateKey ed25519(SeedSigner signer) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(Ed25519.pkcs8(signer.seed())));
    }

    private static byte[] seed(KeyStore store, String name) throws GeneralSecurityException, IOException {
        return Ed25519.ofPkcs8(privateKey(store, name).getEncoded())
                .orElseThrow(() -> new IOException("not an Ed25519 key: " + name));
    }

    private static byte[] sealing(KeyStore store) throws GeneralSecurityException, IOException {
        byte[] encoded = privateKey(store, "sealing").getEncoded();
        int prefix = X25519_PKCS_8.length;
        if (encoded.length != prefix + 32 || !Arrays.equals(X25519_PKCS_8, Arrays.copyOf(encoded, prefix))) {
            throw new IOException("not an X25519 key");
        }
        return Arrays.copyOfRange(encoded, prefix, encoded.length);
    }

    private static PrivateKey privateKey(KeyStore store, String name) throws GeneralSecurityException, IOException {
        Key key = store.getKey(alias(name), KeyEntries.PASSWORD);
        if (key instanceof PrivateKey privateKey) {
            return privateKey;
        }
        throw new IOException("no key " + name);
    }

    private static List<X509Certificate> chain(KeyStore store) throws GeneralSecurityException, IOException {
        Certificate[] chain = store.getCertificateChain(alias("device"));
        if (chain == null || chain.length != 2) {
            throw new IOException("no chain of two");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate : chain) {
            certificates.add((X509Certificate) certificate);
        }
        return List.copyOf(certificates);
    }

    private static byte[] concatenate(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
