package dev.parley.session.internal;

import dev.parley.api.session.SessionState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was seen from outside while a {@link ModelSchedule} ran. Plain facts; {@link ModelChecker} judges them. */
final class ModelLedger {
    /** Lines by their text. */
    final Map<String, Line> lines = new HashMap<>();

    /** Those that {@code send} confirmed, durable ones. */
    final Set<String> confirmed = new HashSet<>();

    /** What each endpoint's application heard, since its last start or joining. */
    final List<Heard> heard = new ArrayList<>();

    /** Who was invited, left and was removed, in order. */
    final List<Order> orders = new ArrayList<>();

    /** Sessions that ended though nobody had said that they should. */
    final List<String> lost = new ArrayList<>();

    /** What stands in the journals of those who are still in it, once everything was healed. */
    final Map<Integer, List<String>> settled = new LinkedHashMap<>();

    /** The same, after each of them has written one more line. */
    final Map<Integer, List<String>> logs = new LinkedHashMap<>();

    /** Whom those show as members. */
    final Map<Integer, Set<Integer>> members = new LinkedHashMap<>();

    /** Which of those are away for them. */
    final Map<Integer, Set<Integer>> absent = new LinkedHashMap<>();

    /** What their sessions say that they are. */
    final Map<Integer, SessionState> states = new LinkedHashMap<>();

    /** Of whom each has ever heard that they are in it, since it came into it. */
    final Map<Integer, Set<Integer>> heardOf = new HashMap<>();

    /** Who left while somebody could not hear it, or without room to note it: to others they may be members that are away. */
    final Set<Integer> unheard = new HashSet<>();

    /** For how many times each of those has come into the session. */
    final Map<Integer, Integer> stints = new HashMap<>();

    /** Failures of tasks, and violations of the protocol, of which honest endpoints make none. */
    final List<String> failures = new ArrayList<>();

    private int order;

    /**
     * A line that was written or said.
     *
     * @param author its endpoint
     * @param number counts all of its lines
     * @param durable whether it was to be kept
     * @param stint for how many times the author had come into the session
     * @param gone who was removed, as its author had seen
     */
    record Line(int author, int number, boolean durable, int stint, Set<Integer> gone) {
        static int author(String text) {
            return Integer.parseInt(text.split("/", -1)[1]);
        }

        static int number(String text) {
            return Integer.parseInt(text.split("/", -1)[2]);
        }

        static boolean isDurable(String text) {
            return text.startsWith("kept/");
        }

        String text() {
            return (durable ? "kept/" : "said/") + author + "/" + number;
        }
    }

    /** What one application heard in one life. */
    record Heard(int reader, List<String> texts) {}

    /** What somebody said that is to become of a member. */
    record Order(What what, int whom) {}

    /** What can become of one. */
    enum What {
        INVITE,
        LEAVE,
        REMOVE
    }

    /** The number of the next line of anybody; numbers of one author grow. */
    int next() {
        return ++order;
    }
}
