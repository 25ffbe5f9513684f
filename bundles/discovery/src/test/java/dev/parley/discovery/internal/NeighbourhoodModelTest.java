package dev.parley.discovery.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.NearMeEvent.Appeared;
import dev.parley.api.discovery.NearMeEvent.Disappeared;
import dev.parley.api.discovery.NearMeEvent.Updated;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.discovery.Sighting;
import dev.parley.testkit.FakeIdentity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random histories, told to the neighbourhood and to a naive account of the rules; and its events, told to a listener. */
class NeighbourhoodModelTest {
    private static final int SEEDS = 2_500;
    private static final int STEPS = 60;
    private static final int NODES = 3;
    private static final int STARTS = 2;
    private static final List<String> WAYS = List.of("beacon", "dns-sd");
    private static final List<FakeIdentity> PEOPLE =
            IntStream.range(0, NODES).mapToObj(i -> new FakeIdentity(100 + i)).toList();

    /** Every fact that holds, in the plainest form. */
    private static final class Oracle {
        private final Map<InstanceId, Map<String, Long>> ways = new HashMap<>();
        private final Map<InstanceId, PeerName> who = new HashMap<>();
        private final Set<InstanceId> leaving = new HashSet<>();
        private final Set<InstanceId> retired = new HashSet<>();
        private final Map<InstanceId, Long> signedOff = new HashMap<>();
        private final Map<InstanceId, String> signedOffBy = new HashMap<>();

        void seen(InstanceId instance, String way, Optional<KnownEndpoint> proof, long now) {
            boolean echo = retired.contains(instance)
                    || (signedOff.containsKey(instance)
                            && !signedOffBy.get(instance).equals(way)
                            && now <= signedOff.get(instance) + Examples.seconds(3));
            if (!echo) {
                signedOff.remove(instance);
                leaving.remove(instance);
                ways.computeIfAbsent(instance, i -> new TreeMap<>()).put(way, now + Examples.LIFETIME.toNanos());
                proof.ifPresent(p -> who.put(instance, p.peer()));
            }
        }

        void linked(InstanceId instance, Optional<KnownEndpoint> proof) {
            ways.computeIfAbsent(instance, i -> new TreeMap<>()).put(Entry.BY_LINK, Long.MAX_VALUE);
            proof.ifPresent(p -> who.put(instance, p.peer()));
        }

        void unlinked(InstanceId instance, long until) {
            Map<String, Long> there = ways.getOrDefault(instance, new TreeMap<>());
            if (there.containsKey(Entry.BY_LINK)) {
                if (there.size() > 1 || leaving.contains(instance)) {
                    there.remove(Entry.BY_LINK);
                } else {
                    there.put(Entry.BY_LINK, until);
                }
            }
            tidy();
        }

        void goodbye(InstanceId instance, String way, boolean signed, long now) {
            if (signed) {
                signedOff.put(instance, now);
                signedOffBy.put(instance, way);
                ways.remove(instance);
            } else if (ways.containsKey(instance)) {
                leaving.add(instance);
                ways.get(instance).remove(way);
                ways.get(instance).computeIfPresent(Entry.BY_LINK, (w, end) -> end == Long.MAX_VALUE ? end : null);
            }
            tidy();
        }

        void known(KnownEndpoint endpoint) {
            Set<InstanceId> earlier = who.entrySet().stream()
                    .filter(e ->
                            e.getValue().equals(endpoint.peer()) && !e.getKey().equals(endpoint.instance()))
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            retired.addAll(earlier);
            ways.keySet().removeAll(earlier);
            if (ways.containsKey(endpoint.instance())) {
                who.put(endpoint.instance(), endpoint.peer());
            }
            tidy();
        }

        void expire(long now) {
            ways.values().forEach(there -> there.values().removeIf(end -> end <= now));
            tidy();
        }

        void lost(String way) {
            ways.values().forEach(there -> there.remove(way));
            tidy();
        }

        private void tidy() {
            ways.values().removeIf(Map::isEmpty);
            who.keySet().retainAll(ways.keySet());
            leaving.retainAll(ways.keySet());
        }

        String state() {
            return new TreeMap<>(ways.entrySet().stream()
                            .collect(Collectors.toMap(
                                    e -> e.getKey().text(),
                                    e -> e.getValue().keySet() + " " + Optional.ofNullable(who.get(e.getKey())))))
                    .toString();
        }
    }

    /** What a listener believes, from the events alone. */
    private static final class Listener {
        private final Map<InstanceId, PeerNearMe> people = new HashMap<>();

        void tell(NearMeEvent event) {
            InstanceId instance = event.person().instance();
            if (event instanceof Appeared) {
                assertNull(people.put(instance, event.person()), "appeared twice");
            } else if (event instanceof Updated) {
                assertNotEquals(people.get(instance), event.person(), "nothing changed");
                assertNotNull(people.put(instance, event.person()), "never appeared");
            } else if (event instanceof Disappeared) {
                assertNotNull(people.remove(instance), "went twice");
            }
        }
    }

    private static String state(List<PeerNearMe> people) {
        return new TreeMap<>(people.stream()
                        .collect(Collectors.toMap(
                                p -> p.instance().text(),
                                p -> p.ways().stream().sorted().toList() + " " + p.peer())))
                .toString();
    }

    @Test
    void agreesWithANaiveAccountOfTheRules() {
        for (int seed = 0; seed < SEEDS; seed++) {
            history(seed);
        }
    }

    private static void history(int seed) {
        Random random = new Random(seed);
        Neighbourhood near = new Neighbourhood(1_000);
        Oracle oracle = new Oracle();
        Listener listener = new Listener();
        Map<Integer, KnownEndpoint> proven = new HashMap<>();
        long now = 0;
        for (int step = 0; step < STEPS; step++) {
            int node = random.nextInt(NODES);
            int number = node * STARTS + random.nextInt(STARTS);
            InstanceId instance = Examples.instance(number);
            String way = WAYS.get(random.nextInt(WAYS.size()));
            Optional<KnownEndpoint> proof = Optional.ofNullable(proven.get(node))
                    .filter(p -> p.instance().equals(instance));
            List<NearMeEvent> events;
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    events = near.seen(way, Examples.seen(number), proof, now);
                    oracle.seen(instance, way, proof, now);
                }
                case 2 -> {
                    boolean signed = random.nextBoolean();
                    events = near.goodbye(way, new Sighting.Gone(instance, signed), now);
                    oracle.goodbye(instance, way, signed, now);
                }
                case 3 -> {
                    events = near.linked(instance, Entry.BY_LINK, List.of(Examples.address(number)), proof);
                    oracle.linked(instance, proof);
                }
                case 4 -> {
                    events = near.unlinked(instance, now + Examples.seconds(30));
                    oracle.unlinked(instance, now + Examples.seconds(30));
                }
                case 5 -> {
                    KnownEndpoint told = Examples.known(PEOPLE.get(node), number, 1);
                    proven.put(node, told);
                    events = near.known(told);
                    oracle.known(told);
                }
                case 6 -> {
                    now += Examples.seconds(random.nextInt(12));
                    events = near.expire(now);
                    oracle.expire(now);
                }
                default -> {
                    boolean closes = random.nextInt(10) == 0;
                    events = closes ? near.lost(way) : List.of();
                    if (closes) {
                        oracle.lost(way);
                    }
                }
            }
            events.forEach(listener::tell);
            String where = "seed " + seed + ", step " + step;
            assertEquals(oracle.state(), state(near.people()), where);
            assertEquals(
                    listener.people,
                    near.people().stream().collect(Collectors.toMap(PeerNearMe::instance, Function.identity())),
                    where);
        }
    }
}
