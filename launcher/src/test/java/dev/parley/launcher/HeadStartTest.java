package dev.parley.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.parley.launcher.home.Home;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.SubstituteLoggerFactory;

class HeadStartTest {
    @TempDir
    Path folder;

    @Test
    void afterWaitingLoggersAreTheRealOnes() {
        HeadStart.begin(new Home(folder)).awaitLog();
        assertFalse(LoggerFactory.getILoggerFactory() instanceof SubstituteLoggerFactory);
    }
}
