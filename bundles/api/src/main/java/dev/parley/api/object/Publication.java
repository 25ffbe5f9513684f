package dev.parley.api.object;

import org.osgi.annotation.versioning.ProviderType;

/** That an object is published. It ends by itself with the bundle that published it, and with the last sign-in. Any thread. */
@ProviderType
public interface Publication extends AutoCloseable {
    /** What was published. */
    PeerObject object();

    /** Whether it still is: nobody closed it, published another one under its id, or signed out. */
    boolean isCurrent();

    /** Takes the object back. Nothing happens when it is not current: what somebody else published under its id stays. Idempotent. */
    @Override
    void close();
}
