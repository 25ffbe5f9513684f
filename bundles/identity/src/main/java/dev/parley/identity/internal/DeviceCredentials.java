package dev.parley.identity.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.LinkCredentials;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.Signatures;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;

/** The device key for TLS, and the judge of others'. */
final class DeviceCredentials implements LinkCredentials {
    private final KeyManagerFactory keyManagers;
    private final ChainJudge judge;

    DeviceCredentials(KeyRing keys, Execution execution, Signatures signatures) {
        this.keyManagers = KeyEntries.keyManagers(keys, execution.random());
        this.judge = new ChainJudge(execution.clock(), signatures);
    }

    @Override
    public KeyManagerFactory keyManagers() {
        return keyManagers;
    }

    @Override
    public RemoteIdentity judge(X509Certificate[] chain, Optional<PeerName> expected) {
        return judge.judge(chain, expected);
    }
}
