package dev.parley.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** People, cables, interfaces and addresses come and go. */
class ComingAndGoingTest extends OnLan {
    @Test
    void peopleOnThreeHostsFindEachOtherAndLeaveInEveryWay() throws IOException {
        try (Lan lan = new Lan(3, Lan.Family.BOTH);
                Host one = quick(lan, 1, "One");
                Host two = patient(lan, 2, "Two");
                Host three = quick(lan, 3, "Three");
                Host beside = host(lan, 3, "Beside Three")) {
            Host[] all = {one, two, three, beside};
            for (Host host : all) {
                for (Host other : all) {
                    if (host != other) {
                        assertEquals(other.peer(), host.meets(other.toString()).getString("peer"));
                    }
                }
            }
            int mark = one.mark();
            beside.stop();
            assertEquals("GOODBYE", one.loses(mark, "Beside Three"));

            mark = one.mark();
            three.kill();
            assertEquals("SILENT", one.loses(mark, "Three"));

            JsonObject before = two.me();
            mark = one.mark();
            two.kill();
            try (Host again = patient(lan, 2, "Two")) {
                assertEquals("RESTARTED", one.loses(mark, "Two"));
                JsonObject after = again.me();
                assertEquals(before.getString("peer"), after.getString("peer"));
                assertNotEquals(before.getString("instance"), after.getString("instance"));
                one.sees(mark, "Two", person -> person.getString("instance").equals(after.getString("instance")));
            }
        }
    }

    @Test
    void aCableThatIsCutAndHealedLosesNothing() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.BOTH);
                Host one = quick(lan, 1, "One", "--accept", "all");
                Host two = quick(lan, 2, "Two", "--accept", "all")) {
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
            Doctor.says(two, Doctor.LONELY_LOOPBACK);
            lan.heal(2);
            two.event("view\\.line", event -> event.getString("text").equals("while it is cut"));
            two.call("say back");
            one.event("view\\.line", event -> event.getString("text").equals("back"));
            assertEquals(
                    2,
                    two.past("view.line").stream()
                            .filter(event -> isFrom(event, "One"))
                            .count());
        }
    }

    @Test
    void row11_anotherAddressIsTheSamePerson() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.V4)) {
            lan.unplug(2);
            try (Host one = quick(lan, 1, "One");
                    Host two = quick(lan, 2, "Two")) {
                Doctor.says(two, Doctor.LONELY_LOOPBACK);
                lan.plug(2);
                one.meets("Two");
                two.meets("One");
                int mark = one.mark();
                lan.move(2, "10.80.0.77");
                one.sees(mark, "Two", person -> person.getJsonArray("addresses")
                        .toString()
                        .contains("10.80.0.77:"));
                mark = one.mark();
                lan.unplug(2);
                assertEquals("SILENT", one.loses(mark, "Two"));
                Doctor.says(two, Doctor.LONELY_LOOPBACK);
            }
        }
    }

    @Test
    void row06_whoSignsInWithoutANetworkAppearsByItselfWhenAnInterfaceComes() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.V4)) {
            lan.unplug(2);
            try (Host one = quick(lan, 1, "One");
                    Host two = quick(lan, 2, "Two")) {
                assertTrue(degraded(two.event("collaboration.signed-in", event -> true)), "signed in all the same");
                assertFalse(degraded(one.event("collaboration.signed-in", event -> true)));
                int mark = two.mark();
                lan.plug(2);
                two.eventAfter(mark, "collaboration.changed", event -> !degraded(event));
                one.meets("Two");
                two.meets("One");
                assertEquals(1, two.past("collaboration.signed-in").size(), "nobody signed in again");
            }
        }
    }

    private static boolean degraded(JsonObject event) {
        return event.getJsonObject("me").getBoolean("degraded");
    }

    private static boolean isFrom(JsonObject line, String name) {
        return line.toString().contains("\"" + name + "\"");
    }
}
