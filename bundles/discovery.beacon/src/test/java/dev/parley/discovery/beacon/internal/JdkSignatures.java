package dev.parley.discovery.beacon.internal;

import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.Signer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** Ed25519 of the JDK; counts its checks. */
final class JdkSignatures implements Signatures {
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    final AtomicInteger checks = new AtomicInteger();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record JdkSigner(PrivateKey key, byte[] raw) implements Signer {
        @Override
        public byte[] publicKey() {
            return raw.clone();
        }

        @Override
        public byte[] sign(byte[] message) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(key);
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public Signer ephemeral() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            return new JdkSigner(pair.getPrivate(), Arrays.copyOfRange(encoded, X509.length, encoded.length));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        checks.incrementAndGet();
        byte[] encoded = Arrays.copyOf(X509, X509.length + publicKey.length);
        System.arraycopy(publicKey, 0, encoded, X509.length, publicKey.length);
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
