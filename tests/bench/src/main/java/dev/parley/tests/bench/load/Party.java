package dev.parley.tests.bench.load;

import java.net.InetSocketAddress;
import java.util.function.Supplier;

/** Somebody who can be dialled and dial: our transport, bare Netty, or what lies in {@code PEERS_DIR}. */
public interface Party extends AutoCloseable {
    /**
     * Listens on loopback.
     *
     * @param receivers one for each wire
     * @return the port
     */
    int listen(Supplier<Receiver> receivers) throws Exception;

    /**
     * A fresh connection. The first message goes as soon as it may, without a detour over the caller's thread.
     *
     * @param who must be there, in the party's own words
     */
    Wire dial(InetSocketAddress address, String who, byte[] first, Receiver receiver) throws Exception;

    /** The connection that stays, for all that is not about connecting. */
    default Wire stay(InetSocketAddress address, String who, byte[] first, Receiver receiver) throws Exception {
        return dial(address, who, first, receiver);
    }

    /** Another flow on the connection that stays; the same one where there is only one. */
    default Wire beside(Wire staying, Receiver receiver) throws Exception {
        return staying;
    }

    /** Whether what one wire sends reaches all: a group, not a pair. */
    default boolean tellsAll() throws Exception {
        return false;
    }

    /** What it is made of, in one word: the provider of TLS, for example. */
    String madeOf();

    @Override
    default void close() {}
}
