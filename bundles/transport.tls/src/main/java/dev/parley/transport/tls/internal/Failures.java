package dev.parley.transport.tls.internal;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerUnreachableException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;

/** From what Netty and TLS throw to what callers are told. */
final class Failures {
    private static final int DEEPEST = 16;

    private Failures() {}

    /** The typed exception of the trust manager, where TLS wrapped one; otherwise the failure itself. */
    static Throwable typed(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < DEEPEST && cause != null; i++) {
            if (cause instanceof ParleyException) {
                return cause;
            }
            cause = cause.getCause();
        }
        return failure;
    }

    /** What a dial fails with. */
    static ParleyException ofDial(InetSocketAddress address, Throwable failure) {
        Throwable typed = typed(failure);
        if (typed instanceof IdentityMismatchException mismatch) {
            return mismatch;
        }
        return new PeerUnreachableException("Cannot reach " + address + ": " + why(typed), typed);
    }

    private static String why(Throwable typed) {
        if (typed instanceof ClosedChannelException) {
            return "it closed the connection before it said who it is; perhaps it lets in only its contacts, and those by name";
        }
        return typed.getMessage() == null ? typed.getClass().getSimpleName() : typed.getMessage();
    }
}
