package dev.parley.tests.bench.floor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;

/** The device key and the chain of a home of ours: the floor shows the same certificates as the product. */
final class Keys {
    private static final char[] PASSWORD = "parley".toCharArray(); // no secret: the file is its owner's alone
    private static final String ENTRY = "parley-1-device";

    private Keys() {}

    static KeyManagerFactory managers(Path home) throws GeneralSecurityException, IOException {
        KeyStore file = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(home.resolve("identity.p12"))) {
            file.load(in, PASSWORD);
        }
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(ENTRY, file.getKey(ENTRY, PASSWORD), PASSWORD, file.getCertificateChain(ENTRY));
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(one, PASSWORD);
        return managers;
    }

    /** The least that proves a peer: the identity signed itself and the device. */
    static void judge(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 2) {
            throw new CertificateException("a chain of two is wanted");
        }
        PublicKey identity = chain[1].getPublicKey();
        try {
            chain[1].verify(identity);
            chain[0].verify(identity);
        } catch (GeneralSecurityException e) {
            throw new CertificateException("a signature is wrong", e);
        }
        chain[0].checkValidity();
    }
}
