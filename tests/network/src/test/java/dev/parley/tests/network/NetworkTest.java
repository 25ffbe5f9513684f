package dev.parley.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every kind of network that people sit in: who meets whom, and what the doctor says of it. */
class NetworkTest extends OnLan {
    private static final String ADD = ": add-address";

    @Test
    void row08_onDualStack() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.BOTH);
                Host one = host(lan, 1, "One");
                Host two = host(lan, 2, "Two")) {
            meet(one, two);
            for (Host host : List.of(one, two)) {
                Doctor.says(
                        host,
                        "BEACON_V4 HEARD",
                        "BEACON_V6 HEARD",
                        "DNS_SD_V4 HEARD",
                        "DNS_SD_V6 HEARD",
                        Doctor.tcp(host));
            }
        }
    }

    @Test
    void row08_onIpv4Only() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.V4);
                Host one = host(lan, 1, "One");
                Host two = host(lan, 2, "Two")) {
            meet(one, two);
            for (Host host : List.of(one, two)) {
                Doctor.says(
                        host,
                        "BEACON_V4 HEARD",
                        "BEACON_V6 NOT_APPLICABLE",
                        "DNS_SD_V4 HEARD",
                        "DNS_SD_V6 NOT_APPLICABLE",
                        Doctor.tcp(host));
            }
        }
    }

    @Test
    void row08_onIpv6Only() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.V6);
                Host one = host(lan, 1, "One");
                Host two = host(lan, 2, "Two")) {
            meet(one, two);
            for (Host host : List.of(one, two)) {
                Doctor.says(
                        host,
                        "BEACON_V4 NOT_APPLICABLE",
                        "BEACON_V6 HEARD",
                        "DNS_SD_V4 NOT_APPLICABLE",
                        "DNS_SD_V6 HEARD",
                        Doctor.tcp(host));
            }
        }
    }

    @Test
    void row62_whereMulticastIsFilteredItSaysSoAndPeopleAreReachedByAddress() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.BOTH)) {
            lan.filterMulticast();
            try (Host one = host(lan, 1, "One");
                    Host two = host(lan, 2, "Two")) {
                assertEquals("[]", one.call("near").toString());
                String there = "add-address " + Lan.v4(2) + ":" + two.port() + " ";
                String named = one.callFails(there + one.peer());
                assertTrue(named.contains(two.peer().substring(0, 8)), named);
                assertEquals("Two", one.call(there + two.peer()).asJsonObject().getString("displayName"));
                two.meets("One");
                String[] nothing = {
                    "BEACON_V4 NOT_HEARD" + ADD,
                    "BEACON_V6 NOT_HEARD" + ADD,
                    "DNS_SD_V4 NOT_HEARD" + ADD,
                    "DNS_SD_V6 NOT_HEARD" + ADD,
                    "TCP_IN NOT_HEARD"
                };
                Doctor.says(one, nothing);
                nothing[4] = "TCP_IN HEARD";
                Doctor.says(two, nothing);
            }
        }
    }

    @Test
    void row62_clientIsolationIsNamed() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.BOTH)) {
            lan.isolate(1, 2);
            try (Host one = host(lan, 1, "One");
                    Host two = host(lan, 2, "Two")) {
                String failure = one.callFails("add-address " + Lan.v4(2) + ":" + two.port());
                assertTrue(failure.contains(Lan.v4(2)), failure);
                assertEquals("[]", one.call("near").toString());
                Doctor.says(
                        one,
                        "BEACON_V4 NOT_HEARD" + ADD,
                        "BEACON_V6 NOT_HEARD" + ADD,
                        "DNS_SD_V4 NOT_HEARD" + ADD,
                        "DNS_SD_V6 NOT_HEARD" + ADD,
                        "TCP_IN BLOCKED: isolation");
            }
        }
    }

    @Test
    void whoHearsNobodyButIsHeardSeesAllTheSame() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.BOTH)) {
            lan.deafen(1);
            try (Host two = host(lan, 2, "Two");
                    Host one = host(lan, 1, "One")) {
                meet(one, two);
                one.sees(0, "Two", person -> person.getJsonArray("ways")
                        .toString()
                        .contains("beacon"));
                Doctor.says(
                        one,
                        "BEACON_V4 HEARD: Allow UDP port 25076",
                        "BEACON_V6 HEARD: Allow UDP port 25076",
                        "DNS_SD_V4 BLOCKED: Allow UDP port 5353",
                        "DNS_SD_V6 BLOCKED: Allow UDP port 5353",
                        Doctor.tcp(one));
            }
        }
    }

    @Test
    void twoOnAMachineWithoutAnyNetwork() throws IOException {
        try (Lan lan = new Lan(1, Lan.Family.BOTH)) {
            lan.unplug(1);
            try (Host one = host(lan, 1, "One");
                    Host two = host(lan, 1, "Two")) {
                meet(one, two);
                Doctor.says(one, onLoopback(one, "lo"));
            }
        }
    }

    @Test
    void whoIsBoundToLoopbackIsNotOnTheNetwork() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.BOTH);
                Host one = host(lan, 1, "One", "--bind", "lo");
                Host two = host(lan, 1, "Two", "--bind", "lo");
                Host other = host(lan, 2, "Other")) {
            meet(one, two);
            Doctor.says(one, onLoopback(one, "eth0 TCP_IN NOT_APPLICABLE", "lo"));
            assertEquals("[]", other.call("near").toString());
        }
    }

    /** @param lines of other interfaces, and last the word for these */
    private static List<String> onLoopback(Host host, String... lines) {
        String tcp = "lo " + Doctor.tcp(host);
        List<String> loopback = List.of(
                "lo BEACON_V4 HEARD",
                "lo BEACON_V6 NOT_APPLICABLE",
                "lo DNS_SD_V4 HEARD",
                "lo DNS_SD_V6 NOT_APPLICABLE",
                tcp);
        List<String> all = new ArrayList<>(List.of(lines).subList(0, lines.length - 1));
        all.addAll(loopback);
        return all;
    }

    private static void meet(Host one, Host two) throws IOException {
        assertEquals(two.peer(), one.meets(two.toString()).getString("peer"));
        assertEquals(one.peer(), two.meets(one.toString()).getString("peer"));
    }
}
