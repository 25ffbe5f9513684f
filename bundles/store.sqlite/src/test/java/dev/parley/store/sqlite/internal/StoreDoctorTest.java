package dev.parley.store.sqlite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.api.peer.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDoctorTest {
    @TempDir
    Path home;

    private long free = StoreDoctor.LITTLE_BYTES;
    private Path file;
    private StoreDoctor doctor;

    @BeforeEach
    void begin() {
        file = home.resolve(StoreComponent.FILE);
        doctor = new StoreDoctor(Runnable::run, file, where -> free);
    }

    private Finding says() {
        List<Finding> findings = doctor.examine().toCompletableFuture().join();
        Finding finding = findings.get(0);
        assertEquals(1, findings.size());
        assertEquals(Way.STORE, finding.way());
        assertEquals("", finding.networkInterface());
        assertEquals(finding.verdict() == Verdict.FINE, finding.advice().isEmpty(), "what to do");
        Text.requireLabel("what was seen", finding.explanation());
        Text.requireLabel("what to do", finding.advice());
        return finding;
    }

    private SqliteRecords open() {
        SqliteRecords records = new SqliteRecords(Runnable::run, Databases.open(file));
        doctor.opened(records);
        return records;
    }

    @Test
    void row62_itSaysWhereItIsHowLargeAndHowMuchRoomThereIs() {
        SqliteRecords records = open();
        Finding finding = says();
        assertEquals(Verdict.FINE, finding.verdict());
        assertTrue(finding.explanation().startsWith("open, journal wal, 0."), finding::toString);
        assertTrue(finding.explanation().endsWith("100 MB free on its disk: " + file), finding::toString);
        free = StoreDoctor.LITTLE_BYTES - 1;
        assertEquals(Verdict.CONCERN, says().verdict());
        records.close();
    }

    @Test
    void row62_aDiskThatDoesNotTakeItIsAnAlarmUntilItDoes() {
        StorageThatFails full = new StorageThatFails();
        SqliteRecords records = new SqliteRecords(Runnable::run, full);
        doctor.opened(records);
        Databases.open(file).close();
        full.failing = true;
        records.write("people", List.of(Databases.put("key", "value")));
        Finding finding = says();
        assertEquals(Verdict.ALARM, finding.verdict());
        assertTrue(finding.explanation().contains("no room"), finding::toString);
        assertTrue(finding.advice().contains("Make room"), finding::toString);
        full.failing = false;
        records.write("people", List.of(Databases.put("key", "value")));
        assertEquals(Verdict.FINE, says().verdict());
    }

    @Test
    void row62_itSaysWhyItIsNotOpen() {
        assertEquals(Verdict.CONCERN, says().verdict(), "not yet");
        doctor.failed("The database is damaged. Put back a copy.");
        assertEquals(Verdict.ALARM, says().verdict());
        assertTrue(says().explanation().contains("is damaged"));
    }

    @Test
    void whatCannotBeLookedAtIsAnAlarm() {
        SqliteRecords records = open();
        doctor = new StoreDoctor(Runnable::run, file, where -> {
            throw new IOException("the disk is gone");
        });
        doctor.opened(records);
        assertEquals(Verdict.ALARM, says().verdict());
        assertTrue(says().explanation().contains("the disk is gone"));
        records.close();
    }

    @Test
    void whoAsksWhileItStopsIsToldSo() {
        StoreDoctor stopped = new StoreDoctor(
                task -> {
                    throw new RejectedExecutionException();
                },
                file);
        assertTrue(stopped.examine().toCompletableFuture().isCompletedExceptionally());
    }
}
