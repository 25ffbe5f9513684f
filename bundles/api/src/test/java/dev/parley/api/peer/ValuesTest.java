package dev.parley.api.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private static final String ID = "4f0c3c1e-0000-4000-8000-000000000001";

    private static void refused(Runnable what) {
        String said = assertThrows(IllegalArgumentException.class, what::run).getMessage();
        assertFalse(said.indexOf('\u001b') >= 0, "no escape reaches a terminal: " + said);
    }

    /** Vectors of the specification of z-base-32, whole bytes only. */
    @Test
    void zBase32OfTheSpecification() {
        assertEquals("6n9hq", ZBase32.encode(new byte[] {(byte) 0xf0, (byte) 0xbf, (byte) 0xc7}));
        assertEquals("4t7ye", ZBase32.encode(new byte[] {(byte) 0xd4, 0x7a, 0x04}));
        assertEquals("", ZBase32.encode(new byte[0]));
        assertArrayEquals(new byte[] {(byte) 0xd4, 0x7a, 0x04}, ZBase32.decode("4t7ye", 3, "this"));
    }

    @Test
    void zBase32ThereAndBack() {
        Random random = new Random(32);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            assertArrayEquals(bytes, ZBase32.decode(ZBase32.encode(bytes), bytes.length, "this"));
        }
    }

    @Test
    void endPointIds() {
        EndPointId id = EndPointId.ofDeviceKey("a key".getBytes(StandardCharsets.US_ASCII));
        assertEquals(id, EndPointId.of(id.bytes()));
        assertEquals(id, new EndPointId(id.toString()));
        assertEquals(8, id.shortForm().length());
        assertEquals(0, id.compareTo(EndPointId.of(id.bytes())));
        refused(() -> EndPointId.of(new byte[31]));
        refused(() -> new EndPointId(id.text().substring(1) + "\u001b"));
    }

    @Test
    void instanceIds() {
        byte[] bytes = new byte[16];
        new Random(16).nextBytes(bytes);
        InstanceId id = InstanceId.of(bytes);
        assertArrayEquals(bytes, id.bytes());
        assertEquals(id, new InstanceId(id.toString()));
        refused(() -> InstanceId.of(new byte[15]));
        refused(() -> InstanceId.of(new byte[17]));
        for (String wrong : List.of(
                "",
                "0".repeat(31),
                "0".repeat(33),
                "0".repeat(31) + "A",
                "0".repeat(31) + "g",
                "0".repeat(31) + "\n",
                "\u001b".repeat(32))) {
            refused(() -> new InstanceId(wrong));
        }
    }

    @Test
    void applicationIds() {
        assertEquals(ID, ApplicationId.parse(ID).toString());
        assertEquals(ApplicationId.parse(ID), ApplicationId.parse(ID.toUpperCase(java.util.Locale.ROOT)));
        refused(() -> new ApplicationId(new UUID(0, 0)));
        for (String wrong : List.of(
                "",
                ID.substring(1),
                ID + "0",
                "4f0c3c1e0-000-4000-8000-000000000001",
                "4f0c3c1e-0000-4000-8000-00000000000g",
                "4f0c3c1e-0000-4000-8000-00000000000\u001b",
                "00000000-0000-0000-0000-000000000000")) {
            refused(() -> ApplicationId.parse(wrong));
        }
    }

    private static PeerApplication application(String name, String version, String description, int data) {
        return new PeerApplication(
                ApplicationId.parse(ID), name, version, description, ByteBuffer.allocate(data), PeerScope.ALL);
    }

    @Test
    void applicationsKeepTheirLimits() {
        String most = "n".repeat(255);
        assertEquals(16_384, application(most, most, most, 16_384).data().remaining());
        assertEquals("", application("n", "", "", 0).version());
        refused(() -> application("", "1", "", 0));
        refused(() -> application(most + "n", "1", "", 0));
        refused(() -> application("n", most + "n", "", 0));
        refused(() -> application("n", "1", most + "n", 0));
        refused(() -> application("n", "1", "", 16_385));
        refused(() -> application("n\u001b[2J", "1", "", 0));
    }

    @Test
    void bytesAreCopiedAndReadOnly() {
        ByteBuffer mine = ByteBuffer.wrap(new byte[] {0, 1, 2, 3}).position(1);
        ByteBuffer copy = Bytes.copy("this", mine, 3);
        assertEquals(1, mine.position());
        mine.put(1, (byte) 9);
        assertArrayEquals(new byte[] {1, 2, 3}, Bytes.array(copy));
        assertArrayEquals(new byte[] {1, 2, 3}, Bytes.array(copy), "reading does not move it");
        assertThrows(ReadOnlyBufferException.class, () -> copy.put((byte) 1));
        refused(() -> Bytes.copy("this", mine, 2));
        assertEquals(0, Bytes.copy("this", ByteBuffer.allocate(0), 0).remaining());
    }

    @Test
    void scopesAreSetsOfWays() {
        for (PeerScope one : PeerScope.values()) {
            assertEquals(one, PeerScope.ofNumber(one.number()));
            assertTrue(PeerScope.ALL.includes(one));
            assertTrue(one.includes(PeerScope.NONE));
            assertEquals(PeerScope.ALL, one.union(PeerScope.ALL));
        }
        assertFalse(PeerScope.NEAR_ME.includes(PeerScope.INTERNET));
        assertEquals(PeerScope.ALL, PeerScope.NEAR_ME.union(PeerScope.INTERNET));
        refused(() -> PeerScope.ofNumber(-1));
        refused(() -> PeerScope.ofNumber(4));
    }

    @Test
    void endPointsCheckTheirName() {
        EndPointId id = EndPointId.of(new byte[32]);
        assertEquals("desk", new PeerEndPoint(id, "desk", List.of()).name());
        refused(() -> new PeerEndPoint(id, "de\nsk", List.of()));
    }
}
