package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.spi.discovery.DiscoveryProvider.Publication;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.discovery.WayReport;
import dev.parley.testkit.HandDrivenExecution;
import dev.parley.wire.net.LocalInterface;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class MdnsPublicationTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(7);
    private final List<LocalInterface> interfaces = new ArrayList<>(List.of(Examples.ethernet(1)));
    private final Map<Attachment, FakeResponder> responders = new LinkedHashMap<>();
    private final List<FakeResponder> closed = new ArrayList<>();
    private final List<String> goodbyes = new ArrayList<>();
    private final Drops drops = new Drops();
    private final Seen seen = new Seen();
    private Function<FakeResponder, List<byte[]>> answers = responder -> List.of();
    private Optional<IOException> sending = Optional.empty();
    private Optional<IOException> opening = Optional.empty();

    private final MdnsProvider provider = new MdnsProvider(new MdnsSetting(
            execution,
            Duration.ofSeconds(10),
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            () -> List.copyOf(interfaces),
            FakeResponder::new,
            FakeProbe::new,
            drops));

    private final class FakeResponder implements Responder {
        final Attachment attachment;
        final String service;
        final Listener listener;
        final List<String> tidied = new ArrayList<>();
        Optional<Registration> published = Optional.empty();
        boolean asked;

        FakeResponder(Attachment attachment, String service, Listener listener) {
            this.attachment = attachment;
            this.service = service;
            this.listener = listener;
            responders.put(attachment, this);
        }

        @Override
        public String service() {
            return service;
        }

        @Override
        public void publish(Optional<Registration> registration) {
            published = registration;
        }

        @Override
        public void tidy(String anyService) {
            tidied.add(anyService);
        }

        @Override
        public void close() {
            closed.add(this);
            responders.remove(attachment, this);
        }
    }

    private final class FakeProbe implements Probe {
        private final Attachment attachment;

        FakeProbe(Attachment attachment) throws IOException {
            this.attachment = attachment;
            if (opening.isPresent()) {
                throw opening.get();
            }
        }

        @Override
        public void ask() throws IOException {
            if (sending.isPresent()) {
                throw sending.get();
            }
            responders.get(attachment).asked = true;
        }

        @Override
        public List<byte[]> answers() {
            FakeResponder responder = responders.get(attachment);
            boolean ask = responder.asked;
            responder.asked = false;
            return ask ? answers.apply(responder) : List.of();
        }

        @Override
        public void goodbye(String service) {
            goodbyes.add(service);
        }

        @Override
        public void close() {}
    }

    private Publication publish(boolean visible) {
        Publication publication = provider.publish(Examples.announcement(1, "One", 3, visible), seen);
        execution.run();
        return publication;
    }

    private FakeResponder at(boolean ipv6) {
        return responders.values().stream()
                .filter(one -> one.attachment.ipv6() == ipv6)
                .findFirst()
                .orElseThrow();
    }

    private Verdict verdict(Way way) {
        return provider.report().stream()
                .filter(one -> one.way() == way)
                .map(WayReport::verdict)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] answer(String... services) {
        return DnsMessageTest.answer(4500, services);
    }

    @Test
    void publishesAtEachAddressUnderAnotherName() {
        publish(true);
        assertEquals(2, responders.size());
        assertFalse(at(false).service.equals(at(true).service));
        assertTrue(at(true).attachment.address().isLinkLocalAddress());
        Responder.Registration registration = at(false).published.orElseThrow();
        assertEquals(4001, registration.port());
        assertEquals("One", registration.text().get("name"));
        assertEquals("3", registration.text().get("rev"));
    }

    @Test
    void aChangeGoesIntoTheText() {
        Publication publication = publish(true);
        FakeResponder before = at(false);
        publication.update(Examples.announcement(1, "Uno", 4, true));
        execution.run();
        assertEquals(before, at(false));
        assertEquals("Uno", at(false).published.orElseThrow().text().get("name"));
        assertEquals("4", at(true).published.orElseThrow().text().get("rev"));
    }

    @Test
    void hiddenOnlyListens() {
        Publication publication = publish(false);
        assertEquals(Optional.empty(), at(false).published);
        publication.update(Examples.announcement(1, "One", 4, true));
        execution.run();
        assertTrue(at(false).published.isPresent());
        publication.update(Examples.announcement(1, "One", 5, false));
        execution.run();
        assertEquals(Optional.empty(), at(false).published);
        assertEquals(2, goodbyes.size());
    }

    @Test
    void tellsWhatIsFoundAndGone() {
        publish(true);
        at(false).listener.found(Examples.service("a", 2, 5, "10.80.0.2"));
        execution.run();
        assertTrue(seen.newest(Examples.instance(2)).isPresent());
        at(false).listener.removed("a");
        execution.run();
        assertEquals(new Sighting.Gone(Examples.instance(2)), seen.all().get(1));
    }

    @Test
    void whoAnswersLivesAndWhoDoesNotIsNotToldAgain() {
        publish(true);
        at(false).listener.found(Examples.service("a", 2, 5, "10.80.0.2"));
        answers = responder -> List.of(answer("a"), new byte[3]);
        execution.advance(Duration.ofSeconds(21));
        int alive = seen.all().size();
        assertTrue(alive >= 3, "signs of life: " + alive);
        assertTrue(drops.byWord().get("malformed") > 0);
        answers = responder -> List.of();
        execution.advance(Duration.ofMinutes(2));
        assertEquals(alive, seen.all().size());
        assertTrue(at(false).tidied.contains("a"));
    }

    @Test
    void closeSaysGoodbyeAtOnceAndIsDoneAside() {
        Publication publication = publish(true);
        FakeResponder responder = at(false);
        publication.close();
        publication.close();
        assertEquals(2, goodbyes.size());
        assertTrue(goodbyes.contains(responder.service));
        assertEquals(2, closed.size());
        responder.listener.found(Examples.service("a", 2, 5, "10.80.0.2"));
        execution.advance(Duration.ofMinutes(1));
        assertEquals(List.of(), seen.all());
        assertEquals(List.of(), provider.report());
    }

    @Test
    void followsInterfaces() {
        publish(true);
        FakeResponder before = at(false);
        interfaces.add(Examples.loopback());
        interfaces.set(0, Examples.ethernet(9));
        execution.advance(Duration.ofMillis(1100));
        assertEquals(3, responders.size());
        assertTrue(closed.contains(before));
        interfaces.clear();
        execution.advance(Duration.ofMillis(1100));
        assertEquals(0, responders.size());
    }

    @Test
    void oneThatCannotBeOpenedIsToldAndTriedAgain() {
        opening = Optional.of(new IOException("no such thing"));
        publish(true);
        assertEquals(Verdict.BLOCKED, verdict(Way.DNS_SD_V4));
        opening = Optional.empty();
        execution.advance(Duration.ofSeconds(6));
        assertEquals(2, responders.size());
        FakeResponder responder = at(false);
        responder.listener.failed(new IOException("port taken"));
        execution.run();
        assertTrue(closed.contains(responder));
        assertEquals(Verdict.BLOCKED, verdict(Way.DNS_SD_V4));
        execution.advance(Duration.ofSeconds(6));
        assertEquals(Verdict.NOT_HEARD, verdict(Way.DNS_SD_V4));
    }

    @Test
    void reportTellsHeardFromNotHeardFromBlocked() {
        publish(true);
        answers = responder -> List.of(answer(responder.service));
        execution.advance(Duration.ofSeconds(30));
        assertEquals(Verdict.NOT_HEARD, verdict(Way.DNS_SD_V4));
        answers = responder -> List.of();
        execution.advance(Duration.ofSeconds(25));
        assertEquals(Verdict.BLOCKED, verdict(Way.DNS_SD_V6));
        answers = responder -> List.of(answer(responder.service));
        at(true).listener.found(Examples.service("a", 2, 5, "fe80::2"));
        execution.run();
        assertEquals(Verdict.HEARD, verdict(Way.DNS_SD_V6));
        execution.advance(Duration.ofSeconds(31));
        assertEquals(Verdict.NOT_HEARD, verdict(Way.DNS_SD_V6));
        sending = Optional.of(new IOException("Operation not permitted"));
        execution.advance(Duration.ofSeconds(11));
        assertEquals(Verdict.BLOCKED, verdict(Way.DNS_SD_V4));
        interfaces.set(0, Examples.loopback());
        execution.advance(Duration.ofSeconds(2));
        assertEquals(Verdict.NOT_APPLICABLE, verdict(Way.DNS_SD_V6));
    }

    @Test
    void aFloodWaitsWithinABound() {
        publish(true);
        for (int i = 0; i < 5_000; i++) {
            at(false).listener.found(Examples.service("s" + i, i + 2, 1, "10.80.0.2"));
        }
        assertTrue(drops.byWord().get("flood") > 4_000);
    }
}
