package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.ForgetfulFiles;
import dev.parley.testkit.HandDrivenExecution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.junit.jupiter.api.Test;

class KeyFileTest {
    private static final Path PATH = Path.of("home", "identity.p12");

    private final ForgetfulFiles files = new ForgetfulFiles();
    private final RandomGenerator random = new HandDrivenExecution(3).random();
    private final KeyFile file = new KeyFile(files, PATH);

    private static void assertSame(KeyRing one, KeyRing other) {
        assertArrayEquals(one.identity().seed(), other.identity().seed());
        assertArrayEquals(one.signing().seed(), other.signing().seed());
        assertArrayEquals(one.sealing(), other.sealing());
        assertArrayEquals(one.device().getEncoded(), other.device().getEncoded());
        assertEquals(one.chain(), other.chain());
    }

    @Test
    void keysComeBackAsTheyWere() {
        assertEquals(Optional.empty(), file.load(random));
        KeyRing keys = Samples.keys(1);
        file.save(keys, random);
        files.crash();
        assertSame(keys, file.load(random).orElseThrow());
    }

    /** As the JDK writes it by itself, with 10,000 rounds, and as this program did before. */
    @Test
    void readsAFileWhoseSumTookManyRounds() throws Exception {
        KeyRing keys = Samples.keys(1);
        file.save(keys, random);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(files.readPrivate(PATH, 100_000).orElseThrow()), KeyEntries.PASSWORD);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, KeyEntries.PASSWORD);
        files.writePrivate(PATH, out.toByteArray());
        assertSame(keys, file.load(random).orElseThrow());
    }

    @Test
    void theFileTakesOneRound() throws Exception {
        file.save(Samples.keys(1), random);
        Pfx written = Pfx.getInstance(files.readPrivate(PATH, 100_000).orElseThrow());
        assertEquals(1, written.getMacData().getIterationCount().intValueExact());
    }

    @Test
    void theSameSeedGivesTheSameKeysAndChain() {
        assertSame(Samples.keys(5), Samples.keys(5));
        assertNotEquals(Samples.keys(5).chain(), Samples.keys(6).chain());
    }

    private String refused() {
        return assertThrows(StartException.class, () -> file.load(random)).getMessage();
    }

    @Test
    void refusesAFileThatOthersCanRead() {
        file.save(Samples.keys(1), random);
        files.expose(PATH);
        assertTrue(refused().contains("can be read or changed by others"), refused());
    }

    @Test
    void refusesADamagedFile() throws Exception {
        file.save(Samples.keys(1), random);
        byte[] good = files.readPrivate(PATH, 100_000).orElseThrow();
        Random chance = new Random(1);
        for (int i = 0; i < 60; i++) {
            byte[] bad = good.clone();
            bad[chance.nextInt(bad.length - 100)] ^=
                    (byte) (1 + chance.nextInt(255)); // the end has the MAC's own numbers
            files.writePrivate(PATH, bad);
            assertTrue(refused().contains("is damaged"), refused());
        }
        for (int length : new int[] {0, 1, good.length / 2, good.length - 1}) {
            files.writePrivate(PATH, Arrays.copyOf(good, length));
            assertTrue(refused().contains("Put back a copy"), refused());
        }
        files.writePrivate(PATH, new byte[70_000]);
        assertTrue(refused().contains("longer than"), refused());
    }

    /** The same file with other names of entries. */
    private void rename(String part, String by) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(files.readPrivate(PATH, 100_000).orElseThrow()), KeyEntries.PASSWORD);
        KeyStore other = KeyStore.getInstance("PKCS12");
        other.load(null, null);
        for (String name : List.of("device", "identity", "signing", "sealing")) {
            String alias = KeyFile.alias(name);
            other.setKeyEntry(
                    alias.replace(part, by),
                    store.getKey(alias, KeyEntries.PASSWORD),
                    KeyEntries.PASSWORD,
                    store.getCertificateChain(alias));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        other.store(out, KeyEntries.PASSWORD);
        files.writePrivate(PATH, out.toByteArray());
    }

    @Test
    void refusesANewerFormatByName() throws Exception {
        file.save(Samples.keys(1), random);
        rename("parley-1-", "parley-2-");
        assertTrue(refused().contains("written by a newer Parley"), refused());
        assertTrue(refused().contains("format 2"), refused());
    }

    @Test
    void refusesAFileThatLacksAKey() throws Exception {
        file.save(Samples.keys(1), random);
        rename("sealing", "other");
        assertTrue(refused().contains("is damaged"), refused());
    }

    /** What a person has who kept only a copy of the identity. */
    @Test
    void whereOnlyTheIdentityIsLeftTheOthersAreMadeAnewAndKept() throws Exception {
        KeyRing before = Samples.keys(1);
        file.save(before, random);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(files.readPrivate(PATH, 100_000).orElseThrow()), KeyEntries.PASSWORD);
        for (String name : List.of("device", "signing", "sealing")) {
            store.deleteEntry(KeyFile.alias(name));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, KeyEntries.PASSWORD);
        files.writePrivate(PATH, out.toByteArray());
        KeyRing after = file.load(random).orElseThrow();
        assertArrayEquals(before.identity().seed(), after.identity().seed());
        assertFalse(Arrays.equals(before.deviceKey(), after.deviceKey()));
        assertFalse(Arrays.equals(before.signing().seed(), after.signing().seed()));
        assertFalse(Arrays.equals(before.sealing(), after.sealing()));
        files.crash();
        assertSame(after, file.load(random).orElseThrow());
    }

    @Test
    void refusesKeysThatDoNotBelongTogether() {
        KeyRing anna = Samples.keys(1);
        KeyRing bert = Samples.keys(2);
        file.save(new KeyRing(anna.identity(), bert.device(), anna.chain(), anna.signing(), anna.sealing()), random);
        assertTrue(refused().contains("is damaged"), refused());
    }

    @Test
    void atEachLossOfPowerThereAreNoKeysOrWholeOnes() {
        for (int point = 1; ; point++) {
            ForgetfulFiles disk = new ForgetfulFiles();
            KeyFile keys = new KeyFile(disk, PATH);
            disk.loseAt(point);
            try {
                keys.save(Samples.keys(1), random);
            } catch (StartException lost) {
                assertTrue(lost.getMessage().contains("cannot be kept"));
            }
            boolean crashed = disk.crashed();
            disk.crash();
            assertEquals(!crashed, keys.load(random).isPresent());
            if (!crashed) {
                assertEquals(5, point);
                break;
            }
        }
    }
}
