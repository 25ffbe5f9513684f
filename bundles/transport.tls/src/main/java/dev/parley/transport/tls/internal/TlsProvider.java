package dev.parley.transport.tls.internal;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import java.util.Locale;

/** Which implementation of TLS is used. */
enum TlsProvider {
    /** BoringSSL when its native library loads, otherwise the JDK's. */
    AUTO,
    JDK,
    OPENSSL;

    /** @throws IllegalArgumentException for a word that is none */
    static TlsProvider parse(String word) {
        for (TlsProvider provider : values()) {
            if (provider.name().toLowerCase(Locale.ROOT).equals(word)) {
                return provider;
            }
        }
        throw new IllegalArgumentException("The configuration dev.parley.transport.tls says provider=" + word
                + "; auto, jdk or openssl is possible.");
    }

    /**
     * Loads the native library when it may be needed, which takes some milliseconds the first time.
     *
     * @throws IllegalStateException when OPENSSL is wanted and does not load
     */
    SslProvider choose() {
        if (this == JDK) {
            return SslProvider.JDK;
        }
        boolean native13 = OpenSsl.isAvailable() && SslProvider.isTlsv13Supported(SslProvider.OPENSSL_REFCNT);
        if (!native13 && this == OPENSSL) {
            throw new IllegalStateException(
                    "The configuration dev.parley.transport.tls says provider=openssl, but the native library of"
                            + " netty-tcnative does not load on this machine. Add its bundle for this platform, or say auto.",
                    OpenSsl.unavailabilityCause());
        }
        return native13 ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
    }
}
