package dev.parley.identity.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * All keys of one node of one person.
 *
 * @param identity signs certificates and cards, nothing else
 * @param device P-256, for TLS
 * @param chain of the device: {device, identity}
 * @param signing signs what this endpoint says
 * @param sealing X25519, 32 bytes: opens what is sealed to this endpoint
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeyRing(
        SeedSigner identity, PrivateKey device, List<X509Certificate> chain, SeedSigner signing, byte[] sealing) {
    /** New keys; the same for the same randomness. */
    static KeyRing generate(RandomGenerator random) {
        return ofPerson(new SeedSigner(secret(random)), random);
    }

    /** The same person at an endpoint that is new: all other keys are made. */
    static KeyRing ofPerson(SeedSigner identity, RandomGenerator random) {
        try {
            DeviceKeys.Pair device = DeviceKeys.generate(random);
            Certificates certificates = new Certificates(identity, random);
            List<X509Certificate> chain = List.of(certificates.device(device.spki()), certificates.identity());
            return new KeyRing(identity, device.privateKey(), chain, new SeedSigner(secret(random)), secret(random));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has P-256 and X.509", e);
        }
    }

    private static byte[] secret(RandomGenerator random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return bytes;
    }

    /** The device key's SubjectPublicKeyInfo. */
    byte[] deviceKey() {
        return chain.get(0).getPublicKey().getEncoded();
    }

    /** The public half of the sealing key, 32 bytes. */
    byte[] sealingKey() {
        byte[] key = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(sealing, 0, key, 0);
        return key;
    }
}
