package dev.parley.discovery.beacon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.Recognition;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.Announcement.Audience;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is visible to contacts alone: what is on the wire, and who is told. */
class ContactsOnlyTest {
    private static final Duration SETTLED = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private final HandDrivenExecution execution = new HandDrivenExecution(7);
    private final FastSignatures signatures = new FastSignatures(execution.random());
    private final FakeSubnet subnet = new FakeSubnet();
    private final Drops drops = new Drops();
    private final Drops strangersDrops = new Drops();
    private final FakeIdentity ada = new FakeIdentity(1, "Ada Lovelace");
    private final Map<ByteBuffer, RemoteIdentity> made = new HashMap<>(); // what a tag and its key stand for
    private final Known adas = new Known(true);
    private final Known bens = new Known(true);
    private final Known strangers = new Known(false);
    private final Seen seenByBen = new Seen();
    private final Seen seenByStranger = new Seen();
    private final BeaconProvider ben = provider(2, drops, bens);
    private final BeaconProvider stranger = provider(3, strangersDrops, strangers);

    /** Tags of Ada's, and whether they are known. */
    private final class Known implements Recognition {
        private final boolean contact;
        private final List<Runnable> listeners = new ArrayList<>();
        private int looked;

        Known(boolean contact) {
            this.contact = contact;
        }

        @Override
        public byte[] tag(byte[] signingKey) {
            byte[] tag = new byte[TAG_BYTES];
            execution.random().nextBytes(tag);
            made.put(both(signingKey, tag), ada.remote());
            return tag;
        }

        private ByteBuffer both(byte[] signingKey, byte[] tag) {
            return ByteBuffer.allocate(signingKey.length + tag.length)
                    .put(signingKey)
                    .put(tag)
                    .flip();
        }

        @Override
        public Optional<RemoteIdentity> recognise(byte[] signingKey, byte[] tag) {
            looked++;
            return contact ? Optional.ofNullable(made.get(both(signingKey, tag))) : Optional.empty();
        }

        @Override
        public Subscription onRenewed(Runnable listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public String ticket(Optional<PeerName> peer, Optional<EndPointId> endpoint) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean admits(Optional<String> ticket) {
            throw new UnsupportedOperationException();
        }
    }

    private BeaconProvider provider(int host, Drops counted, Known known) {
        BeaconProvider provider = new BeaconProvider(new BeaconSetting(
                execution,
                signatures,
                signatures.ephemeral(),
                new AtomicLong(),
                25076,
                Examples.INTERVAL,
                Duration.ofMillis(500),
                () -> List.of(Examples.ethernet(host)),
                subnet::open,
                () -> new LocalPorts(folder.resolve("ports")),
                new Tags(execution::nanoTime),
                counted));
        provider.bindRecognition(known);
        return provider;
    }

    private static Announcement announcement(int number, Audience audience, Optional<String> name) {
        return new Announcement(
                Examples.instance(number), Examples.REALM, 4000 + number, 1, audience, name, any -> true);
    }

    private static Announcement forContacts(int number) {
        return announcement(number, Audience.CONTACTS, Optional.empty());
    }

    private void others() {
        ben.publish(announcement(2, Audience.EVERYONE, Optional.of("Ben")), seenByBen);
        stranger.publish(announcement(3, Audience.EVERYONE, Optional.of("Eve")), seenByStranger);
        execution.advance(SETTLED);
    }

    private List<FakeSubnet.Sent> sentBy(int number) {
        return subnet.sent.stream()
                .filter(one -> one.beacon().instance().equals(Examples.instance(number)))
                .toList();
    }

    @Test
    void aContactSeesWhoItIsAndAStrangerNobody() {
        others();
        provider(1, drops, adas).publish(forContacts(1), new Seen());
        execution.advance(SETTLED);
        Sighting.Seen seen = seenByBen.newest(Examples.instance(1)).orElseThrow();
        assertEquals(Optional.of(ada.remote()), seen.contact());
        assertEquals(Optional.empty(), seen.displayName());
        assertEquals(List.of(), seenByStranger.of(Examples.instance(1)));
        assertTrue(strangersDrops.byWord().get("others") > 0);
        assertEquals(0L, drops.byWord().getOrDefault("others", 0L));
    }

    /** All that anybody on the subnet can read of her, over an hour and a new start. */
    @Test
    void onTheWireThereIsNoNameAndNothingThatStaysButTheInstance() {
        others();
        DiscoveryProvider.Publication first = provider(1, drops, adas).publish(forContacts(1), new Seen());
        execution.advance(Duration.ofHours(1));
        first.close();
        provider(1, drops, adas).publish(forContacts(4), new Seen());
        execution.advance(Duration.ofHours(1));
        Set<ByteBuffer> tagsOfFirst = tags(1);
        Set<ByteBuffer> tagsOfSecond = tags(4);
        assertTrue(tagsOfFirst.size() >= 6, "another tag every ten minutes: " + tagsOfFirst.size());
        tagsOfFirst.retainAll(tagsOfSecond);
        assertEquals(Set.of(), tagsOfFirst);
        List<FakeSubnet.Sent> hers = new ArrayList<>(sentBy(1));
        hers.addAll(sentBy(4));
        for (FakeSubnet.Sent one : hers) {
            String bytes = new String(one.bytes(), StandardCharsets.ISO_8859_1);
            assertEquals(Optional.empty(), one.beacon().displayName());
            assertFalse(bytes.contains("Ada") || bytes.contains("Lovelace"));
            for (byte[] stays : List.of(
                    ada.peer().key(), ada.endpoint().bytes(), ada.signer().publicKey())) {
                assertFalse(bytes.contains(new String(stays, StandardCharsets.ISO_8859_1)));
            }
        }
        Set<ByteBuffer> keys = new HashSet<>();
        sentBy(1)
                .forEach(one ->
                        keys.add(ByteBuffer.wrap(BeaconCodec.decode(one.bytes()).key())));
        sentBy(4)
                .forEach(one -> assertFalse(
                        keys.contains(
                                ByteBuffer.wrap(BeaconCodec.decode(one.bytes()).key())),
                        "a new key at each start"));
    }

    private Set<ByteBuffer> tags(int number) {
        Set<ByteBuffer> tags = new HashSet<>();
        sentBy(number).stream()
                .map(FakeSubnet.Sent::beacon)
                .filter(beacon -> !beacon.goodbye())
                .forEach(beacon -> tags.add(beacon.tag().orElseThrow()));
        return tags;
    }

    /** Whoever repeats a tag that was heard has to sign it with a key of their own. */
    @Test
    void aTagThatIsRepeatedByAnotherIsWorthNothing() {
        provider(1, drops, adas).publish(forContacts(1), new Seen());
        execution.advance(SETTLED);
        Beacon heard = sentBy(1).get(0).beacon();
        ben.publish(announcement(2, Audience.EVERYONE, Optional.of("Ben")), seenByBen);
        execution.run();
        seenByBen.clear();
        Beacon repeated = new Beacon(
                Examples.instance(9),
                heard.realm(),
                heard.port(),
                heard.revision(),
                heard.displayName(),
                heard.tag(),
                heard.interval(),
                false,
                false,
                Examples.address("10.80.0.9"));
        byte[] datagram = BeaconCodec.encode(signatures.ephemeral(), 1, repeated);
        FakeSubnet.Host bensHost = subnet.hosts.get(subnet.hosts.size() - 1);
        Attachment there = Examples.attachment(2);
        bensHost.listener.received(new BeaconSockets.Arrival(
                there, false, new InetSocketAddress(Examples.address("10.80.0.9"), 30_999), datagram));
        execution.run();
        assertEquals(List.of(), seenByBen.of(Examples.instance(9)));
        assertEquals(1L, drops.byWord().get("others"));
    }

    @Test
    void withoutWhoMakesTagsNothingIsSent() {
        BeaconProvider provider = provider(1, drops, adas);
        provider.unbindRecognition(adas);
        provider.publish(forContacts(1), new Seen());
        execution.advance(Duration.ofMinutes(1));
        assertEquals(List.of(), sentBy(1));
        provider.bindRecognition(adas);
        execution.run();
        assertFalse(sentBy(1).isEmpty(), "at once");
    }

    @Test
    void aNewSecretIsANewTagAtOnce() {
        provider(1, drops, adas).publish(forContacts(1), new Seen());
        execution.advance(SETTLED);
        assertEquals(1, tags(1).size());
        adas.listeners.forEach(Runnable::run);
        execution.run();
        assertEquals(2, tags(1).size());
    }

    @Test
    void whoIsVisibleToEveryoneIsRecognisedByContactsToo() {
        others();
        provider(1, drops, adas).publish(announcement(1, Audience.EVERYONE, Optional.of("Ada")), new Seen());
        execution.advance(SETTLED);
        assertEquals(
                Optional.of(ada.remote()),
                seenByBen.newest(Examples.instance(1)).orElseThrow().contact());
        Sighting.Seen byStranger = seenByStranger.newest(Examples.instance(1)).orElseThrow();
        assertEquals(Optional.of("Ada"), byStranger.displayName());
        assertEquals(Optional.empty(), byStranger.contact());
    }

    /** A tag costs a little for each contact, so it is not looked at with each beacon. */
    @Test
    void aTagIsLookedAtOnceOrWhileItIsUnknownOnceAMinute() {
        others();
        provider(1, drops, adas).publish(forContacts(1), new Seen());
        execution.advance(SETTLED);
        int byBen = bens.looked;
        int byStranger = strangers.looked;
        int before = sentBy(1).size();
        execution.advance(Duration.ofMinutes(4));
        assertTrue(sentBy(1).size() - before > 20);
        assertTrue(bens.looked - byBen <= 3 * 2, "of three hosts: " + (bens.looked - byBen));
        assertTrue(strangers.looked - byStranger <= 2 * 5, "of two hosts: " + (strangers.looked - byStranger));
    }
}
