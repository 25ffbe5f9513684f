package dev.parley.discovery.beacon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.discovery.beacon.internal.BeaconSockets.Arrival;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider.Publication;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.discovery.WayReport;
import dev.parley.spi.identity.Signer;
import dev.parley.testkit.HandDrivenExecution;
import dev.parley.wire.net.LocalInterface;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeaconPublicationTest {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration SETTLED = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final HandDrivenExecution execution = new HandDrivenExecution(7);
    private final FastSignatures signatures = new FastSignatures(execution.random());
    private final FakeSubnet subnet = new FakeSubnet();
    private final Drops drops = new Drops();
    private final List<LocalInterface> interfaces = new ArrayList<>(List.of(Examples.ethernet(1)));

    private BeaconProvider provider(List<LocalInterface> there) {
        return new BeaconProvider(new BeaconSetting(
                execution,
                signatures,
                signatures.ephemeral(),
                new AtomicLong(),
                25076,
                Examples.INTERVAL,
                Duration.ofMillis(500),
                () -> List.copyOf(there),
                subnet::open,
                () -> new LocalPorts(folder.resolve("ports")),
                new Tags(execution::nanoTime),
                drops));
    }

    private Publication publish(int number, Seen seen) {
        return provider(number == 1 ? interfaces : List.of(Examples.ethernet(number)))
                .publish(Examples.announcement(number, "Host " + number), seen);
    }

    private List<FakeSubnet.Sent> sentV4(int number) {
        return subnet.sent.stream()
                .filter(one -> !one.attachment().ipv6())
                .filter(one -> one.beacon().instance().equals(Examples.instance(number)))
                .toList();
    }

    private Verdict verdict(BeaconProvider provider, Way way) {
        return provider.report().stream()
                .filter(one -> one.way() == way)
                .map(WayReport::verdict)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sendsAtOnceInABurstThenEachInterval() {
        publish(1, new Seen());
        execution.run();
        assertEquals(1, sentV4(1).size());
        execution.advance(Duration.ofMillis(1500));
        assertEquals(4, sentV4(1).size());
        assertTrue(sentV4(1).stream().allMatch(one -> one.beacon().newcomer()));
        execution.advance(Duration.ofMinutes(10));
        int regular = sentV4(1).size() - 4;
        assertTrue(regular >= 60 && regular <= 67, "in ten minutes: " + regular);
    }

    @Test
    void seesAnotherWithNameAddressAndLifetime() {
        Seen seen = new Seen();
        publish(1, seen);
        execution.advance(SETTLED);
        publish(2, new Seen());
        execution.run();
        Sighting.Seen there = seen.newest(Examples.instance(2)).orElseThrow();
        assertEquals(Optional.of("Host 2"), there.displayName());
        assertEquals("eth0", there.networkInterface());
        assertEquals(Duration.ofSeconds(30), there.lifetime());
        assertEquals(4002, there.addresses().get(0).getPort());
        assertEquals(List.of(), seen.of(Examples.instance(1)));
    }

    @Test
    void aNewcomerIsAnsweredAloneAndJittered() {
        Seen byNewcomer = new Seen();
        publish(1, new Seen());
        execution.advance(SETTLED);
        int before = sentV4(1).size();
        publish(2, byNewcomer);
        execution.advance(SOON);
        List<FakeSubnet.Sent> answers = sentV4(1).subList(before, sentV4(1).size());
        assertEquals(1, answers.size());
        assertFalse(answers.get(0).multicast());
        assertTrue(answers.get(0).to().getPort() >= 30_000);
        assertTrue(byNewcomer.newest(Examples.instance(1)).isPresent());
    }

    @Test
    void whoHearsNoMulticastIsToldAllTheSame() {
        Seen byDeaf = new Seen();
        Publication hearing = publish(1, new Seen());
        publish(2, byDeaf);
        subnet.deaf = host -> host == subnet.hosts.get(1);
        execution.advance(Duration.ofMinutes(2));
        byDeaf.clear();
        execution.advance(Duration.ofSeconds(11));
        assertTrue(byDeaf.newest(Examples.instance(1)).isPresent());
        hearing.close();
        execution.advance(SOON);
        assertTrue(byDeaf.all().contains(new Sighting.Gone(Examples.instance(1), true)));
    }

    @Test
    void aChangeIsToldAtOnceAndOnceMore() {
        Publication publication = publish(1, new Seen());
        execution.advance(SETTLED);
        int before = sentV4(1).size();
        publication.update(Examples.announcement(1, "Renamed", 8, true));
        execution.run();
        assertEquals(before + 1, sentV4(1).size());
        assertEquals(8, sentV4(1).get(before).beacon().revision());
        assertEquals(Optional.of("Renamed"), sentV4(1).get(before).beacon().displayName());
        execution.advance(Duration.ofMillis(200));
        assertEquals(before + 2, sentV4(1).size());
    }

    @Test
    void goodbyeGoesOutDuringCloseAndNothingAfterIt() {
        Seen seen = new Seen();
        publish(1, seen);
        Publication leaving = publish(2, new Seen());
        execution.advance(SETTLED);
        leaving.close();
        int sent = subnet.sent.size();
        assertTrue(sentV4(2).get(sentV4(2).size() - 1).beacon().goodbye());
        leaving.close();
        leaving.update(Examples.announcement(2, "Late"));
        execution.advance(Duration.ofMinutes(1));
        assertEquals(
                sent,
                subnet.sent.stream()
                        .takeWhile(one -> !one.beacon().instance().equals(Examples.instance(1))
                                || subnet.sent.indexOf(one) < sent)
                        .count());
        assertEquals(
                1,
                seen.all().stream()
                        .filter(one -> one.equals(new Sighting.Gone(Examples.instance(2), true)))
                        .count());
        assertTrue(subnet.hosts.get(1).closed);
    }

    @Test
    void whoWasNeverHeardSaysNoGoodbye() {
        publish(1, new Seen()).close();
        execution.advance(SETTLED);
        assertEquals(List.of(), subnet.sent);
    }

    @Test
    void hiddenSendsNothingAndComingOutAndHidingAreTold() {
        Seen seen = new Seen();
        publish(1, seen);
        Publication hidden = provider(List.of(Examples.ethernet(2)))
                .publish(Examples.announcement(2, "Hidden", 1, false), new Seen());
        execution.advance(Duration.ofMinutes(1));
        assertEquals(List.of(), sentV4(2));
        hidden.update(Examples.announcement(2, "Shown", 2, true));
        execution.run();
        assertTrue(seen.newest(Examples.instance(2)).isPresent());
        hidden.update(Examples.announcement(2, "Hidden", 3, false));
        execution.run();
        assertTrue(seen.all().contains(new Sighting.Gone(Examples.instance(2), true)));
        int sent = sentV4(2).size();
        execution.advance(Duration.ofMinutes(1));
        assertEquals(sent, sentV4(2).size());
    }

    @Test
    void followsInterfacesThatComeGoAndChange() {
        Seen seen = new Seen();
        interfaces.clear();
        publish(1, seen);
        publish(2, new Seen());
        execution.advance(SETTLED);
        assertEquals(List.of(), sentV4(1));
        interfaces.add(Examples.ethernet(1));
        execution.advance(Duration.ofMillis(550));
        assertFalse(sentV4(1).isEmpty());
        assertTrue(seen.newest(Examples.instance(2)).isPresent());
        interfaces.set(0, Examples.ethernet(9));
        execution.advance(Duration.ofMillis(550));
        FakeSubnet.Sent last = sentV4(1).get(sentV4(1).size() - 1);
        assertEquals(Examples.address("10.80.0.9"), last.beacon().source());
        interfaces.clear();
        execution.advance(Duration.ofMillis(550));
        assertTrue(subnet.hosts.get(0).open().isEmpty());
    }

    @Test
    void onlyTheInterfacesThatAreWantedAreUsed() {
        BeaconProvider provider = provider(List.of(Examples.loopback(), Examples.ethernet(1)));
        provider.publish(
                new dev.parley.spi.discovery.Announcement(
                        Examples.instance(1), Examples.REALM, 1, 0, true, Optional.empty(), "lo"::equals),
                new Seen());
        execution.advance(SETTLED);
        assertTrue(subnet.sent.stream().allMatch(one -> one.attachment().loopback()));
        assertEquals(2, provider.report().size());
        assertEquals(Verdict.NOT_APPLICABLE, verdict(provider, Way.BEACON_V6));
    }

    @Test
    void reportTellsHeardFromNotHeardFromBlocked() {
        BeaconProvider provider = provider(interfaces);
        provider.publish(Examples.announcement(1, "One"), new Seen());
        execution.advance(SETTLED);
        assertEquals(Verdict.NOT_HEARD, verdict(provider, Way.BEACON_V4));
        subnet.deaf = host -> true;
        execution.advance(Duration.ofSeconds(25));
        assertEquals(Verdict.BLOCKED, verdict(provider, Way.BEACON_V4));
        subnet.deaf = host -> false;
        Publication other = publish(2, new Seen());
        execution.advance(SOON);
        assertEquals(Verdict.HEARD, verdict(provider, Way.BEACON_V4));
        assertEquals(Verdict.HEARD, verdict(provider, Way.BEACON_V6));
        other.close();
        execution.advance(Duration.ofSeconds(31));
        assertEquals(Verdict.NOT_HEARD, verdict(provider, Way.BEACON_V4));
        subnet.refusal = "Operation not permitted";
        execution.advance(Duration.ofSeconds(11));
        assertEquals(Verdict.BLOCKED, verdict(provider, Way.BEACON_V4));
        provider.stop();
        assertEquals(List.of(), provider.report());
    }

    @Test
    void dropsAndCountsWhatIsNotToBeBelieved() {
        Seen seen = new Seen();
        publish(1, seen);
        execution.advance(SETTLED);
        FakeSubnet.Host host = subnet.hosts.get(0);
        Attachment here = Attachment.of(Examples.ethernet(1)).get(0);
        Signer signer = signatures.ephemeral();
        byte[] good = BeaconCodec.encode(signer, 5, Examples.beacon(2, "10.80.0.2"));
        byte[] forged = good.clone();
        forged[forged.length - 1] ^= 1;
        InetSocketAddress from = new InetSocketAddress("10.80.0.2", 30_777);
        for (byte[] datagram : List.of(
                forged,
                good,
                good,
                new byte[BeaconCodec.MOST + 1],
                new byte[] {1, 2, 3},
                BeaconCodec.encode(signatures.ephemeral(), 9, Examples.beacon(2, "10.80.0.2")),
                BeaconCodec.encode(signatures.ephemeral(), 9, Examples.beacon(1, "10.80.0.2")),
                BeaconCodec.encode(signer, 4, Examples.beacon(2, "10.80.0.2")))) {
            host.listener.received(new Arrival(here, false, from, datagram));
        }
        execution.run();
        assertEquals(1, seen.all().size());
        assertEquals(3L, drops.byWord().get("forged"));
        assertEquals(2L, drops.byWord().get("stale"));
        assertEquals(1L, drops.byWord().get("overlong"));
        assertEquals(1L, drops.byWord().get("malformed"));
    }

    @Test
    void aFloodWaitsWithinABound() {
        publish(1, new Seen());
        execution.advance(SETTLED);
        Attachment here = Attachment.of(Examples.ethernet(1)).get(0);
        Arrival arrival = new Arrival(here, false, new InetSocketAddress("10.80.0.2", 1), new byte[10]);
        for (int i = 0; i < 10_000; i++) {
            subnet.hosts.get(0).listener.received(arrival);
        }
        assertTrue(drops.byWord().get("flood") >= 9_000);
        execution.run();
    }

    @Test
    void whereLoopbackHasNoMulticastTheyMeetByTheirPorts() {
        Seen seen = new Seen();
        subnet.deaf = host -> true;
        provider(List.of(Examples.loopback())).publish(Examples.announcement(1, "One"), seen);
        provider(List.of(Examples.loopback())).publish(Examples.announcement(2, "Two"), new Seen());
        execution.advance(SETTLED);
        assertTrue(seen.newest(Examples.instance(2)).isPresent());
    }

    @Test
    void anImpossibleConfigurationIsTakenWithinItsBounds() {
        for (int impossible : new int[] {0, -1, Integer.MAX_VALUE}) {
            BeaconConfiguration configuration = (BeaconConfiguration) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {BeaconConfiguration.class},
                    (proxy, method, args) -> method.getName().equals("port") ? 25076 : impossible);
            BeaconProvider strange = new BeaconProvider(execution, signatures, configuration);
            strange.publish(
                    new Announcement(Examples.instance(1), Examples.REALM, 1, 1, true, Optional.empty(), none -> false),
                    new Seen());
            execution.advance(Duration.ofSeconds(11));
            assertEquals(List.of(), strange.report());
            strange.stop();
        }
    }

    @Test
    void aRealmThatDoesNotFitIsRefused() {
        String realm = "\uD83D\uDE00".repeat(64);
        org.junit.jupiter.api.Assertions.assertThrows(IllegalArgumentException.class, () -> provider(interfaces)
                .publish(
                        new dev.parley.spi.discovery.Announcement(
                                Examples.instance(1), realm, 1, 0, true, Optional.empty(), any -> true),
                        new Seen()));
    }
}
