package dev.parley.discovery.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.discovery.WayReport;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.LinkChange;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import dev.parley.wire.net.LocalAddress;
import dev.parley.wire.net.LocalInterface;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final InetSocketAddress SELF = Examples.address(1);
    private static final InetSocketAddress NEIGHBOUR = Examples.address(2);
    private static final InetSocketAddress ELSEWHERE = Examples.at(0x0b000001, 1);

    private static final RemoteIdentity SOMEBODY = new FakeIdentity(9).remote();

    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeLinks links = new FakeLinks(Examples.instance(1));
    private final Trouble trouble = new Trouble(execution::nanoTime);
    private final List<DiscoveryProvider> providers = new ArrayList<>();
    private final List<LocalInterface> interfaces = new ArrayList<>();
    private final Diagnosis diagnosis = new Diagnosis(links, trouble, providers, () -> interfaces, execution);

    DiagnosisTest() {
        interfaces.add(nic("eth0", 2, new LocalAddress(SELF.getAddress(), 24)));
        links.onChange(diagnosis::changed);
    }

    private static LocalInterface nic(String name, int index, LocalAddress... addresses) {
        return new LocalInterface(name, index, name.equals("lo"), true, List.of(addresses));
    }

    private Finding only() {
        List<Finding> findings = diagnosis.examine();
        assertEquals(1, findings.size(), findings::toString);
        assertEquals(Way.TCP_IN, findings.get(0).way());
        return findings.get(0);
    }

    private void came(InetSocketAddress from) {
        links.open(new FakeIdentity(2), Examples.instance(2), from, false);
    }

    private void fails(InetSocketAddress address) {
        trouble.dialled(List.of(address), new CompletionException(new PeerUnreachableException("no")));
    }

    @Test
    void nobodyCameYet() {
        assertEquals(
                new Finding("eth0", Way.TCP_IN, Verdict.NOT_HEARD, "port 4711 is open; nobody came yet", ""), only());
        came(ELSEWHERE);
        assertEquals(Verdict.NOT_HEARD, only().verdict(), "that was another network");
        came(SELF);
        assertEquals(Verdict.NOT_HEARD, only().verdict(), "that was this machine");
        links.open(new FakeIdentity(2), Examples.instance(2), NEIGHBOUR, true);
        assertEquals(Verdict.NOT_HEARD, only().verdict(), "that was we");
    }

    @Test
    void somebodyCame() {
        came(NEIGHBOUR);
        fails(Examples.address(3));
        assertEquals(
                new Finding("eth0", Way.TCP_IN, Verdict.HEARD, "somebody connected in the last five minutes", ""),
                only());
        execution.advance(Duration.ofSeconds(301));
        assertEquals(Verdict.NOT_HEARD, only().verdict());
    }

    @Test
    void clientIsolation() {
        fails(NEIGHBOUR);
        Finding finding = only();
        assertEquals(Verdict.BLOCKED, finding.verdict());
        assertTrue(finding.explanation().contains("10.0.0.2"), finding::explanation);
        assertTrue(finding.explanation().contains("client isolation"), finding::explanation);
        assertTrue(finding.advice().contains("4711"), finding::advice);
        trouble.dialled(List.of(NEIGHBOUR), null);
        assertEquals(Verdict.NOT_HEARD, only().verdict(), "it answers again");
    }

    @Test
    void whatIsNoClientIsolation() {
        fails(ELSEWHERE);
        trouble.dialled(List.of(NEIGHBOUR), new IdentityMismatchException("another key"));
        assertEquals(Verdict.NOT_HEARD, only().verdict());
        fails(NEIGHBOUR);
        trouble.left(List.of(NEIGHBOUR));
        assertEquals(Verdict.NOT_HEARD, only().verdict(), "it left, so it need not answer");
        fails(NEIGHBOUR);
        execution.advance(Duration.ofSeconds(301));
        assertEquals(Verdict.NOT_HEARD, only().verdict(), "long ago");
    }

    @Test
    void signedOut() {
        links.listening = Optional.empty();
        assertEquals(
                new Finding(
                        "eth0", Way.TCP_IN, Verdict.BLOCKED, "nothing listens: you are signed out", "Sign in: sign-in"),
                only());
    }

    @Test
    void interfacesThatAreNotUsed() {
        interfaces.set(0, nic("unused0", 3, new LocalAddress(SELF.getAddress(), 24)));
        assertEquals(Verdict.NOT_APPLICABLE, only().verdict());
        interfaces.set(0, nic("eth0", 2));
        assertEquals(Verdict.NOT_APPLICABLE, only().verdict());
    }

    @Test
    void onLoopbackNobodyIsIsolated() {
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        interfaces.set(0, nic("lo", 1, new LocalAddress(local.getAddress(), 8)));
        fails(local);
        assertEquals(Verdict.NOT_HEARD, only().verdict());
        came(local);
        assertEquals(Verdict.HEARD, only().verdict());
    }

    @Test
    void aLinkLocalAddressBelongsToItsInterface() throws UnknownHostException {
        interfaces.set(0, nic("eth0", 2, new LocalAddress(linkLocal(1, 2), 64)));
        interfaces.add(nic("eth1", 3, new LocalAddress(linkLocal(1, 3), 64)));
        came(new InetSocketAddress(linkLocal(2, 3), 9));
        assertEquals(
                List.of(Verdict.NOT_HEARD, Verdict.HEARD),
                diagnosis.examine().stream().map(Finding::verdict).toList());
    }

    private static InetAddress linkLocal(int host, int scope) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[0] = (byte) 0xfe;
        bytes[1] = (byte) 0x80;
        bytes[15] = (byte) host;
        return Inet6Address.getByAddress(null, bytes, scope);
    }

    @Test
    void linesOfEveryProviderInOrder() {
        interfaces.add(0, nic("wlan0", 4));
        providers.add(new BrokenProvider());
        providers.add(new Reporter(List.of(
                new WayReport("wlan0", Way.DNS_SD_V4, Verdict.BLOCKED, "filtered", "Allow port 5353"),
                new WayReport("eth0", Way.DNS_SD_V4, Verdict.NOT_HEARD, "quiet", ""))));
        providers.add(new Reporter(List.of(
                new WayReport("eth0", Way.BEACON_V6, Verdict.NOT_APPLICABLE, "no IPv6 address", ""),
                new WayReport("eth0", Way.BEACON_V4, Verdict.HEARD, "2 others", ""))));
        assertEquals(
                List.of(
                        "eth0 BEACON_V4 HEARD",
                        "eth0 BEACON_V6 NOT_APPLICABLE",
                        "eth0 DNS_SD_V4 NOT_HEARD",
                        "eth0 TCP_IN NOT_HEARD",
                        "wlan0 DNS_SD_V4 BLOCKED",
                        "wlan0 TCP_IN NOT_APPLICABLE"),
                diagnosis.examine().stream()
                        .map(f -> f.networkInterface() + " " + f.way() + " " + f.verdict())
                        .toList());
    }

    @Test
    void itsMemoryIsBounded() {
        for (int i = 0; i < 100_000; i++) {
            fails(Examples.address(1_000 + i));
            diagnosis.changed(new LinkChange.Closed(
                    links.new FakeLink(SOMEBODY, Examples.instance(2), Examples.address(1_000 + i), false), "x"));
        }
        assertEquals(64, trouble.unanswered().size());
    }

    private record Reporter(List<WayReport> report) implements DiscoveryProvider {
        @Override
        public String name() {
            return "reporter";
        }

        @Override
        public Publication publish(Announcement announcement, Consumer<Sighting> sightings) {
            throw new AssertionError("the doctor publishes nothing");
        }

        @Override
        public Map<String, Long> dropped() {
            return Map.of();
        }
    }
}
