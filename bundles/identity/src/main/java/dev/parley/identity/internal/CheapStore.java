package dev.parley.identity.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.macs.HMac;

/**
 * A PKCS#12 file (RFC 7292) that costs nothing to read. The JDK takes 10,000 rounds for the certificates and 10,000 for the sum by which
 * damage is seen, half a second of a cold start, and fewer can only be asked for in the whole process. So its keys are taken
 * as they are, the certificates, which everybody may see, lie beside them in the clear, and the sum takes one round.
 */
final class CheapStore {
    private static final int SALT_BYTES = 20;
    private static final int SUM_BYTES = 32;

    private CheapStore() {}

    /** @param file what the JDK wrote of that store */
    static byte[] of(byte[] file, KeyStore store, RandomGenerator random) throws GeneralSecurityException, IOException {
        ContentInfo keys = AuthenticatedSafe.getInstance(
                        octets(Pfx.getInstance(file).getAuthSafe()))
                .getContentInfo()[0];
        ContentInfo certificates = data(new DERSequence(certificates(keys, store)));
        byte[] content = new AuthenticatedSafe(new ContentInfo[] {keys, certificates}).getEncoded("DER");
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        AlgorithmIdentifier sha256 = new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE);
        MacData sum = new MacData(new DigestInfo(sha256, sum(content, salt)), salt, KeyEntries.ROUNDS);
        ContentInfo whole = new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(content));
        return new Pfx(whole, sum).getEncoded("DER");
    }

    /** The certificate of each key has that key's attributes, its name and number; those above have none. */
    private static SafeBag[] certificates(ContentInfo keys, KeyStore store)
            throws GeneralSecurityException, IOException {
        Map<Certificate, ASN1Set> attributes = new LinkedHashMap<>();
        List<Certificate> above = new ArrayList<>();
        for (ASN1Encodable each : ASN1Sequence.getInstance(octets(keys))) {
            ASN1Set ofKey = SafeBag.getInstance(each).getBagAttributes();
            Certificate[] chain = store.getCertificateChain(alias(ofKey));
            attributes.put(chain[0], ofKey);
            above.addAll(List.of(chain).subList(1, chain.length));
        }
        above.forEach(each -> attributes.putIfAbsent(each, null));
        List<SafeBag> bags = new ArrayList<>();
        for (Map.Entry<Certificate, ASN1Set> each : attributes.entrySet()) {
            CertBag bag = new CertBag(
                    PKCSObjectIdentifiers.x509Certificate,
                    new DEROctetString(each.getKey().getEncoded()));
            bags.add(new SafeBag(PKCSObjectIdentifiers.certBag, bag.toASN1Primitive(), each.getValue()));
        }
        return bags.toArray(SafeBag[]::new);
    }

    private static String alias(ASN1Set attributes) throws IOException {
        for (ASN1Encodable each : attributes) {
            Attribute attribute = Attribute.getInstance(each);
            if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_friendlyName)) {
                return ((ASN1String) attribute.getAttributeValues()[0]).getString();
            }
        }
        throw new IOException("a key has no name");
    }

    private static ContentInfo data(ASN1Encodable content) throws IOException {
        return new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(content));
    }

    private static byte[] octets(ContentInfo content) {
        return ASN1OctetString.getInstance(content.getContent()).getOctets();
    }

    private static byte[] sum(byte[] content, byte[] salt) {
        PKCS12ParametersGenerator key = new PKCS12ParametersGenerator(new SHA256Digest());
        key.init(PBEParametersGenerator.PKCS12PasswordToBytes(KeyEntries.PASSWORD), salt, KeyEntries.ROUNDS);
        HMac mac = new HMac(new SHA256Digest());
        mac.init(key.generateDerivedMacParameters(SUM_BYTES * 8));
        mac.update(content, 0, content.length);
        byte[] sum = new byte[SUM_BYTES];
        mac.doFinal(sum, 0);
        return sum;
    }
}
