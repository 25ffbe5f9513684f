package dev.parley.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a host's doctor is to say, line by line. */
final class Doctor {
    /** The lines of an interface that nobody else is on, and that is as it should be. */
    static final List<String> LONELY_LOOPBACK = List.of(
            "lo BEACON_V4 NOT_HEARD",
            "lo BEACON_V6 NOT_APPLICABLE",
            "lo DNS_SD_V4 NOT_HEARD",
            "lo DNS_SD_V6 NOT_APPLICABLE",
            "lo TCP_IN NOT_HEARD");

    private Doctor() {}

    /**
     * Waits until the doctor says exactly this. A line is the interface, the way, the verdict, and after a colon a word of the advice;
     * without one there must be no advice.
     */
    static void says(Host host, List<String> lines) throws IOException {
        long end = System.nanoTime() + Host.LIMIT.toNanos();
        List<JsonObject> findings = findings(host);
        while (!matches(findings, lines) && System.nanoTime() - end < 0) {
            host.pause();
            findings = findings(host);
        }
        if (!matches(findings, lines)) {
            assertEquals(String.join("\n", lines), told(findings), host + "'s doctor");
        }
    }

    /** The loopback interface without company, then these lines of eth0. */
    static void says(Host host, String... eth0) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : eth0) {
            lines.add("eth0 " + line);
        }
        lines.addAll(LONELY_LOOPBACK);
        says(host, lines);
    }

    /** What is to be said of connections that come in at eth0: that they do when one did. */
    static String tcp(Host host) {
        return host.past("link.opened").stream()
                        .map(event -> event.getJsonObject("link"))
                        .anyMatch(link -> !link.getBoolean("dialled"))
                ? "TCP_IN HEARD"
                : "TCP_IN NOT_HEARD";
    }

    /** Of its networks: what it says of the parts of Parley comes after them, and names no interface. */
    private static List<JsonObject> findings(Host host) throws IOException {
        return host.call("doctor").asJsonArray().getValuesAs(JsonObject.class).stream()
                .takeWhile(finding -> !finding.getString("interface").isEmpty())
                .toList();
    }

    private static boolean matches(List<JsonObject> findings, List<String> lines) {
        if (findings.size() != lines.size()) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            String[] expected = lines.get(i).split(": ");
            Optional<String> word = expected.length > 1 ? Optional.of(expected[1]) : Optional.empty();
            String advice = findings.get(i).getString("advice");
            boolean advised = word.map(advice::contains).orElse(advice.isEmpty());
            if (!line(findings.get(i)).equals(expected[0]) || !advised) {
                return false;
            }
        }
        return true;
    }

    private static String told(List<JsonObject> findings) {
        List<String> told = new ArrayList<>();
        for (JsonObject finding : findings) {
            String advice = finding.getString("advice");
            told.add(line(finding) + (advice.isEmpty() ? "" : ": " + advice) + "  (" + finding.getString("explanation")
                    + ")");
        }
        return String.join("\n", told);
    }

    private static String line(JsonObject finding) {
        return finding.getString("interface") + " " + finding.getString("way") + " " + finding.getString("verdict");
    }
}
