package dev.parley.tests.bench.run;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.tests.bench.figures.Report;
import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** What is asked of memory: who of many people near has an application, kept as discovery keeps them. */
final class QueryBench {
    private static final int PEOPLE = 500;
    private static final int APPLICATIONS = 64; // the most in an offer
    private static final int BAR_MS = 20;

    private final Plan plan;
    private final Report report;

    QueryBench(Plan plan, Report report) {
        this.plan = plan;
        this.report = report;
    }

    void run() {
        Many people = new Many();
        ApplicationId last = new ApplicationId(new UUID(0, APPLICATIONS));
        List<Double> took = new ArrayList<>();
        for (int i = -plan.warmUps(); i < plan.roundTrips(); i++) {
            long begun = System.nanoTime();
            int found = people.with(last).size();
            long ended = System.nanoTime();
            if (found != PEOPLE / 2) {
                throw new IllegalStateException(found + " were found");
            }
            if (i >= 0) {
                took.add((double) TimeUnit.NANOSECONDS.toMicros(ended - begun) / 1e3);
            }
        }
        Row row = Row.atMost(
                "near --with over " + PEOPLE + " people of " + APPLICATIONS + " applications, ms",
                new Sample(took),
                BAR_MS,
                "-",
                Optional.empty());
        System.out.print("bench: " + Report.line(row));
        report.add(row);
    }

    /** Half of them have one application more than the others. */
    private static final class Many implements PeopleNearMe {
        private final Map<InstanceId, PeerNearMe> people = new ConcurrentHashMap<>();

        Many() {
            for (int i = 0; i < PEOPLE; i++) {
                InstanceId instance = InstanceId.of(
                        ByteBuffer.allocate(InstanceId.BYTES).putInt(i).array());
                people.put(instance, person(instance, i % 2 == 0 ? APPLICATIONS : APPLICATIONS - 1));
            }
        }

        private static PeerNearMe person(InstanceId instance, int applications) {
            return new PeerNearMe(
                    instance,
                    "somebody",
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    Set.of("beacon"),
                    Optional.empty(),
                    LongStream.rangeClosed(1, applications)
                            .mapToObj(number -> new PeerApplication(
                                    new ApplicationId(new UUID(0, number)),
                                    "Application " + number,
                                    "1.0",
                                    "",
                                    Bytes.NONE,
                                    PeerScope.NEAR_ME))
                            .toList());
        }

        @Override
        public List<PeerNearMe> people() {
            return List.copyOf(people.values());
        }

        @Override
        public Subscription onChange(Consumer<NearMeEvent> listener) {
            throw new UnsupportedOperationException("nothing changes here");
        }

        @Override
        public CompletionStage<PeerNearMe> addAddress(String host, int port, Optional<PeerName> expected) {
            throw new UnsupportedOperationException("nobody is added here");
        }
    }
}
