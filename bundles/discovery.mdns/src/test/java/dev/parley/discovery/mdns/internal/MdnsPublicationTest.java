package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.discovery.mdns.internal.FakeStations.FakeProbe;
import dev.parley.discovery.mdns.internal.FakeStations.FakeResponder;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider.Publication;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.discovery.WayReport;
import dev.parley.testkit.HandDrivenExecution;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MdnsPublicationTest {
    private static final Duration SETTLED = Duration.ofSeconds(8);

    private final HandDrivenExecution execution = new HandDrivenExecution(5);
    private final FakeStations fakes = new FakeStations();
    private final MdnsProvider provider = new MdnsProvider(fakes.setting(execution));
    private static final long LIMIT_S = 60;

    private final List<Sighting> seen = new ArrayList<>();

    private Publication publish(boolean visible) {
        Publication publication = provider.publish(Examples.announcement(1, 1, visible), seen::add);
        execution.run();
        return publication;
    }

    private FakeResponder v4() {
        return fakes.responder(Examples.V4);
    }

    private FakeProbe probe() {
        return fakes.probe(v4());
    }

    /** JmDNS has announced us everywhere. */
    private void answered() {
        fakes.responders.forEach(responder -> fakes.probe(responder).answer(responder.service()));
        execution.advance(Examples.INTERVAL.plusSeconds(1));
        fakes.responders.forEach(responder -> fakes.probe(responder).answer(responder.service()));
        execution.advance(Examples.INTERVAL.plusSeconds(1));
    }

    private void find(String name, int instance) {
        v4().listener.found(Examples.service(name, Examples.text(instance, 1), "10.80.0." + instance));
        execution.run();
    }

    private WayReport report() {
        return provider.report().stream()
                .filter(one -> one.networkInterface().equals("eth0")
                        && !one.way().name().endsWith("V6"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void publishesAtOnceOnEachAddressUnderNamesThatHaveNothingInCommon() {
        publish(true);
        assertEquals(2, fakes.responders.size());
        for (FakeResponder responder : fakes.responders) {
            assertEquals(TxtRecord.of(Examples.announcement(1, 1, true)).entries(), responder.text());
            assertEquals(4001, responder.published.get(0).orElseThrow().port());
        }
        assertFalse(
                fakes.responders.get(0).service().equals(fakes.responders.get(1).service()));
    }

    /** Otherwise the provider could have stopped, and its classes be gone, while somebody is still closing. */
    @Test
    void whoClosesSecondWaitsForTheFirst() throws Exception {
        Publication publication = publish(true);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        probe().whileSayingGoodbye = () -> {
            begun.countDown();
            await(goOn);
        };
        Thread first = new Thread(publication::close);
        first.start();
        await(begun);
        Thread second = new Thread(provider::stop);
        second.start();
        while (second.getState() == Thread.State.RUNNABLE || second.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
        assertTrue(second.isAlive(), "it went past one who is still closing");
        goOn.countDown();
        second.join(TimeUnit.SECONDS.toMillis(LIMIT_S));
        assertTrue(fakes.responders.stream().allMatch(responder -> responder.closed));
        first.join(TimeUnit.SECONDS.toMillis(LIMIT_S));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT_S, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoIsNotToBeSeenListensOnly() {
        Publication publication = publish(false);
        assertEquals(List.of(), v4().published);
        find("anna", 2);
        assertEquals(1, seen.size());
        publication.close();
        assertEquals(List.of(), probe().goodbyes);
    }

    @Test
    void whoIsThereForContactsAloneListensOnlyAndIsTakenBack() {
        Publication publication = publish(true);
        Announcement before = Examples.announcement(1, 2, true);
        publication.update(new Announcement(
                before.instance(),
                before.realm(),
                before.port(),
                before.revision(),
                Announcement.Audience.CONTACTS,
                Optional.empty(),
                before.interfaces()));
        execution.run();
        assertEquals(Optional.empty(), v4().published.get(v4().published.size() - 1));
        find("anna", 2);
        assertEquals(1, seen.size());
    }

    @Test
    void aChangeGoesOutOnTheSameResponder() {
        Publication publication = publish(true);
        answered();
        publication.update(Examples.announcement(1, 2, true));
        execution.run();
        assertEquals("2", v4().text().get("rev"));
        assertEquals(2, fakes.responders.size());
    }

    @Test
    void aChangeIsToldAtOnceAndAgainForWhoMissedIt() {
        Publication publication = publish(true);
        execution.advance(SETTLED);
        answered();
        assertEquals(List.of(), probe().changes, "what is new is JmDNS's business");
        publication.update(Examples.announcement(1, 2, true));
        execution.run();
        assertEquals(List.of(v4().text()), probe().changes);
        execution.advance(Duration.ofMinutes(1));
        assertEquals(List.of(v4().text(), v4().text(), v4().text()), probe().changes);
        publication.update(Examples.announcement(1, 3, false));
        execution.advance(Duration.ofMinutes(1));
        assertEquals(3, probe().changes.size(), "who hides says nothing");
    }

    @Test
    void whoHidesSaysGoodbyeAndComesBack() {
        Publication publication = publish(true);
        publication.update(Examples.announcement(1, 2, false));
        execution.run();
        assertEquals(List.of(v4().service()), probe().goodbyes);
        assertTrue(v4().text().isEmpty());
        publication.update(Examples.announcement(1, 3, true));
        execution.run();
        assertEquals("3", v4().text().get("rev"));
    }

    @Test
    void tellsWhoComesAndWhoGoes() {
        publish(true);
        find("anna", 2);
        assertEquals(Examples.instance(2), seen.get(0).instance());
        v4().listener.removed("anna");
        execution.run();
        assertEquals(List.of(new Sighting.Gone(Examples.instance(2))), seen.subList(1, seen.size()));
    }

    @Test
    void asksEachIntervalAndWhoAnswersIsAlive() {
        publish(true);
        find("anna", 2);
        execution.advance(SETTLED);
        int before = probe().asked;
        seen.clear();
        for (int i = 0; i < 6; i++) {
            probe().answer("anna", "a-stranger");
            execution.advance(Examples.INTERVAL);
        }
        assertTrue(probe().asked - before >= 6, "asked " + probe().asked);
        assertEquals(6, seen.size());
        assertTrue(seen.stream()
                .allMatch(one ->
                        one instanceof Sighting.Seen there && there.lifetime().equals(Examples.LIFETIME)));
    }

    @Test
    void looksAfterWhatHasExpiredWhileSomebodyIsThere() {
        publish(true);
        execution.advance(SETTLED);
        assertEquals(List.of(), v4().tidied);
        find("anna", 2);
        execution.advance(Duration.ofSeconds(3));
        assertEquals(List.of("anna", "anna", "anna"), v4().tidied);
    }

    @Test
    void followsInterfacesThatComeAndGo() {
        publish(true);
        find("anna", 2);
        fakes.interfaces.clear();
        execution.advance(Duration.ofSeconds(1));
        assertEquals(0, fakes.open());
        fakes.interfaces.add(Examples.ethernet());
        execution.advance(Duration.ofSeconds(1));
        assertEquals(4, fakes.open());
        assertEquals("1", v4().text().get("rev"));
        seen.clear();
        find("anna", 2);
        assertEquals(1, seen.size(), "told anew by the new responder");
    }

    @Test
    void usesOnlyTheInterfacesThatAreToBeUsed() {
        fakes.interfaces.add(Examples.loopback());
        Announcement onLoopback = new Announcement(
                Examples.instance(1), Examples.REALM, 4001, 1, true, Optional.empty(), name -> name.equals("lo"));
        provider.publish(onLoopback, seen::add);
        execution.run();
        assertEquals(
                List.of("lo"),
                fakes.responders.stream()
                        .map(one -> one.attachment.networkInterface())
                        .toList());
        assertTrue(provider.report().stream()
                .allMatch(one -> one.networkInterface().equals("lo")));
    }

    @Test
    void whatCannotBeOpenedIsBlockedAndTriedAgain() {
        publish(true);
        v4().listener.failed(new IOException("Address already in use"));
        execution.run();
        assertEquals(Verdict.BLOCKED, report().verdict());
        assertTrue(report().explanation().contains("Address already in use"));
        execution.advance(Duration.ofSeconds(6));
        assertEquals(Verdict.NOT_HEARD, report().verdict());
        assertEquals("1", v4().text().get("rev"));
    }

    @Test
    void theReportTellsWhatIsHeard() {
        publish(true);
        assertEquals(Verdict.NOT_HEARD, report().verdict());
        find("anna", 2);
        assertEquals(Verdict.HEARD, report().verdict());
        execution.advance(Examples.LIFETIME.plusSeconds(1));
        assertEquals(Verdict.BLOCKED, report().verdict(), "not even our own service answers");
        for (int i = 0; i < 3; i++) {
            probe().answer(v4().service());
            execution.advance(Examples.INTERVAL);
        }
        assertEquals(Verdict.NOT_HEARD, report().verdict());
    }

    @Test
    void aReportAsksAroundButNotTooOften() {
        publish(true);
        execution.advance(SETTLED);
        int before = probe().asked;
        for (int i = 0; i < 20; i++) {
            provider.report();
            execution.advance(Duration.ofMillis(100));
        }
        assertTrue(probe().asked - before <= 4, "asked " + (probe().asked - before));
        assertTrue(probe().asked > before);
    }

    @Test
    void aFloodWaitsInABoundedQueueAndTheRestIsCounted() {
        publish(true);
        Service invented = Examples.service("anna", Examples.text(2, 1), "10.80.0.2");
        for (int i = 0; i < 10_000; i++) {
            v4().listener.found(invented);
        }
        execution.run();
        long flood = provider.dropped().get("flood");
        assertTrue(flood > 9_000, "dropped " + flood);
        find("bert", 3);
        assertEquals(Examples.instance(3), seen.get(seen.size() - 1).instance());
    }

    @Test
    void sharesTheBestVerdictOfSeveralPublications() {
        publish(true);
        find("anna", 2);
        provider.publish(Examples.announcement(9, 1, true), any -> {});
        execution.run();
        assertEquals(2, provider.report().size(), "one for each family");
        assertEquals(Verdict.HEARD, report().verdict());
        assertEquals("dns-sd", provider.name());
    }

    @Test
    void anImpossibleConfigurationIsTakenWithinItsBounds() {
        for (int impossible : new int[] {0, -1, Integer.MAX_VALUE}) {
            MdnsConfiguration configuration = (MdnsConfiguration) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {MdnsConfiguration.class},
                    (proxy, method, args) -> impossible);
            MdnsProvider strange = new MdnsProvider(execution, configuration);
            Announcement nowhere = new Announcement(
                    Examples.instance(1), Examples.REALM, 4001, 1, true, Optional.empty(), none -> false);
            strange.publish(nowhere, seen::add);
            execution.advance(Duration.ofSeconds(11));
            strange.stop();
        }
        assertEquals(List.of(), seen);
    }

    @Test
    void afterTheEndNothingIsToldAndNothingIsOpen() {
        publish(true);
        FakeResponder responder = v4();
        provider.stop();
        provider.stop();
        assertEquals(List.of(responder.service()), fakes.probe(responder).goodbyes);
        responder.listener.found(Examples.service("anna", Examples.text(2, 1), "10.80.0.2"));
        responder.listener.removed("anna");
        responder.listener.failed(new IOException("late"));
        execution.advance(Duration.ofMinutes(1));
        assertEquals(List.of(), seen);
        assertEquals(0, fakes.open());
        assertEquals(List.of(), provider.report());
    }

    /** Discovery publishes on a thread of its own, perhaps while the bundle stops. */
    @Test
    void afterTheStopNothingIsOpened() {
        provider.stop();
        assertThrows(IllegalStateException.class, () -> publish(true));
        execution.advance(Duration.ofMinutes(1));
        assertEquals(0, fakes.open());
    }
}
