package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.api.peer.IdentityMismatchException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.Test;

/** Judged in the handshake, or after it when it was not: never skipped, never twice. */
final class JudgingTrustManagerTest {
    private static final SSLEngine NO_ENGINE = null;

    private final TestCredentials ours = TestCredentials.make();
    private final TestCredentials theirs = TestCredentials.make();
    private final TestCredentials others = TestCredentials.make();

    private static X509Certificate[] chain(TestCredentials of) {
        return ((X509KeyManager) of.keyManagers().getKeyManagers()[0]).getCertificateChain("device");
    }

    @Test
    void whoWasJudgedInTheHandshakeIsNotJudgedAgain() throws CertificateException {
        JudgingTrustManager judge = new JudgingTrustManager(ours, Optional.of(theirs.peer()));
        judge.checkServerTrusted(chain(theirs), "UNKNOWN", NO_ENGINE);
        assertEquals(theirs.peer(), judge.verdict(chain(theirs)).peer());
        assertEquals(1, ours.judged.get());
    }

    @Test
    void aResumedSessionIsJudgedAfterwards() {
        JudgingTrustManager judge = new JudgingTrustManager(ours, Optional.of(theirs.peer()));
        assertEquals(theirs.peer(), judge.verdict(chain(theirs)).peer());
        assertEquals(1, ours.judged.get());
        assertThrows(IdentityMismatchException.class, () -> new JudgingTrustManager(ours, Optional.of(theirs.peer()))
                .verdict(chain(others)));
    }

    @Test
    void anotherChainThanTheJudgedOneIsJudgedAnew() throws CertificateException {
        JudgingTrustManager judge = new JudgingTrustManager(ours, Optional.of(theirs.peer()));
        judge.checkServerTrusted(chain(theirs), "UNKNOWN", NO_ENGINE);
        assertThrows(IdentityMismatchException.class, () -> judge.verdict(chain(others)));
    }

    @Test
    void aRefusalKeepsItsTypeAsTheCause() {
        JudgingTrustManager judge = new JudgingTrustManager(ours, Optional.of(theirs.peer()));
        CertificateException refused = assertThrows(
                CertificateException.class, () -> judge.checkServerTrusted(chain(others), "UNKNOWN", NO_ENGINE));
        assertInstanceOf(IdentityMismatchException.class, refused.getCause());
        assertThrows(IdentityMismatchException.class, () -> judge.verdict(chain(others)));
    }

    @Test
    void whoeverItIsIsLetInWhenNobodyIsExpected() throws CertificateException {
        JudgingTrustManager judge = new JudgingTrustManager(ours, Optional.empty());
        judge.checkClientTrusted(chain(others), "UNKNOWN", NO_ENGINE);
        assertEquals(others.peer(), judge.verdict(chain(others)).peer());
        assertEquals(0, judge.getAcceptedIssuers().length);
    }
}
