package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;

class JudgesTest {
    private final Judges judges = new Judges();
    private final TestCredentials keys = TestCredentials.make();
    private final X509Certificate[] chain = {};

    private static SSLEngine engine() throws Exception {
        return SSLContext.getDefault().createSSLEngine();
    }

    @Test
    void eachConnectionHasItsOwnJudge() throws Exception {
        TestCredentials other = TestCredentials.make();
        SSLEngine one = engine();
        SSLEngine two = engine();
        judges.appoint(one, new JudgingTrustManager(keys, Optional.empty()));
        judges.appoint(two, new JudgingTrustManager(other, Optional.empty()));
        assertThrows(CertificateException.class, () -> judges.checkClientTrusted(chain, "UNKNOWN", one));
        assertEquals(1, keys.judged.get());
        assertEquals(0, other.judged.get());
        assertThrows(CertificateException.class, () -> judges.checkServerTrusted(chain, "UNKNOWN", two));
        assertEquals(1, other.judged.get());
    }

    @Test
    void withoutAJudgeNobodyIsTrusted() throws Exception {
        SSLEngine unknown = engine();
        assertThrows(CertificateException.class, () -> judges.checkClientTrusted(chain, "UNKNOWN", unknown));
        assertThrows(CertificateException.class, () -> judges.checkServerTrusted(chain, "UNKNOWN", unknown));
        assertThrows(CertificateException.class, () -> judges.checkClientTrusted(chain, "UNKNOWN"));
        assertThrows(CertificateException.class, () -> judges.checkServerTrusted(chain, "UNKNOWN"));
        assertThrows(CertificateException.class, () -> judges.checkClientTrusted(chain, "UNKNOWN", (Socket) null));
        assertThrows(CertificateException.class, () -> judges.checkServerTrusted(chain, "UNKNOWN", (Socket) null));
        assertEquals(0, judges.getAcceptedIssuers().length);
    }
}
