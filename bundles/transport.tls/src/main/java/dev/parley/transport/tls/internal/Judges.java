package dev.parley.transport.tls.internal;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** One trust manager for all connections of a context: asks the judge of the connection whose handshake it is. Any thread. */
final class Judges extends X509ExtendedTrustManager {
    private final Map<SSLEngine, JudgingTrustManager> judges = Collections.synchronizedMap(new WeakHashMap<>());

    /** Who judges the other side of a connection to come. */
    void appoint(SSLEngine engine, JudgingTrustManager judge) {
        judges.put(engine, judge);
    }

    private JudgingTrustManager of(SSLEngine engine) throws CertificateException {
        JudgingTrustManager judge = judges.get(engine);
        if (judge == null) {
            throw nobody();
        }
        return judge;
    }

    private static CertificateException nobody() {
        return new CertificateException("nobody judges this connection");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        of(engine).checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        of(engine).checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw nobody();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw nobody();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw nobody();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw nobody();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
