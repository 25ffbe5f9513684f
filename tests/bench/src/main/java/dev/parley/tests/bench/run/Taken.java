package dev.parley.tests.bench.run;

import dev.parley.tests.bench.figures.Row;
import dev.parley.tests.bench.figures.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a lane brought: in each round everybody in turn, every other round in the other order. */
final class Taken {
    private static final double FLOOR_BAR = 0.85;

    private final Lane lane;
    private final List<Worker> workers;
    private final List<List<Double>> values = new ArrayList<>();

    Taken(Lane lane, Worker ours, Worker floor, Optional<Worker> other) {
        this.lane = lane;
        this.workers = new ArrayList<>(List.of(ours, floor));
        other.ifPresent(workers::add);
        workers.forEach(worker -> values.add(new ArrayList<>()));
    }

    void run(int warmUps, int rounds) throws IOException {
        for (int i = -warmUps; i < rounds; i++) {
            for (int j = 0; j < workers.size(); j++) {
                int turn = i % 2 == 0 ? j : workers.size() - 1 - j;
                double value = lane.take(workers.get(turn));
                if (i >= 0) {
                    values.get(turn).add(value);
                }
            }
        }
    }

    Row row(String floor) {
        return lane.verdict().row(lane.figure(), sample(0), floor, sample(1));
    }

    /** The floor beside the other transport: it must be worth the name. */
    Optional<Row> floorRow(String floor, String other) {
        if (workers.size() < 3) {
            return Optional.empty();
        }
        String name = floor + ": " + lane.figure();
        return Optional.of(
                lane.isTime()
                        ? Row.atMostTimes(name, sample(1), other, sample(2), 1 / FLOOR_BAR)
                        : Row.atLeastTimes(name, sample(1), other, sample(2), FLOOR_BAR));
    }

    private Sample sample(int who) {
        return new Sample(values.get(who));
    }
}
