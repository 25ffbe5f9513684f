package dev.parley.tests.framework.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.object.PeerObject;
import dev.parley.api.object.PeerObjects;
import dev.parley.api.object.Publication;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerScope;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** What several bundles share: each has its own sign-in and its own objects, which end with it. */
class SharedTest {
    private static final UUID ID = new UUID(7, 7);

    private final Bundle other = Osgi.bundle("app.chat");

    /** A service as the other bundle gets it. */
    private <S> S others(Class<S> type) {
        Osgi.service(type);
        BundleContext context = other.getBundleContext();
        return context.getService(context.getServiceReference(type));
    }

    @Test
    void row01_theServiceAppearsWithItsBundleAndGoesWithIt() throws BundleException {
        Osgi.service(PeerCollaboration.class);
        Bundle presence = Osgi.bundle("presence");
        presence.stop();
        try {
            assertNull(Osgi.context().getServiceReference(PeerCollaboration.class));
            assertNull(Osgi.context().getServiceReference(PeerObjects.class));
        } finally {
            presence.start();
        }
        assertNotNull(Osgi.service(PeerCollaboration.class));
        assertNotNull(Osgi.service(PeerObjects.class));
    }

    @Test
    void row05_aStoppedBundlesLeaseIsReleasedAndSignsNobodyElseOut() throws BundleException {
        PeerCollaboration ours = Osgi.service(PeerCollaboration.class);
        Bundle console = Osgi.bundle("console"); // which signs in by itself
        console.stop();
        try {
            assertEquals(PeerScope.NONE, ours.signedIn(), "the console's lease ended with it");
            others(PeerCollaboration.class).signIn(PeerScope.NEAR_ME);
            assertEquals(PeerScope.NEAR_ME, ours.signedIn(), "signed in by the other bundle");
            try (SignIn lease = ours.signIn(PeerScope.NEAR_ME)) {
                Osgi.get("signing in", lease.ready());
                restartOther();
                assertEquals(PeerScope.NEAR_ME, ours.signedIn());
            }
            assertEquals(PeerScope.NONE, ours.signedIn(), "the other bundle's lease ended with it");
        } finally {
            console.start();
        }
    }

    @Test
    void row19_whatABundlePublishedGoesWhenItIsStopped() throws BundleException {
        PeerObjects ours = Osgi.service(PeerObjects.class);
        try (SignIn lease = Osgi.service(PeerCollaboration.class).signIn(PeerScope.NEAR_ME)) {
            Osgi.get("signing in", lease.ready());
            Publication theirs = others(PeerObjects.class).publish(new PeerObject(ID, Bytes.NONE, PeerScope.ALL));
            assertTrue(theirs.isCurrent());
            assertEquals(1, ours.published().size());
            restartOther();
            assertFalse(theirs.isCurrent());
            assertEquals(List.of(), ours.published());
        }
    }

    private void restartOther() throws BundleException {
        other.stop();
        other.start();
    }
}
