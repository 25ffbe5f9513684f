package dev.parley.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three hosts on a bridge, in every kind of network that people sit in. */
class NetworkTest {
    @TempDir
    Path homes;

    private final String realm = "net-" + UUID.randomUUID();

    @BeforeAll
    static void needsRoot() {
        assumeTrue(Shell.isRoot(), "network namespaces need root");
        assumeTrue(Shell.has("ip") && Shell.has("nft"), "iproute2 and nftables are needed");
    }

    @Test
    void threeHostsFindAndMeetEachOther() throws IOException {
        try (Lan lan = new Lan(3, Lan.Family.BOTH);
                Host one = host(lan, 1, "One");
                Host two = host(lan, 2, "Two");
                Host three = host(lan, 3, "Three")) {
            for (Host[] pair : new Host[][] {{one, two}, {two, three}, {three, one}}) {
                JsonObject seen = pair[0].meets(pair[1].toString());
                assertEquals(peer(pair[1]), seen.getString("peer"));
            }
            one.sees(0, "Two", person -> person.getJsonArray("ways").toString().contains("dns-sd"));
            assertEquals(
                    Map.of(
                            "eth0 BEACON_V4", "HEARD",
                            "eth0 BEACON_V6", "HEARD",
                            "eth0 DNS_SD_V4", "HEARD",
                            "eth0 DNS_SD_V6", "HEARD"),
                    beacons(one, "eth0"));
            int mark = one.mark();
            two.stop();
            assertEquals("GOODBYE", one.loses(mark, "Two").getString("reason"));
            mark = one.mark();
            three.kill();
            assertEquals("SILENT", one.loses(mark, "Three").getString("reason"));
        }
    }

    @Test
    void aCableThatIsCutAndHealedLosesNothing() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.BOTH);
                Host one = host(lan, 1, "One", "--accept", "all");
                Host two = host(lan, 2, "Two", "--accept", "all")) {
            one.meets("Two");
            two.meets("One");
            one.call("invite Two Chat --wait 30");
            two.event("session\\.launched", event -> true);
            one.call("say before");
            two.event("view\\.line", event -> event.getString("text").equals("before"));
            int mark = one.mark();
            lan.cut(2);
            one.call("say while it is cut");
            one.eventAfter(
                    mark, "session\\.changed", event -> event.getString("state").equals("REACHING"));
            lan.heal(2);
            two.event("view\\.line", event -> event.getString("text").equals("while it is cut"));
            two.call("say back");
            one.event("view\\.line", event -> event.getString("text").equals("back"));
        }
    }

    @Test
    void onlyIpv4() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.V4);
                Host one = host(lan, 1, "One");
                Host two = host(lan, 2, "Two")) {
            assertEquals(peer(two), one.meets("Two").getString("peer"));
            two.meets("One");
            one.sees(0, "Two", person -> person.getJsonArray("ways").toString().contains("dns-sd"));
            assertEquals(
                    Map.of(
                            "eth0 BEACON_V4", "HEARD",
                            "eth0 BEACON_V6", "NOT_APPLICABLE",
                            "eth0 DNS_SD_V4", "HEARD",
                            "eth0 DNS_SD_V6", "NOT_APPLICABLE"),
                    beacons(one, "eth0"));
        }
    }

    @Test
    void onlyIpv6() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.V6);
                Host one = host(lan, 1, "One");
                Host two = host(lan, 2, "Two")) {
            assertEquals(peer(two), one.meets("Two").getString("peer"));
            two.meets("One");
            one.sees(0, "Two", person -> person.getJsonArray("ways").toString().contains("dns-sd"));
            assertEquals(
                    Map.of(
                            "eth0 BEACON_V4", "NOT_APPLICABLE",
                            "eth0 BEACON_V6", "HEARD",
                            "eth0 DNS_SD_V4", "NOT_APPLICABLE",
                            "eth0 DNS_SD_V6", "HEARD"),
                    beacons(one, "eth0"));
        }
    }

    @Test
    void whereMulticastIsFilteredPeopleAreReachedByAddress() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.BOTH)) {
            lan.deafen(1);
            lan.deafen(2);
            try (Host one = host(lan, 1, "One");
                    Host two = host(lan, 2, "Two")) {
                String port = me(two).getJsonArray("addresses").getString(0).replaceAll(".*:", "");
                JsonObject person = one.call("add-address " + Lan.v4(2) + ":" + port + " " + peer(two))
                        .asJsonObject();
                assertEquals("Two", person.getString("displayName"));
                two.meets("One");
                assertEquals(
                        Map.of(
                                "eth0 BEACON_V4", "BLOCKED",
                                "eth0 BEACON_V6", "BLOCKED",
                                "eth0 DNS_SD_V4", "NOT_HEARD",
                                "eth0 DNS_SD_V6", "NOT_HEARD"),
                        beacons(one, "eth0"));
                assertTrue(one.callFails("add-address " + Lan.v4(2) + ":" + port + " " + peer(one))
                                .length()
                        > 0);
            }
        }
    }

    @Test
    void clientIsolationIsNamed() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.BOTH)) {
            lan.isolate(1, 2);
            try (Host one = host(lan, 1, "One");
                    Host two = host(lan, 2, "Two")) {
                String port = me(two).getJsonArray("addresses").getString(0).replaceAll(".*:", "");
                assertTrue(
                        one.callFails("add-address " + Lan.v4(2) + ":" + port).contains(Lan.v4(2)));
                assertEquals("[]", one.call("near").toString());
                JsonObject tcp = findings(one).get("eth0 TCP_IN");
                assertEquals("BLOCKED", tcp.getString("verdict"));
                assertTrue(tcp.toString().contains("isolation"), tcp::toString);
                assertEquals(
                        Map.of(
                                "eth0 BEACON_V4", "NOT_HEARD",
                                "eth0 BEACON_V6", "NOT_HEARD",
                                "eth0 DNS_SD_V4", "NOT_HEARD",
                                "eth0 DNS_SD_V6", "NOT_HEARD"),
                        beacons(one, "eth0"));
            }
        }
    }

    @Test
    void onlyLoopbackIsEnoughForTwoOnOneMachine() throws IOException {
        try (Lan lan = new Lan(1, Lan.Family.BOTH)) {
            lan.cut(1);
            try (Host one = host(lan, 1, "One");
                    Host two = host(lan, 1, "Two")) {
                assertEquals(peer(two), one.meets("Two").getString("peer"));
                two.meets("One");
                assertEquals("HEARD", findings(one).get("lo BEACON_V4").getString("verdict"));
                assertFalse(findings(one).containsKey("eth0 BEACON_V4")
                        && findings(one)
                                .get("eth0 BEACON_V4")
                                .getString("verdict")
                                .equals("HEARD"));
            }
        }
    }

    private Host host(Lan lan, int number, String name, String... more) throws IOException {
        return new Host(homes, lan.namespace(number), name, realm, more);
    }

    private static JsonObject me(Host host) throws IOException {
        return host.call("me").asJsonObject();
    }

    private static String peer(Host host) throws IOException {
        return me(host).getString("peer");
    }

    private static Map<String, JsonObject> findings(Host host) throws IOException {
        return host.call("doctor").asJsonArray().stream()
                .map(finding -> finding.asJsonObject())
                .collect(Collectors.toMap(
                        finding -> finding.getString("interface") + " " + finding.getString("way"),
                        finding -> finding,
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** The verdicts on the ways of seeing others, on one interface. */
    private static Map<String, String> beacons(Host host, String networkInterface) throws IOException {
        return findings(host).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(networkInterface + " ")
                        && !entry.getKey().endsWith("TCP_IN"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().getString("verdict")));
    }
}
