package dev.parley.transport.tls.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.InvalidChainException;
import dev.parley.spi.identity.LinkCredentials;
import dev.parley.spi.identity.RemoteIdentity;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A person with one device: the chain of the design, section 6. Counts how often it judges. */
final class TestCredentials implements LinkCredentials {
    private static final int RAW_KEY_AT = 12;
    private static final X500Name IDENTITY = new X500Name("CN=parley-identity");
    private static final X500Name DEVICE = new X500Name("CN=parley-device");

    /** Keys are slow to make: tests share so many people, each in turn. */
    private static final int PEOPLE = 8;

    private static final TestCredentials[] MADE = new TestCredentials[PEOPLE];
    private static final AtomicInteger TURN = new AtomicInteger();

    final AtomicInteger judged = new AtomicInteger();
    final AtomicInteger inHandshakes = new AtomicInteger(); // of these, by a trust manager
    private final KeyManagerFactory keyManagers;
    private final PeerName peer;

    private TestCredentials(KeyPair identity, PrivateKey key, X509Certificate... chain) throws Exception {
        peer = nameOf(identity.getPublic().getEncoded());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("device", key, new char[0], chain);
        keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(store, new char[0]);
    }

    /** Another person than the last seven. */
    static TestCredentials make() {
        synchronized (MADE) {
            int turn = Math.floorMod(TURN.getAndIncrement(), PEOPLE);
            if (MADE[turn] == null) {
                MADE[turn] = issue(true);
            }
            return new TestCredentials(MADE[turn]);
        }
    }

    /** The same keys, nothing counted yet. */
    private TestCredentials(TestCredentials made) {
        peer = made.peer;
        keyManagers = made.keyManagers;
    }

    /** The device certificate is signed by another identity than the one in the chain. */
    static TestCredentials broken() {
        return issue(false);
    }

    private static TestCredentials issue(boolean right) {
        try {
            KeyPair identity = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            KeyPair signer =
                    right ? identity : KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
            ec.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair device = ec.generateKeyPair();
            return new TestCredentials(
                    identity,
                    device.getPrivate(),
                    certificate(signer, device, DEVICE, false),
                    certificate(identity, identity, IDENTITY, true));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static X509Certificate certificate(KeyPair issuer, KeyPair subject, X500Name name, boolean ca)
            throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                IDENTITY,
                BigInteger.TEN,
                Date.from(now.minusSeconds(3600)),
                Date.from(now.plusSeconds(3600)),
                name,
                subject.getPublic());
        builder.addExtension(
                Extension.basicConstraints, true, ca ? new BasicConstraints(0) : new BasicConstraints(false));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("Ed25519").build(issuer.getPrivate())));
    }

    PeerName peer() {
        return peer;
    }

    @Override
    public KeyManagerFactory keyManagers() {
        return keyManagers;
    }

    @Override
    public RemoteIdentity judge(X509Certificate[] chain, Optional<PeerName> expected) {
        judged.incrementAndGet();
        if (StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().endsWith("Trusted")))) {
            inHandshakes.incrementAndGet();
        }
        if (chain.length != 2) {
            throw new InvalidChainException("a chain of " + chain.length);
        }
        try {
            chain[1].verify(chain[1].getPublicKey());
            chain[0].verify(chain[1].getPublicKey());
        } catch (GeneralSecurityException e) {
            throw new InvalidChainException("bad signature", e);
        }
        PeerName there = nameOf(chain[1].getPublicKey().getEncoded());
        if (expected.isPresent() && !expected.get().equals(there)) {
            throw new IdentityMismatchException("another key answered: " + there);
        }
        return new RemoteIdentity(
                there, EndPointId.ofDeviceKey(chain[0].getPublicKey().getEncoded()));
    }

    private static PeerName nameOf(byte[] spki) {
        return PeerName.of(Arrays.copyOfRange(spki, RAW_KEY_AT, spki.length));
    }
}
