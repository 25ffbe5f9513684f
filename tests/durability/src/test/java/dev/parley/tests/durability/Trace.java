package dev.parley.tests.durability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of {@code strace -f -y}: thread, call, file, and how it ended; a call may be on two lines when threads alternate. */
final class Trace {
    private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\((\\d+)<([^>]*)>(.*)");
    private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. (\\w+) resumed>.* = (-?\\d+).*");
    private static final String DONE = ", \"done ";
    private static final String UNFINISHED = "<unfinished ...>";

    private final String suffix;
    private final Map<String, String> syncing = new HashMap<>();
    private final List<String> unsafe = new ArrayList<>();
    private boolean written; // since the last confirmation
    private boolean dirty; // since the last sync
    private int confirmations;
    private int syncs;

    /** @param suffix of the files that are to be synced */
    Trace(String suffix) {
        this.suffix = suffix;
    }

    /** Whether it is the line that tells somebody that a write is safe. */
    static boolean isConfirmation(String line) {
        Matcher call = CALL.matcher(line);
        return call.matches() && call.group(2).equals("write") && call.group(5).startsWith(DONE);
    }

    /** Whether it asks for a sync, or is the second half of one. */
    static boolean isSync(String line) {
        return line.matches("\\d+ +(<\\.\\.\\. )?(fsync|fdatasync)\\b.*");
    }

    void read(String line) {
        Matcher resumed = RESUMED.matcher(line);
        Matcher call = CALL.matcher(line);
        if (resumed.matches()) {
            if (syncing.remove(resumed.group(1)) != null && resumed.group(3).equals("0")) {
                synced();
            }
        } else if (call.matches()) {
            call(call.group(1), call.group(2), call.group(4), call.group(5));
        }
    }

    private void call(String thread, String name, String file, String rest) {
        boolean log = file.endsWith(suffix);
        switch (name) {
            case "pwrite64", "write" -> {
                if (log) {
                    written = true;
                    dirty = true;
                } else if (rest.startsWith(DONE)) {
                    confirmed(rest);
                }
            }
            default -> {
                if (log && rest.endsWith(UNFINISHED)) {
                    syncing.put(thread, name);
                } else if (log && rest.endsWith("= 0")) {
                    synced();
                }
            }
        }
    }

    private void synced() {
        dirty = false;
        syncs++;
    }

    private void confirmed(String what) {
        confirmations++;
        if (!written || dirty) {
            unsafe.add(what);
        }
        written = false;
    }

    /** Confirmations without a write before them, or without a sync after that write. */
    List<String> unsafe() {
        return unsafe;
    }

    int confirmations() {
        return confirmations;
    }

    /** Of the log. */
    int syncs() {
        return syncs;
    }
}
