package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.ScopeUnavailableException;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Rows 2 to 5: signing in and out. */
class SignInTest {
    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final Person ada = new Person(time, new FakeIdentity(1, "Ada"));

    private SignIn lease(CollaborationComponent of) {
        SignIn lease = of.signIn(PeerScope.NEAR_ME);
        time.run();
        return lease;
    }

    @Test
    void row02_noneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ada.collaboration.signIn(PeerScope.NONE));
        assertEquals(PeerScope.NONE, ada.collaboration.signedIn());
    }

    @Test
    void row02_internetWithoutAProviderNamesWhatToInstall() {
        for (PeerScope scope : new PeerScope[] {PeerScope.INTERNET, PeerScope.ALL}) {
            String why = assertThrows(ScopeUnavailableException.class, () -> ada.collaboration.signIn(scope))
                    .getMessage();
            assertTrue(why.contains("INTERNET") && why.contains("install"), why);
        }
        assertEquals(PeerScope.NONE, ada.collaboration.signedIn());
    }

    @Test
    void row04_theScopeFollowsEveryLease() {
        assertEquals(PeerScope.NONE, ada.collaboration.signedIn());
        SignIn one = lease(ada.collaboration);
        SignIn two = lease(ada.collaboration);
        assertEquals(PeerScope.NEAR_ME, ada.collaboration.signedIn());
        one.close();
        assertEquals(PeerScope.NEAR_ME, ada.collaboration.signedIn());
        two.close();
        time.run();
        assertEquals(PeerScope.NONE, ada.collaboration.signedIn());
    }

    @Test
    void row05_oneBundlesSignOutSignsNobodyElseOut() {
        CollaborationComponent other = new CollaborationComponent(ada.core);
        SignIn one = lease(ada.collaboration);
        lease(other);
        ada.says(PresenceStatus.BUSY, "");
        ada.publish(new UUID(0, 1), "stays", PeerScope.ALL);
        one.close();
        time.run();
        assertEquals(PeerScope.NEAR_ME, other.signedIn());
        assertEquals(PresenceStatus.BUSY, ada.core.me().presence().status());
        assertEquals(1, ada.objects.published().size());
        other.stop();
        time.run();
        assertEquals(PeerScope.NONE, ada.collaboration.signedIn(), "a stopped bundle's lease is released");
    }

    @Test
    void row03_signingOutTwiceIsOneEvent() {
        SignIn one = lease(ada.collaboration);
        ada.own.clear();
        one.close();
        one.close();
        time.run();
        assertEquals(1, ada.own.size());
        assertTrue(ada.own.get(0) instanceof CollaborationEvent.SignedOut);
    }

    @Test
    void row06_withoutANetworkSigningInSucceedsAsDegraded() {
        SignIn one = lease(ada.collaboration); // these links have no address at all
        assertTrue(one.ready().toCompletableFuture().isDone());
        assertFalse(one.ready().toCompletableFuture().isCompletedExceptionally());
        assertTrue(ada.core.me().degraded());
        one.close();
        time.run();
        assertFalse(ada.core.me().degraded(), "signed out is not degraded");
    }
}
