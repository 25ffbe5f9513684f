package dev.parley.tests.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rest of the world's DNS-SD sees us, and we see it. */
class AvahiTest extends OnLan {
    private static final String STRANGER = "0123456789abcdef0123456789abcdef";

    @BeforeAll
    static void needsAvahi() {
        for (String tool : List.of("avahi-daemon", "avahi-browse", "avahi-publish", "dbus-daemon")) {
            assumeTrue(Shell.has(tool), tool + " is needed");
        }
    }

    @Test
    void avahiSeesAndLosesUsAndWeSeeWhatItAnnounces() throws IOException {
        try (Lan lan = new Lan(2, Lan.Family.BOTH);
                Avahi avahi = new Avahi(homes, lan.namespace(2));
                Host one = host(lan, 1, "One")) {
            Avahi.Lines seen = avahi.browse();
            // =;interface;family;name;type;domain;host;address;port;text
            String found = seen.await("=;eth0;IPv4;parley-[0-9a-f]+;.*");
            assertTrue(found.contains(";" + Lan.v4(1) + ";" + one.port() + ";"), found);
            assertTrue(found.contains("\"name=One\"") && found.contains("\"realm=" + realm + "\""), found);
            assertTrue(found.contains("\"id=" + one.me().getString("instance") + "\""), found);

            Process stranger = avahi.publish(
                    "A stranger", 4711, "txtvers=1", "id=" + STRANGER, "realm=" + realm, "rev=1", "name=Ava\u0007hi");
            JsonObject person = one.sees(0, "Ava\uFFFDhi", any -> any.getJsonArray("addresses")
                    .toString()
                    .contains(Lan.v4(2) + ":4711"));
            assertEquals(STRANGER, person.getString("instance"));
            assertEquals("[\"dns-sd\"]", person.getJsonArray("ways").toString());
            int mark = one.mark();
            stranger.destroy();
            assertEquals("GOODBYE", one.loses(mark, "Ava\uFFFDhi"));

            one.stop();
            seen.await("-;eth0;IPv4;parley-[0-9a-f]+;.*");
        }
    }
}
