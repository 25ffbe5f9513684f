package dev.parley.tests.durability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@link Scribe} asked of the kernel: the bytes are forced before the file takes its name, and the folder before it is confirmed. Of
 * one thread, so calls are in their order.
 */
final class FileTrace {
    private static final String UNFINISHED = "<unfinished ...>";
    private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. \\w+ resumed>(.*)");
    private static final Pattern CALL = Pattern.compile("\\d+ +(\\w+)\\((?:\\d+<([^>]*)>)?(.*)");
    private static final String NEIGHBOUR = "/" + Scribe.FILE + ".new";

    private final String folder;
    private final Map<String, String> begun = new HashMap<>();
    private final List<String> unsafe = new ArrayList<>();
    private boolean bytesKept;
    private boolean renamed; // since the last confirmation
    private boolean nameKept;
    private int confirmations;

    /** @param folder the last part of its path */
    FileTrace(String folder) {
        this.folder = "/" + folder;
    }

    /** Whether it forces a folder, or else a file. */
    static boolean forces(String line, boolean aFolder) {
        return line.contains("fsync(") && line.contains(NEIGHBOUR) != aFolder;
    }

    void read(String line) {
        Matcher resumed = RESUMED.matcher(line);
        if (line.endsWith(UNFINISHED)) {
            begun.put(line.split(" ", 2)[0], line.substring(0, line.length() - UNFINISHED.length()));
        } else if (resumed.matches()) {
            String before = begun.remove(resumed.group(1));
            if (before != null) {
                whole(before + resumed.group(2));
            }
        } else {
            whole(line);
        }
    }

    private void whole(String line) {
        Matcher call = CALL.matcher(line);
        if (call.matches()) {
            call(call.group(1), call.group(2) == null ? "" : call.group(2), call.group(3));
        }
    }

    private void call(String name, String file, String rest) {
        boolean done = rest.endsWith("= 0");
        if (name.startsWith("rename") && rest.contains(NEIGHBOUR) && done) {
            if (!bytesKept) {
                unsafe.add("renamed before its bytes were forced");
            }
            renamed = true;
            nameKept = false;
        } else if (name.equals("fsync") && done) {
            bytesKept |= file.endsWith(NEIGHBOUR);
            nameKept |= file.endsWith(folder);
        } else if (name.endsWith("write") || name.equals("pwrite64")) {
            bytesKept &= !file.endsWith(NEIGHBOUR);
            if (rest.startsWith(", \"done ")) {
                confirmed();
            }
        }
    }

    private void confirmed() {
        confirmations++;
        if (!renamed || !nameKept) {
            unsafe.add("confirmed before its name was forced");
        }
        renamed = false;
    }

    /** What was not yet safe when it should have been. */
    List<String> unsafe() {
        return unsafe;
    }

    int confirmations() {
        return confirmations;
    }
}
