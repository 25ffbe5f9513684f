package dev.parley.tests.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was seen of a group, once it is quiet and each member was started once more.
 *
 * @param unheard for each member that was removed: what others said after they had seen that
 */
record Evidence(List<Witness> members, Map<Integer, Set<Line>> unheard) {
    Evidence {
        members = List.copyOf(members);
        unheard = Map.copyOf(unheard);
    }

    /**
     * A member.
     *
     * @param runs from each start to its end; the last one shows what lies in the journal
     */
    record Witness(int member, boolean removed, List<Run> runs) {
        Witness {
            runs = List.copyOf(runs);
        }

        /** Which endpoint it is now. */
        int life() {
            return runs.isEmpty() ? 0 : runs.get(runs.size() - 1).life();
        }

        /** What its journal has. */
        List<Line> journal() {
            return runs.isEmpty() ? List.of() : runs.get(runs.size() - 1).shown();
        }
    }

    /** What a process showed, in that order; the first line of a member that is its own was confirmed to it by that. */
    record Run(int life, List<Line> shown) {
        Run {
            shown = List.copyOf(shown);
        }
    }

    /** Those who are to have the same in the end. */
    List<Witness> staying() {
        return members.stream().filter(member -> !member.removed()).toList();
    }
}
