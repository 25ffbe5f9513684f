package dev.parley.tests.framework.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.parley.api.application.Applications;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.invitation.Invitations;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Starts and stops each core bundle again and again, with a partner on the other side, and looks for what was left behind. Every
 * fourth time the bundle's revision is replaced too, class loader and all, where nobody else would be replaced with it.
 */
class CyclesTest {
    private static final int RENEWED_EVERY = 4;
    private static final long TICK_MS = 100;
    /** Longer than the minute for which invitations and sessions wait for the other side. Waited only while something is held. */
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(90);
    /** What may be left of each cycle, with what is not to be told from it in so few. */
    private static final long HEAP_EACH = 1 << 10;

    private static final long HEAP_NOISE = 64 << 10;
    /** With fewer, what caches and links take for a while looks like growth; it is only reported. */
    private static final int HEAP_CYCLES = 100;

    private static final CyclesReport REPORT = new CyclesReport();

    @BeforeAll
    static void warmUp() {
        Walk.whole();
    }

    @TestFactory
    Stream<DynamicTest> nothingIsLeftBehind() {
        return Osgi.core().stream()
                .filter(bundle -> Osgi.shortName(bundle).matches(System.getProperty("parley.cycles.bundles")))
                .map(bundle -> dynamicTest(Osgi.shortName(bundle), () -> cycle(bundle)));
    }

    private static void cycle(Bundle bundle) throws Exception {
        String name = Osgi.shortName(bundle);
        int cycles = Integer.getInteger(name.equals("discovery.mdns") ? "parley.cycles.mdns" : "parley.cycles");
        once(bundle);
        Walk.whole();
        Usage before = Usage.now();
        Loaders loaders = new Loaders();
        Heap heap = new Heap();
        int part = Math.max(1, cycles / Heap.MOMENTS);
        long begun = System.nanoTime();
        for (int i = 0; i < cycles; i++) {
            if (i % part == 0) {
                heap.sample();
            }
            if (i % RENEWED_EVERY == 0 && Osgi.standsAlone(bundle)) {
                loaders.add(bundle);
                Osgi.renew(bundle);
                back();
            } else {
                once(bundle);
            }
        }
        heap.sample();
        long took = System.nanoTime() - begun;
        Walk.whole();
        Usage after = settle(before, loaders);
        int reachable = loaders.afterCollecting(1);
        REPORT.add(name, cycles, took, before, after, reachable, heap);
        REPORT.write();
        if (reachable > 0) {
            Heap.dump(REPORT.file().resolveSibling(name + ".hprof")); // who holds them is not to be guessed
        }

        assertEquals("", after.growthSince(before), name + " left something behind");
        assertEquals(0, reachable, () -> name + " left class loaders behind");
        assertTrue(
                cycles < HEAP_CYCLES || heap.steadyGrowth() < HEAP_NOISE + part * HEAP_EACH,
                () -> name + " leaves heap behind, cycle by cycle: " + heap + " KiB");
    }

    private static void once(Bundle bundle) throws BundleException {
        bundle.stop();
        bundle.start();
        back();
    }

    /** All that a person needs is there, and this endpoint listens. */
    private static void back() {
        Walk.signIn().close();
        Osgi.service(PeopleNearMe.class);
        Osgi.service(Applications.class);
        Osgi.service(Invitations.class);
    }

    /** Waits for threads that are ending and sockets that are closing, and for garbage to be seen as such. */
    private static Usage settle(Usage before, Loaders loaders) throws InterruptedException {
        long end = System.nanoTime() + SETTLE_NANOS;
        Usage now = Usage.now();
        while (System.nanoTime() < end
                && (loaders.afterCollecting(TICK_MS) > 0
                        || !now.growthSince(before).isEmpty())) {
            now = Usage.now();
        }
        return now;
    }
}
