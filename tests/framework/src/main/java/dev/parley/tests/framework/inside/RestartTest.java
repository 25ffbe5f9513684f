package dev.parley.tests.framework.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Services come and go, and what stood on them stands again. */
class RestartTest {
    private static final int ORDERS = Integer.getInteger("parley.orders");

    @TestFactory
    Stream<DynamicTest> eachCoreBundleGoesAndComesBack() {
        return Osgi.core().stream()
                .map(bundle -> dynamicTest("without " + Osgi.shortName(bundle), () -> {
                    bundle.stop();
                    assertNull(bundle.getRegisteredServices(), "services of a bundle that has stopped");
                    bundle.start();
                    Walk.whole();
                }));
    }

    @TestFactory
    Stream<DynamicTest> allGoAndComeBackInAnyOrder() {
        return LongStream.range(0, ORDERS)
                .mapToObj(seed -> dynamicTest("the order of seed " + seed, () -> {
                    Random random = new Random(seed);
                    for (Bundle bundle : shuffled(random)) {
                        bundle.stop();
                    }
                    for (Bundle bundle : shuffled(random)) {
                        bundle.start();
                    }
                    Walk.whole();
                }));
    }

    private static List<Bundle> shuffled(Random random) {
        List<Bundle> bundles = new ArrayList<>(Osgi.core());
        Collections.shuffle(bundles, random);
        return bundles;
    }

    @Test
    void aSessionOutlivesItsTransport() throws BundleException {
        try (Walk walk = Walk.signIn()) {
            Session session = walk.invite();
            Bundle tls = Osgi.bundle("transport.tls");
            tls.stop();
            walk.await(session, SessionState.REACHING);
            tls.start();
            walk.await(session, SessionState.LIVE);
            walk.say(session, "over another link");
            walk.leave(session);
        }
    }

    @TestFactory
    Stream<DynamicTest> aSessionDoesNotNoticeDiscovery() {
        return Osgi.core().stream()
                .filter(bundle -> Osgi.shortName(bundle).startsWith("discovery"))
                .map(bundle -> dynamicTest("without " + Osgi.shortName(bundle), () -> {
                    try (Walk walk = Walk.signIn()) {
                        Session session = walk.invite();
                        bundle.stop();
                        walk.say(session, "unseen");
                        assertEquals(SessionState.LIVE, session.state());
                        bundle.start();
                        walk.meet();
                        walk.say(session, "seen");
                        walk.leave(session);
                    }
                }));
    }
}
