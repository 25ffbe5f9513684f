package dev.parley.transport.tls.internal;

import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.LinkCredentials;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets {@link LinkCredentials} judge. Extended, because a plain trust manager is wrapped by the JDK, which then adds checks of
 * algorithms and host names that our chains neither pass nor need.
 */
final class JudgingTrustManager extends X509ExtendedTrustManager {
    private final LinkCredentials credentials;
    private final Optional<PeerName> expected;

    JudgingTrustManager(LinkCredentials credentials, Optional<PeerName> expected) {
        this.credentials = credentials;
        this.expected = expected;
    }

    private void judge(X509Certificate[] chain) throws CertificateException {
        try {
            credentials.judge(chain, expected);
        } catch (ParleyException refused) {
            throw new CertificateException(refused.getMessage(), refused);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
