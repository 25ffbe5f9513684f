package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.InvalidChainException;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.Signer;
import dev.parley.testkit.HandDrivenExecution;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.Time;
import org.junit.jupiter.api.Test;

class ChainJudgeTest {
    private static final KeyRing ANNA = Samples.keys(1);
    private static final KeyRing BERT = Samples.keys(2);
    private static final PeerName ANNA_NAME = PeerName.of(ANNA.identity().publicKey());

    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final ChainJudge judge = new ChainJudge(execution.clock(), Samples.signatures());
    private final Certificates makes = new Certificates(ANNA.identity(), execution.random());
    private final X509Certificate device = ANNA.chain().get(0);
    private final X509Certificate identity = ANNA.chain().get(1);

    private RemoteIdentity judge(X509Certificate... chain) {
        return judge.judge(chain, Optional.empty());
    }

    private String refused(X509Certificate... chain) {
        return assertThrows(InvalidChainException.class, () -> judge(chain)).getMessage();
    }

    private static ExtensionsGenerator roles(boolean authority, int usage) throws Exception {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(
                Extension.basicConstraints, true, authority ? new BasicConstraints(0) : new BasicConstraints(false));
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        return extensions;
    }

    private X509Certificate issued(byte[] spki, ExtensionsGenerator extensions) throws Exception {
        return makes.issue("x", spki, extensions, new Time(Date.from(Instant.parse("9999-12-31T23:59:59Z"))));
    }

    @Test
    void aChainOfTwoProvesPeerAndEndpoint() {
        RemoteIdentity there = new RemoteIdentity(ANNA_NAME, EndPointId.ofDeviceKey(ANNA.deviceKey()));
        assertEquals(there, judge(device, identity));
        assertEquals(there, judge.judge(new X509Certificate[] {device, identity}, Optional.of(ANNA_NAME)));
    }

    @Test
    void anotherThanTheExpectedIsAMismatch() {
        PeerName bert = PeerName.of(BERT.identity().publicKey());
        String said = assertThrows(
                        IdentityMismatchException.class,
                        () -> judge.judge(new X509Certificate[] {device, identity}, Optional.of(bert)))
                .getMessage();
        assertTrue(said.contains(ANNA_NAME.shortForm()) && said.contains(bert.shortForm()), said);
    }

    @Test
    void refusesAnotherNumberOfCertificates() {
        refused();
        refused((X509Certificate[]) null);
        refused(device);
        refused(device, identity, identity);
        refused(identity, device);
        refused(identity, identity);
        refused(device, device);
    }

    @Test
    void refusesADeviceOfSomebodyElse() {
        assertTrue(refused(BERT.chain().get(0), identity).contains("not signed by its identity"));
        refused(device, BERT.chain().get(1));
    }

    @Test
    void refusesOtherKeys() throws Exception {
        ExtensionsGenerator authority = roles(true, KeyUsage.keyCertSign);
        assertTrue(refused(makes.device(Ed25519.spki(BERT.signing().publicKey())), identity)
                .contains("P-256"));
        assertTrue(refused(device, issued(BERT.deviceKey(), authority)).contains("not Ed25519"));
        byte[] small = new byte[32];
        small[0] = 1;
        refused(device, issued(Ed25519.spki(small), authority));
    }

    @Test
    void refusesOtherRoles() throws Exception {
        byte[] deviceKey = ANNA.deviceKey();
        byte[] identityKey = Ed25519.spki(ANNA.identity().publicKey());
        refused(issued(deviceKey, roles(true, KeyUsage.digitalSignature)), identity);
        refused(issued(deviceKey, roles(false, KeyUsage.keyAgreement)), identity);
        refused(issued(deviceKey, new ExtensionsGenerator()), identity);
        refused(device, issued(identityKey, roles(false, KeyUsage.keyCertSign)));
        refused(device, issued(identityKey, roles(true, KeyUsage.digitalSignature)));
        refused(device, issued(identityKey, new ExtensionsGenerator()));
        judge(issued(deviceKey, roles(false, KeyUsage.digitalSignature)), identity);
    }

    @Test
    void refusesMoreThan2048Bytes() throws Exception {
        ExtensionsGenerator extensions = roles(false, KeyUsage.digitalSignature);
        extensions.addExtension(
                new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), false, new DEROctetString(new byte[2_000]));
        X509Certificate large = issued(ANNA.deviceKey(), extensions);
        assertTrue(large.getEncoded().length > 2_048);
        assertTrue(refused(large, identity).contains("2048 bytes"));
    }

    @Test
    void onlyTheEndOfACertificateIsLookedAt() throws Exception {
        X509Certificate ending = makes.device(ANNA.deviceKey(), Instant.parse("2026-02-01T00:00:00Z"));
        judge(ending, identity);
        execution.jumpClock(Duration.ofDays(-20_000)); // before the first day of every certificate
        judge(ending, identity);
        execution.jumpClock(Duration.ofDays(20_000 + 40));
        assertTrue(refused(ending, identity).contains("expired"));
        execution.jumpClock(Duration.ofDays(300_000)); // eight hundred years
        judge(device, identity);
    }

    @Test
    void whatProvedSomebodyIsNotExaminedAgain() {
        AtomicInteger verified = new AtomicInteger();
        ChainJudge counting = new ChainJudge(execution.clock(), new Signatures() {
            @Override
            public Signer ephemeral() {
                throw new AssertionError("nothing is signed");
            }

            @Override
            public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
                verified.incrementAndGet();
                return Samples.signatures().verify(publicKey, message, signature);
            }
        });
        X509Certificate[] good = {device, identity};
        X509Certificate[] bad = {BERT.chain().get(0), identity};
        assertEquals(counting.judge(good, Optional.empty()), counting.judge(good, Optional.of(ANNA_NAME)));
        assertEquals(2, verified.get());
        assertThrows(InvalidChainException.class, () -> counting.judge(bad, Optional.empty()));
        assertThrows(InvalidChainException.class, () -> counting.judge(bad, Optional.empty()));
        assertEquals(6, verified.get(), "what proves nobody is examined each time");
    }

    @Test
    void certificatesAreSmallAndTellNothing() throws Exception {
        assertTrue(device.getEncoded().length < 400);
        assertTrue(identity.getEncoded().length < 300);
        assertEquals("CN=parley device", device.getSubjectX500Principal().getName());
        assertEquals("CN=parley identity", identity.getSubjectX500Principal().getName());
        identity.verify(identity.getPublicKey());
        device.verify(identity.getPublicKey());
    }

    @Test
    void fuzz() throws Exception {
        KnownSignatures known = new KnownSignatures(Samples.signatures());
        ChainJudge quick = new ChainJudge(execution.clock(), known);
        quick.judge(new X509Certificate[] {device, identity}, Optional.empty());
        known.close();
        fuzz(quick, 100_000);
    }

    @Test
    void fuzzWithRealSignatures() throws Exception {
        fuzz(judge, 2_000);
    }

    private void fuzz(ChainJudge judge, int times) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Random random = new Random(1);
        byte[][] good = {device.getEncoded(), identity.getEncoded()};
        RemoteIdentity honest = judge(device, identity);
        int parsed = 0;
        int refused = 0;
        for (int i = 0; i < times; i++) {
            int which = random.nextInt(2);
            byte[] bad = good[which].clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            X509Certificate certificate;
            try {
                certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bad));
            } catch (CertificateException | ArrayIndexOutOfBoundsException malformed) {
                continue; // the second is what the JDK throws at an Ed25519 key of no bytes
            }
            parsed++;
            X509Certificate[] chain = {which == 0 ? certificate : device, which == 0 ? identity : certificate};
            try {
                // What the signature does not cover, such as the outer name of the algorithm, may differ: it proves the
                // same.
                assertEquals(honest, judge.judge(chain, Optional.empty()));
            } catch (InvalidChainException expected) {
                refused++;
            }
        }
        assertTrue(refused > times / 10, "nearly all are refused: " + refused);
        assertTrue(parsed > times / 10, "enough get past the parser: " + parsed);
    }
}
