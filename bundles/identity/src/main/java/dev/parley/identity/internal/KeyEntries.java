package dev.parley.identity.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.crypto.spec.PBEParameterSpec;
import javax.net.ssl.KeyManagerFactory;

/** Entries of key stores. */
final class KeyEntries {
    /** Known to everybody. A store without one is read by few programs. */
    static final char[] PASSWORD = "parley".toCharArray();

    /** Rounds make guessing a secret password slow; here they would only make starting slow. */
    static final int ROUNDS = 1;

    private KeyEntries() {}

    static void put(KeyStore store, String alias, PrivateKey key, List<X509Certificate> chain, RandomGenerator random)
            throws GeneralSecurityException {
        byte[] salt = new byte[20];
        random.nextBytes(salt);
        KeyStore.PasswordProtection protection = new KeyStore.PasswordProtection(
                PASSWORD, "PBEWithHmacSHA256AndAES_256", new PBEParameterSpec(salt, ROUNDS));
        store.setEntry(alias, new KeyStore.PrivateKeyEntry(key, chain.toArray(X509Certificate[]::new)), protection);
    }

    /** Just the device key and its chain, for TLS. */
    static KeyManagerFactory keyManagers(KeyRing keys, RandomGenerator random) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            put(store, "device", keys.device(), keys.chain(), random);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, PASSWORD);
            return managers;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform keeps a P-256 key in PKCS#12", e);
        }
    }

    /** Whether the device's private key belongs to the chain. */
    static boolean belongs(KeyRing keys) {
        return keys.device() instanceof ECPrivateKey key
                && Arrays.equals(DeviceKeys.spki(key.getS()), keys.deviceKey());
    }
}
