package dev.parley.transport.tls.internal;

import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.LinkCredentials;
import dev.parley.spi.identity.RemoteIdentity;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets {@link LinkCredentials} judge the other side of one connection. Extended, because a plain trust manager is wrapped by the JDK,
 * which then adds checks of algorithms and host names that our chains neither pass nor need. For one thread at a time.
 */
final class JudgingTrustManager extends X509ExtendedTrustManager {
    private final LinkCredentials credentials;
    private final Optional<PeerName> expected;
    private X509Certificate[] judged; // null until asked in the handshake
    private RemoteIdentity verdict;

    JudgingTrustManager(LinkCredentials credentials, Optional<PeerName> expected) {
        this.credentials = credentials;
        this.expected = expected;
    }

    private void judge(X509Certificate[] chain) throws CertificateException {
        try {
            verdict = credentials.judge(chain, expected);
            judged = chain.clone();
        } catch (ParleyException refused) {
            throw new CertificateException(refused.getMessage(), refused);
        }
    }

    /**
     * Who is there, once the handshake is done.
     *
     * @param chain of the session; judged now when it is not the one that was judged in this handshake: a resumed session asks no
     *     trust manager
     * @throws ParleyException as {@link LinkCredentials#judge}
     */
    RemoteIdentity verdict(X509Certificate[] chain) {
        return Arrays.equals(judged, chain) ? verdict : credentials.judge(chain, expected);
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
