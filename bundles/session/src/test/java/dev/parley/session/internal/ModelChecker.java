package dev.parley.session.internal;

import dev.parley.api.session.SessionState;
import dev.parley.session.internal.ModelLedger.Heard;
import dev.parley.session.internal.ModelLedger.Line;
import dev.parley.session.internal.ModelLedger.What;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges what was seen, by author and number in the text of the lines and by what {@code send} confirmed; it knows nothing of how
 * sessions work.
 */
final class ModelChecker {
    private final ModelLedger ledger;
    private final List<String> problems = new ArrayList<>();

    private ModelChecker(ModelLedger ledger) {
        this.ledger = ledger;
    }

    /** @return what is wrong; empty when nothing is */
    static List<String> problems(ModelLedger ledger) {
        ModelChecker checker = new ModelChecker(ledger);
        checker.problems.addAll(ledger.failures);
        checker.problems.addAll(ledger.lost);
        ledger.logs.forEach((reader, log) -> checker.inOrderAndOnce("the journal of " + reader, log));
        ledger.heard.forEach(heard -> checker.inOrderAndOnce("what " + heard.reader() + " heard", heard.texts()));
        checker.nothingLost();
        checker.equalLogs(ledger.settled);
        checker.equalLogs(ledger.logs);
        checker.equalMembers();
        checker.allAreThere();
        checker.nothingForThoseRemoved();
        return checker.problems;
    }

    private void inOrderAndOnce(String where, List<String> texts) {
        Map<String, Integer> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (String text : texts) {
            if (!seen.add(text)) {
                problems.add("in " + where + " is twice: " + text);
                continue;
            }
            String author = (Line.isDurable(text) ? "kept " : "said ") + Line.author(text);
            int before = last.getOrDefault(author, 0);
            if (Line.number(text) < before) {
                problems.add("in " + where + " comes " + text + " after " + before);
            }
            last.put(author, Line.number(text));
        }
    }

    /** Of who is still in it, since it came into it: who left or was removed took along what nobody had yet. */
    private void nothingLost() {
        for (String text : new TreeSet<>(ledger.confirmed)) {
            Line line = ledger.lines.get(text);
            if (ledger.stints.getOrDefault(line.author(), 0) == line.stint()) {
                together(line.author()).forEach(reader -> {
                    if (!ledger.logs.get(reader).contains(text)) {
                        problems.add("confirmed, and lost at " + reader + ": " + text);
                    }
                });
            }
        }
        ledger.logs.keySet().forEach(this::canWrite);
    }

    /** The last line of each was written when all was well. */
    private void canWrite(int author) {
        ledger.lines.values().stream()
                .filter(line -> line.author() == author && line.durable())
                .max((one, other) -> Integer.compare(one.number(), other.number()))
                .filter(line -> !ledger.confirmed.contains(line.text()))
                .ifPresent(line -> problems.add("in the end " + author + " cannot write: " + line.text()));
    }

    /** Those in it who know one, and itself. */
    private Set<Integer> together(int one) {
        Set<Integer> together = new TreeSet<>(ledger.members.get(one));
        together.removeIf(other -> !ledger.logs.containsKey(other) || neverHeard(other, one));
        return together;
    }

    /**
     * Whether somebody cannot know of another one: who invited that one left, or was removed, before the two could hear of each other.
     * Both go on, apart.
     */
    private boolean neverHeard(int reader, int whom) {
        return reader != whom
                && ledger.orders.stream().anyMatch(order -> order.what() != What.INVITE)
                && !ledger.heardOf.getOrDefault(reader, Set.of()).contains(whom);
    }

    /** But for what an author itself wrote before it left the last time: it took nothing along, and gets none of its own back. */
    private void equalLogs(Map<Integer, List<String>> logs) {
        logs.keySet().forEach(reader -> {
            Set<String> missing = new TreeSet<>();
            together(reader).forEach(other -> missing.addAll(logs.getOrDefault(other, List.of())));
            logs.get(reader).forEach(missing::remove);
            missing.removeIf(text -> ledger.lines.get(text).author() == reader
                    && ledger.lines.get(text).stint() < ledger.stints.getOrDefault(reader, 0));
            if (!missing.isEmpty()) {
                problems.add("others have, and " + reader + " has not: " + missing);
            }
        });
    }

    private void equalMembers() {
        ledger.members.keySet().forEach(reader -> {
            Set<Integer> members = shown(reader);
            for (int other : members) {
                if (!neverHeard(other, reader) && !members.equals(shown(other))) {
                    problems.add(reader + " shows " + members + ", and " + other + " "
                            + (ledger.members.containsKey(other) ? "shows " + shown(other) : "is not in it"));
                }
            }
        });
    }

    /** Whom one shows, but for those who left when not all could hear it. */
    private Set<Integer> shown(int reader) {
        Set<Integer> members = new TreeSet<>(ledger.members.getOrDefault(reader, Set.of()));
        members.removeIf(other -> !ledger.members.containsKey(other) && ledger.unheard.contains(other));
        return members;
    }

    private void allAreThere() {
        ledger.absent.forEach((reader, absent) -> {
            Set<Integer> missing = new TreeSet<>(absent);
            missing.removeIf(
                    other -> neverHeard(other, reader) || !shown(reader).contains(other));
            if (!missing.isEmpty()) {
                problems.add("for " + reader + " are still away: " + missing);
            }
        });
        ledger.states.forEach((reader, state) -> {
            if (state != SessionState.LIVE && together(reader).size() > 1) {
                problems.add("the session of " + reader + " is " + state);
            }
        });
    }

    /** One removal may be void, and an invitation takes one back; so only of who was removed once, and is out. */
    private void nothingForThoseRemoved() {
        for (Heard heard : ledger.heard) {
            if (!isOut(heard.reader())) {
                continue;
            }
            for (String text : heard.texts()) {
                if (ledger.lines.get(text).gone().contains(heard.reader())) {
                    problems.add(heard.reader() + " was removed, and heard of one who knew: " + text);
                }
            }
        }
    }

    private boolean isOut(int whom) {
        List<What> about = ledger.orders.stream()
                .filter(order -> order.whom() == whom && order.what() != What.LEAVE)
                .map(ModelLedger.Order::what)
                .toList();
        return !ledger.logs.containsKey(whom)
                && about.contains(What.REMOVE)
                && about.indexOf(What.REMOVE) == about.size() - 1;
    }
}
