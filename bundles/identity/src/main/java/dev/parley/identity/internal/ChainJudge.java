package dev.parley.identity.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.InvalidChainException;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.Signatures;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;

/**
 * Judges the chain {device, identity} of the other side: design, section 6. Names in it mean nothing. Nor does the beginning of its
 * time: a machine whose clock is behind would refuse everybody.
 */
final class ChainJudge {
    private static final int CERTIFICATES = 2;
    private static final int MOST_BYTES = 2_048;
    private static final int DIGITAL_SIGNATURE = 0; // bits of RFC 5280, section 4.2.1.3
    private static final int KEY_CERT_SIGN = 5;

    private final Clock clock;
    private final Signatures signatures;
    private final JudgedChains judged = new JudgedChains();

    ChainJudge(Clock clock, Signatures signatures) {
        this.clock = clock;
        this.signatures = signatures;
    }

    /** @throws InvalidChainException when it proves nobody */
    RemoteIdentity judge(X509Certificate[] chain, Optional<PeerName> expected) {
        RemoteIdentity there;
        try {
            there = judge(chain);
        } catch (InvalidChainException e) {
            throw e;
        } catch (CertificateException | RuntimeException e) { // parsers of certificates throw whatever they met
            throw new InvalidChainException("a certificate of the other side is malformed: " + e.getMessage(), e);
        }
        if (expected.isPresent() && !expected.get().equals(there.peer())) {
            throw new IdentityMismatchException(
                    "Another identity answered: " + there.peer().shortForm() + " instead of "
                            + expected.get().shortForm()
                            + ". Nothing was sent to it. If the person has a new identity, ask for it "
                            + "in another way and add the person anew.");
        }
        return there;
    }

    private RemoteIdentity judge(X509Certificate[] chain) throws CertificateException {
        byte[][] encoded = encoded(chain);
        Optional<JudgedChains.Verdict> before = judged.find(encoded);
        JudgedChains.Verdict verdict = before.isPresent() ? before.get() : examined(chain);
        require(!clock.instant().isAfter(verdict.deviceEnds()), "its device certificate has expired");
        require(!clock.instant().isAfter(verdict.identityEnds()), "its identity certificate has expired");
        if (before.isEmpty()) {
            judged.keep(encoded, verdict);
        }
        return verdict.there();
    }

    private static byte[][] encoded(X509Certificate[] chain) throws CertificateException {
        if (chain == null || chain.length != CERTIFICATES) {
            throw new InvalidChainException("the other side sent " + (chain == null ? 0 : chain.length)
                    + " certificates; a chain of Parley has " + CERTIFICATES + ".");
        }
        byte[][] encoded = {chain[0].getEncoded(), chain[1].getEncoded()};
        require(
                encoded[0].length <= MOST_BYTES && encoded[1].length <= MOST_BYTES,
                "a certificate has more than " + MOST_BYTES + " bytes");
        return encoded;
    }

    /** All but the time, which goes on. */
    private JudgedChains.Verdict examined(X509Certificate[] chain) throws CertificateException {
        X509Certificate device = chain[0];
        X509Certificate identity = chain[1];
        byte[] key = Ed25519.ofSpki(identity.getPublicKey().getEncoded()).orElse(new byte[0]);
        require(key.length > 0, "its identity key is not Ed25519");
        byte[] deviceKey = device.getPublicKey().getEncoded();
        require(DeviceKeys.isDeviceKey(deviceKey), "its device key is not P-256");
        require(signed(identity, key), "its identity certificate has no valid signature");
        require(signed(device, key), "its device certificate is not signed by its identity");
        require(identity.getBasicConstraints() >= 0 && may(identity, KEY_CERT_SIGN), "its identity may not sign");
        require(
                device.getBasicConstraints() == -1 && may(device, DIGITAL_SIGNATURE),
                "its device key has no such role");
        return new JudgedChains.Verdict(
                new RemoteIdentity(PeerName.of(key), EndPointId.ofDeviceKey(deviceKey)),
                device.getNotAfter().toInstant(),
                identity.getNotAfter().toInstant());
    }

    private boolean signed(X509Certificate certificate, byte[] key) throws CertificateException {
        return certificate.getSigAlgOID().equals(Ed25519.OID)
                && signatures.verify(key, certificate.getTBSCertificate(), certificate.getSignature());
    }

    private static boolean may(X509Certificate certificate, int use) {
        boolean[] uses = certificate.getKeyUsage();
        return uses != null && uses.length > use && uses[use];
    }

    private static void require(boolean fine, String problem) {
        if (!fine) {
            throw new InvalidChainException("the other side does not prove who it is: " + problem + ".");
        }
    }
}
