package dev.parley.api.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerNameTest {
    private static final String RFC_8032_TEST_1 = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static String refused(byte[] key) {
        return assertThrows(IllegalArgumentException.class, () -> PeerName.of(key))
                .getMessage();
    }

    /** Little-endian, with the sign of x in the highest bit: RFC 8032, section 5.1.2. */
    private static byte[] encoded(BigInteger y, boolean odd) {
        byte[] key = new byte[32];
        for (int i = 0; i < 32; i++) {
            key[i] = y.shiftRight(8 * i).byteValue();
        }
        key[31] |= (byte) (odd ? 0x80 : 0);
        return key;
    }

    /** Public keys of RFC 8032, section 7.1. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                RFC_8032_TEST_1,
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "278117fc144c72340f67d0f2316e8386ceffbf2b2428c9c51fef7c597f1d426e",
                "ec172b93ad5e563f4932c70e1245034c35467ef2efd4d64ebf819683467e2bff"
            })
    void keysOfTheStandardAreNames(String key) {
        PeerName name = PeerName.of(hex(key));
        assertEquals(52, name.toString().length());
        assertArrayEquals(hex(key), name.key());
        assertEquals(name, PeerName.parse(name.text()));
        assertEquals(name.text().substring(0, 8), name.shortForm());
        assertEquals(0, name.compareTo(PeerName.parse(name.text())));
    }

    @Test
    void keysThatJavaMakesAreNames() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("Ed25519");
        for (int i = 0; i < 20; i++) {
            byte[] spki = keys.generateKeyPair().getPublic().getEncoded();
            byte[] key = java.util.Arrays.copyOfRange(spki, spki.length - 32, spki.length);
            assertArrayEquals(key, PeerName.of(key).key());
        }
    }

    @Test
    void refusesAnotherLength() {
        for (int bytes : new int[] {0, 31, 33, 64}) {
            assertTrue(refused(new byte[bytes]).contains("32 bytes"));
        }
        String text = PeerName.of(hex(RFC_8032_TEST_1)).text();
        for (String other : new String[] {"", text.substring(1), text + "y", text + " "}) {
            String said = assertThrows(IllegalArgumentException.class, () -> PeerName.parse(other))
                    .getMessage();
            assertTrue(said.contains("52 letters"), said);
        }
    }

    @Test
    void refusesLettersOutsideTheAlphabetAtEachPlace() {
        String text = PeerName.of(hex(RFC_8032_TEST_1)).text();
        for (int place = 0; place < text.length(); place++) {
            for (char wrong : new char[] {'A', 'l', 'v', '0', '2', ' ', '\u001b', '\u0663', '\uffff'}) {
                String other = text.substring(0, place) + wrong + text.substring(place + 1);
                String said = assertThrows(IllegalArgumentException.class, () -> PeerName.parse(other))
                        .getMessage();
                assertTrue(said.contains("place " + (place + 1)), said);
                assertTrue(said.indexOf('\u001b') < 0);
            }
        }
    }

    @Test
    void refusesBitsInThePadding() {
        String text = PeerName.of(hex(RFC_8032_TEST_1)).text();
        String alphabet = "ybndrfg8ejkmcpqxot1uwisza345h769";
        int last = alphabet.indexOf(text.charAt(51));
        assertEquals(0, last & 15, "52 letters hold 260 bits: four are unused");
        for (int padding = 1; padding < 16; padding++) {
            String other = text.substring(0, 51) + alphabet.charAt(last | padding);
            assertThrows(IllegalArgumentException.class, () -> PeerName.parse(other));
        }
    }

    @Test
    void refusesWhatIsNotOnTheCurve() {
        assertTrue(refused(encoded(BigInteger.TWO, false)).contains("on the curve"));
        int off = 0;
        Random random = new Random(8032);
        for (int i = 0; i < 200; i++) {
            byte[] key = new byte[32];
            random.nextBytes(key);
            key[31] &= 0x3f;
            try {
                PeerName.of(key);
            } catch (IllegalArgumentException expected) {
                assertTrue(expected.getMessage().contains("on the curve"), expected.getMessage());
                off++;
            }
        }
        assertTrue(off > 60 && off < 140, "about half of all y have a point: " + off);
    }

    @Test
    void refusesEveryNonCanonicalY() {
        for (int above = 0; above < 19; above++) {
            for (boolean odd : new boolean[] {false, true}) {
                String said = refused(encoded(P.add(BigInteger.valueOf(above)), odd));
                assertTrue(said.contains("canonical"), said);
            }
        }
    }

    @Test
    void refusesTheSignOfZero() {
        assertTrue(refused(encoded(BigInteger.ONE, true)).contains("canonical"));
        assertTrue(refused(encoded(P.subtract(BigInteger.ONE), true)).contains("canonical"));
    }

    /** The points of order 1, 2, 4 (twice) and 8 (four times). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"
            })
    void refusesPointsOfSmallOrder(String key) {
        assertTrue(refused(hex(key)).contains("small order"));
    }

    @Test
    void fuzz() {
        Random random = new Random(25519);
        String valid = PeerName.of(hex(RFC_8032_TEST_1)).text();
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(valid);
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(4)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(0x10000));
                    case 1 -> text.insert(at, (char) random.nextInt(128));
                    case 2 -> text.deleteCharAt(at);
                    default -> text.setCharAt(at, (char) (32 + random.nextInt(96)));
                }
            }
            String input = text.toString();
            try {
                assertEquals(input, PeerName.of(PeerName.parse(input).key()).text());
            } catch (IllegalArgumentException typed) {
                assertTrue(typed.getMessage().length() < 300);
            }
        }
    }
}
