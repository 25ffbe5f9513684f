package dev.parley.session.internal;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What happens to a session.
 *
 * @param seed of what is not written here: how bytes are cut, how long somebody pauses
 * @param endpoints how many there are
 * @param members how many are in the session at first; the first one began it
 * @param steps in order
 */
record ModelSchedule(long seed, int endpoints, int members, List<ModelStep> steps) {
    private static final int MOST_ENDPOINTS = 5;
    private static final int MOST_STEPS = 40;

    /** The same for the same seed. */
    static ModelSchedule random(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int endpoints = random.nextInt(3, MOST_ENDPOINTS + 1);
        int members = random.nextInt(2, endpoints + 1);
        List<ModelStep> steps = IntStream.range(0, random.nextInt(5, MOST_STEPS + 1))
                .mapToObj(i -> ModelStep.random(random, endpoints))
                .toList();
        return new ModelSchedule(seed, endpoints, members, steps);
    }

    ModelSchedule with(List<ModelStep> other) {
        return new ModelSchedule(seed, endpoints, members, other);
    }

    @Override
    public String toString() {
        return "seed " + seed + ", " + endpoints + " endpoints, " + members + " members\n"
                + steps.stream()
                        .map(step -> "  " + step.what() + " " + step.one() + " " + step.other() + ", then "
                                + step.waitMillis() + " ms")
                        .collect(Collectors.joining("\n"));
    }
}
