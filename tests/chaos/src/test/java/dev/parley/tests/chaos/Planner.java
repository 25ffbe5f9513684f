package dev.parley.tests.chaos;

import dev.parley.tests.chaos.Step.Act;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes a schedule; does nothing else. The first member began the session: it is never removed, and forgets nothing. */
final class Planner {
    /** Longer than every time-out of a session at the pace of the trials: 60 s at ten times the speed. */
    static final int FROZEN_MS = 6_500;

    private static final int FIRST_MS = 500;
    private static final int LAST_MS = 1_000; // nothing begins so shortly before the end
    private static final int LEAST_GAP_MS = 200;
    private static final int MOST_GAP_MS = 1_600;
    private static final int SHORTEST_MS = 300;
    private static final int LONGEST_MS = 6_000;
    private static final int AGAIN_MS = 5_000; // a member that was started is left alone for so long
    private static final int MOST_OUT = 2;

    /** As often as they are to come, within what is possible. */
    private static final List<Act> BAG = List.of(
            Act.CUT,
            Act.CUT,
            Act.HALVE,
            Act.BLOCK,
            Act.BLOCK,
            Act.KILL,
            Act.KILL,
            Act.FREEZE,
            Act.STOP_TRANSPORT,
            Act.UPDATE_TRANSPORT);

    private final Random random;
    private final int members;
    private final long length;
    private final long[] out; // until when a member's process is not to be touched
    private final long[] cut;
    private final Map<List<Integer>, Long> blocked = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private long halved;
    private int forgetful;

    Planner(long seed, int members, long length) {
        this.random = new Random(seed);
        this.members = members;
        this.length = length;
        this.out = new long[members + 1];
        this.cut = new long[members + 1];
    }

    List<Step> plan() {
        long forgetAt = random.nextInt(3) > 0 ? between(length / 8, length / 2) : Long.MAX_VALUE;
        long removeAt = random.nextInt(3) > 0 ? between(length / 2, length * 4 / 5) : Long.MAX_VALUE;
        for (long at = FIRST_MS; at < length - LAST_MS; at += between(LEAST_GAP_MS, MOST_GAP_MS)) {
            if (at >= forgetAt) {
                forgetAt = forget(at) ? Long.MAX_VALUE : forgetAt;
            } else if (at >= removeAt) {
                removeAt = remove(at) ? Long.MAX_VALUE : removeAt;
            } else {
                one(at, BAG.get(random.nextInt(BAG.size())));
            }
        }
        steps.add(new Step(length, Act.CALM, 0, 0));
        steps.sort(Comparator.comparingLong(Step::atMs)); // stable: what ends at the end does so before the calm
        return steps;
    }

    private void one(long at, Act act) {
        int who = 1 + random.nextInt(members);
        long end = Math.min(length, at + between(SHORTEST_MS, LONGEST_MS));
        switch (act) {
            case CUT -> {
                if (cut[who] < at
                        && Arrays.stream(cut).filter(until -> until >= at).count() < MOST_OUT) {
                    cut[who] = end;
                    pair(at, act, end, Act.PLUG, who, 0);
                }
            }
            case HALVE -> {
                if (halved < at) {
                    halved = end;
                    pair(at, act, end, Act.JOIN, 1 + random.nextInt((1 << members) - 2), 0);
                }
            }
            case BLOCK -> block(at, end, who, 1 + random.nextInt(members));
            case KILL -> process(at, end, act, Act.START, who, AGAIN_MS);
            case FREEZE -> {
                if (at + FROZEN_MS <= length) {
                    process(at, at + FROZEN_MS, act, Act.THAW, who, 0);
                }
            }
            case STOP_TRANSPORT -> process(at, end, act, Act.START_TRANSPORT, who, 0);
            default -> process(at, at, act, act, who, 0);
        }
    }

    private void block(long at, long end, int from, int to) {
        if (from != to && blocked.getOrDefault(List.of(from, to), 0L) < at) {
            blocked.put(List.of(from, to), end);
            pair(at, Act.BLOCK, end, Act.UNBLOCK, from, to);
        }
    }

    private void process(long at, long end, Act begin, Act over, int who, int after) {
        if (isFree(at, who)) {
            out[who] = end + after;
            pair(at, begin, end, over, who, 0);
        }
    }

    private boolean isFree(long at, int who) {
        long others = Arrays.stream(out)
                .filter(until -> until >= at && until != Long.MAX_VALUE)
                .count();
        return out[who] < at && others < MOST_OUT;
    }

    /** What is over at once is one step. */
    private void pair(long at, Act begin, long end, Act over, int who, int other) {
        steps.add(new Step(at, begin, who, other));
        if (begin != over) {
            steps.add(new Step(end, over, who, other));
        }
    }

    private boolean forget(long at) {
        int who = oneOf(at, 2);
        if (who == 0) {
            return false;
        }
        forgetful = who;
        process(at, at + AGAIN_MS, Act.FORGET, Act.FORGET, who, 0);
        return true;
    }

    /** Not the second one, who may invite as well, nor one that is two endpoints by then. */
    private boolean remove(long at) {
        int who = oneOf(at, 3);
        if (who == 0) {
            return false;
        }
        out[who] = Long.MAX_VALUE; // it goes on, but is no member whose process matters
        steps.add(new Step(at, Act.REMOVE, who, 0));
        return true;
    }

    /** 0 when none of them is free. */
    private int oneOf(long at, int first) {
        int[] free = IntStream.rangeClosed(first, members)
                .filter(who -> who != forgetful && isFree(at, who))
                .toArray();
        return free.length == 0 ? 0 : free[random.nextInt(free.length)];
    }

    private long between(long least, long most) {
        return least + random.nextInt((int) (most - least) + 1);
    }
}
