package dev.parley.tests.chaos;

import dev.parley.tests.chaos.Evidence.Run;
import dev.parley.tests.chaos.Evidence.Witness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Judges evidence by authors and numbers alone; knows nothing of the product. */
final class Checker {
    private final Evidence evidence;
    private final List<Finding> findings = new ArrayList<>();

    private Checker(Evidence evidence) {
        this.evidence = evidence;
    }

    /** What is wrong. */
    enum Kind {
        /** It was confirmed to its author, or shown here, and is not in the journal here. */
        LOST,
        /** One process showed it twice. */
        DOUBLED,
        /** It came after one that its author said later. */
        DISORDERED,
        /** It is in another journal and not here. */
        UNEQUAL,
        /** It was said by somebody who had seen the removal of this member, and came here all the same. */
        LEAKED
    }

    /** Something wrong, and where. */
    record Finding(Kind kind, int member, Line line) {
        @Override
        public String toString() {
            return kind + " at member " + member + ": " + line;
        }
    }

    /** Empty when all is as it should be. */
    static List<Finding> check(Evidence evidence) {
        Checker checker = new Checker(evidence);
        evidence.members().forEach(member -> member.runs().forEach(run -> checker.inOrderOnce(member.member(), run)));
        Set<Line> confirmed = checker.confirmed();
        Set<Line> anywhere = new TreeSet<>();
        evidence.staying().forEach(member -> anywhere.addAll(member.journal()));
        evidence.staying().forEach(member -> checker.complete(member, confirmed, anywhere));
        evidence.members().forEach(checker::deaf);
        return List.copyOf(checker.findings);
    }

    private void inOrderOnce(int member, Run run) {
        Set<Line> seen = new HashSet<>();
        Map<String, Long> highest = new HashMap<>();
        for (Line line : run.shown()) {
            if (!seen.add(line)) {
                found(Kind.DOUBLED, member, line);
            } else if (line.number() < highest.getOrDefault(line.endpoint(), 0L)) {
                found(Kind.DISORDERED, member, line);
            }
            highest.merge(line.endpoint(), line.number(), Math::max);
        }
    }

    /** Of those who stay, and of the endpoint that they are now: what lay only in a journal that was thrown away may be gone. */
    private Set<Line> confirmed() {
        Set<Line> confirmed = new TreeSet<>();
        for (Witness author : evidence.staying()) {
            kept(author).stream()
                    .filter(line -> line.author() == author.member() && line.life() == author.life())
                    .forEach(confirmed::add);
        }
        return confirmed;
    }

    private void complete(Witness member, Set<Line> confirmed, Set<Line> anywhere) {
        Set<Line> here = new HashSet<>(member.journal());
        Set<Line> due = new TreeSet<>(confirmed);
        due.addAll(kept(member));
        due.stream().filter(line -> !here.contains(line)).forEach(line -> found(Kind.LOST, member.member(), line));
        anywhere.stream()
                .filter(line -> !here.contains(line) && !due.contains(line))
                .forEach(line -> found(Kind.UNEQUAL, member.member(), line));
    }

    /** What was shown out of the journal that it has now. */
    private static Set<Line> kept(Witness member) {
        Set<Line> kept = new TreeSet<>();
        member.runs().stream().filter(run -> run.life() == member.life()).forEach(run -> kept.addAll(run.shown()));
        return kept;
    }

    private void deaf(Witness member) {
        Set<Line> unheard = evidence.unheard().getOrDefault(member.member(), Set.of());
        Set<Line> heard = new TreeSet<>();
        member.runs().forEach(run -> heard.addAll(run.shown()));
        heard.stream().filter(unheard::contains).forEach(line -> found(Kind.LEAKED, member.member(), line));
    }

    private void found(Kind kind, int member, Line line) {
        findings.add(new Finding(kind, member, line));
    }
}
