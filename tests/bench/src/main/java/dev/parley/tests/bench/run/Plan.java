package dev.parley.tests.bench.run;

/**
 * How much is measured.
 *
 * @param pairs of everything that has a floor
 * @param dials in a value of a pair
 * @param roundTrips in a value of a pair
 * @param millis of a one-way value
 * @param warmUps rounds that do not count
 * @param repeats of what takes seconds each
 * @param spells of what takes minutes
 * @param spellSeconds of each spell
 */
record Plan(int pairs, int dials, int roundTrips, long millis, int warmUps, int repeats, int spells, int spellSeconds) {
    static final Plan FULL = new Plan(21, 15, 400, 250, 12, 9, 10, 60);
    static final Plan QUICK = new Plan(15, 10, 200, 120, 10, 3, 4, 15);
}
