package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.InvalidChainException;
import dev.parley.testkit.HandDrivenExecution;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;

/** TLS 1.3 with client authentication over the JDK's engine. */
class HandshakeTest {
    private static final KeyRing ANNA = Samples.keys(1);
    private static final KeyRing BERT = Samples.keys(2);

    private final DeviceCredentials anna =
            new DeviceCredentials(ANNA, new HandDrivenExecution(1), Samples.signatures());
    private final DeviceCredentials bert =
            new DeviceCredentials(BERT, new HandDrivenExecution(2), Samples.signatures());

    private static PeerName name(KeyRing keys) {
        return PeerName.of(keys.identity().publicKey());
    }

    private static SSLEngine engine(DeviceCredentials credentials, Optional<PeerName> expected, boolean client)
            throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        TrustManager[] trust = {new Trust(credentials, expected)};
        context.init(credentials.keyManagers().getKeyManagers(), trust, null);
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(client);
        if (!client) {
            engine.setNeedClientAuth(true);
        }
        return engine;
    }

    private static void shake(SSLEngine one, SSLEngine other) throws SSLException {
        ByteBuffer toOther = ByteBuffer.allocate(100_000).flip();
        ByteBuffer toOne = ByteBuffer.allocate(100_000).flip();
        for (int i = 0; i < 100; i++) {
            step(one, toOne, toOther);
            step(other, toOther, toOne);
            if (one.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                    && other.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
                    && i > 0
                    && !toOne.hasRemaining()
                    && !toOther.hasRemaining()) {
                return;
            }
        }
        throw new AssertionError("no end: " + one.getHandshakeStatus() + " " + other.getHandshakeStatus());
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        if (engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP && in.hasRemaining()) {
            engine.unwrap(in, ByteBuffer.allocate(50_000));
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            engine.getDelegatedTask().run();
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            out.compact();
            engine.wrap(ByteBuffer.allocate(0), out);
            out.flip();
        }
    }

    private static final class Trust extends X509ExtendedTrustManager {
        private final DeviceCredentials credentials;
        private final Optional<PeerName> expected;

        Trust(DeviceCredentials credentials, Optional<PeerName> expected) {
            this.credentials = credentials;
            this.expected = expected;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            try {
                credentials.judge(chain, expected);
            } catch (RuntimeException e) {
                throw new CertificateException(e);
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static PeerName peer(DeviceCredentials credentials, SSLEngine engine) throws SSLException {
        X509Certificate[] chain = Arrays.stream(engine.getSession().getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toArray(X509Certificate[]::new);
        return credentials.judge(chain, Optional.empty()).peer();
    }

    @Test
    void bothSidesLearnWhoTheOtherIs() throws Exception {
        SSLEngine client = engine(anna, Optional.of(name(BERT)), true);
        SSLEngine server = engine(bert, Optional.empty(), false);
        client.beginHandshake();
        shake(client, server);
        assertEquals("TLSv1.3", client.getSession().getProtocol());
        assertEquals(name(BERT), peer(anna, client));
        assertEquals(name(ANNA), peer(bert, server));
    }

    @Test
    void aWrongPeerEndsTheHandshake() throws Exception {
        SSLEngine client = engine(anna, Optional.of(name(ANNA)), true);
        SSLEngine server = engine(bert, Optional.empty(), false);
        client.beginHandshake();
        assertThrows(SSLException.class, () -> shake(client, server));
    }

    @Test
    void anEmptyChainProvesNobody() {
        assertThrows(InvalidChainException.class, () -> anna.judge(new X509Certificate[0], Optional.empty()));
    }
}
