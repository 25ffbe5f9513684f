package dev.parley.tests.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A build that runs in the background ignores Ctrl-C, and so would all that it starts. */
final class Signals {
    private static final List<String> DEFAULT = List.of("env", "--default-signal=INT");
    private static final boolean CAN_RESET = canReset();

    private Signals() {}

    /** The same command, heeding SIGINT where the system has a tool for it. */
    static List<String> heeded(List<String> command) {
        List<String> all = new ArrayList<>(CAN_RESET ? DEFAULT : List.of());
        all.addAll(command);
        return all;
    }

    private static boolean canReset() {
        try {
            List<String> probe = new ArrayList<>(DEFAULT);
            probe.add("true");
            return new ProcessBuilder(probe).start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
