package dev.parley.identity.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/**
 * Makes certificates. Names are placeholders, the same for everybody: who somebody is, is the key. They begin long ago and have no
 * end (RFC 5280, section 4.1.2.5), since nobody's clock is trusted.
 */
final class Certificates {
    static final String IDENTITY = "identity";

    private static final AlgorithmIdentifier ED_25519 = new AlgorithmIdentifier(new ASN1ObjectIdentifier(Ed25519.OID));
    private static final Time BEGIN = new Time(Date.from(Instant.parse("2000-01-01T00:00:00Z")));
    private static final Time END = new Time(Date.from(Instant.parse("9999-12-31T23:59:59Z")));
    private static final int SERIAL_BITS = 127; // positive, and in at most 20 bytes

    private final SeedSigner identity;
    private final RandomGenerator random;

    Certificates(SeedSigner identity, RandomGenerator random) {
        this.identity = identity;
        this.random = random;
    }

    X509Certificate identity() throws GeneralSecurityException, IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        return issue(IDENTITY, Ed25519.spki(identity.publicKey()), extensions, END);
    }

    X509Certificate device(byte[] spki) throws GeneralSecurityException, IOException {
        return device(spki, END.getDate().toInstant());
    }

    X509Certificate device(byte[] spki, Instant end) throws GeneralSecurityException, IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        KeyPurposeId[] purposes = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        extensions.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
        return issue("device", spki, extensions, new Time(Date.from(end)));
    }

    /** For a key that only lies in the key file, which wants a certificate for each; never shown to anybody. */
    X509Certificate kept(String name, byte[] spki) throws GeneralSecurityException, IOException {
        return issue(name, spki, new ExtensionsGenerator(), END);
    }

    X509Certificate issue(String name, byte[] spki, ExtensionsGenerator extensions, Time end)
            throws GeneralSecurityException, IOException {
        V3TBSCertificateGenerator generator = new V3TBSCertificateGenerator();
        generator.setSerialNumber(new org.bouncycastle.asn1.ASN1Integer(serial()));
        generator.setIssuer(new X500Name("CN=parley " + IDENTITY));
        generator.setSubject(new X500Name("CN=parley " + name));
        generator.setStartDate(BEGIN);
        generator.setEndDate(end);
        generator.setSignature(ED_25519);
        generator.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(spki));
        if (!extensions.isEmpty()) {
            generator.setExtensions(extensions.generate());
        }
        TBSCertificate body = generator.generateTBSCertificate();
        byte[] signature = identity.sign(body.getEncoded("DER"));
        byte[] whole = new DERSequence(
                        new org.bouncycastle.asn1.ASN1Encodable[] {body, ED_25519, new DERBitString(signature)})
                .getEncoded("DER");
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
    }

    private BigInteger serial() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return new BigInteger(1, bytes).clearBit(SERIAL_BITS).setBit(0);
    }
}
