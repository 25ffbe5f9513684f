package dev.parley.spi.identity;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerName;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a transport needs to prove who we are and to learn who the other side is: the chain {device, identity} of the design,
 * section 6. An OSGi service; any thread.
 */
@ProviderType
public interface LinkCredentials {
    /** Holds just the device key and its chain of two; shared, made once. */
    KeyManagerFactory keyManagers();

    /**
     * Judges the chain of the other side. A transport calls it in its trust manager. After every handshake it looks again at the
     * session's chain, and has it judged now unless it is the one that was judged in this very handshake: a resumed session asks no
     * trust manager.
     *
     * @param chain as the other side sent it
     * @param expected who must be there
     * @throws IdentityMismatchException when another key than the expected is there
     * @throws InvalidChainException when the chain proves nobody: not of two, too large, bad signature, expired, wrong keys
     */
    RemoteIdentity judge(X509Certificate[] chain, Optional<PeerName> expected);
}
