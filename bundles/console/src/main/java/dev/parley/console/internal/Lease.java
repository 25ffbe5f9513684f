package dev.parley.console.internal;

import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.peer.PeerScope;
import java.util.concurrent.CompletionStage;

/** The console's own sign-in: at most one at a time. */
final class Lease {
    private SignIn held; // guarded by this

    /** Signs in; what was held before is given back after, so that nobody is signed out in between. */
    CompletionStage<Void> take(PeerCollaboration collaboration, PeerScope scope) {
        SignIn taken = collaboration.signIn(scope);
        SignIn before;
        synchronized (this) {
            before = held;
            held = taken;
        }
        if (before != null) {
            before.close();
        }
        return taken.ready();
    }

    /** Signs out, as far as the console is concerned. */
    void giveBack() {
        SignIn before;
        synchronized (this) {
            before = held;
            held = null;
        }
        if (before != null) {
            before.close();
        }
    }
}
