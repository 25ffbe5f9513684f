package dev.parley.launcher.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Both desks on one terminal: the left one's lines at the margin, the right one's further in, each behind its own name and colour.
 * While somebody types, what comes in is drawn above the prompt. Any thread.
 */
final class Screen {
    private static final String RIGHT_MARGIN = " ".repeat(16);
    private static final String RESET = "\033[0m";
    private static final String DIM = "\033[2m";

    private final PrintStream out;
    private final boolean terminal;
    private final boolean colours;
    private Supplier<String> prompt; // guarded by this, with the next
    private long lastShown;

    /**
     * Makes a screen.
     *
     * @param terminal whether a line can be drawn again
     */
    Screen(PrintStream out, boolean terminal, boolean colours) {
        this.out = out;
        this.terminal = terminal;
        this.colours = colours;
    }

    /** As the environment wants it (NO_COLOR, TERM). */
    static Screen of(PrintStream out, boolean terminal) {
        boolean able = terminal && !"dumb".equals(System.getenv("TERM"));
        return new Screen(out, able, able && System.getenv("NO_COLOR") == null);
    }

    /** A paragraph of nobody's. */
    synchronized void say(String text) {
        erase();
        out.println(text);
        shown();
    }

    /** Lines at a desk. */
    synchronized void show(Desk desk, String text) {
        erase();
        String first = desk.person() + " | ";
        String next = " ".repeat(desk.person().length()) + " | ";
        String margin = margin(desk);
        boolean begun = false;
        for (String line : text.split("\n", -1)) {
            out.println(margin + colour(desk) + (begun ? next : first) + reset() + line);
            begun = true;
        }
        shown();
    }

    /** Draws a prompt, and again below whatever comes until {@link #typed}. */
    synchronized void prompt(Supplier<String> asked) {
        prompt = asked;
        draw();
    }

    /**
     * A line was typed.
     *
     * @param meant shown in its place, as if it had been typed; empty to leave what was typed
     */
    synchronized void typed(String meant) {
        if (terminal && !meant.isEmpty()) {
            out.print("\033[A\r\033[K");
            lastLine();
            out.println(meant);
        } else if (!terminal) {
            out.println(meant);
        }
        prompt = null;
        lastShown = System.nanoTime();
    }

    /** Waits until nothing was shown for a while, since one command has several consequences. */
    synchronized void awaitQuiet(Duration quiet, Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        long now = System.nanoTime();
        while (now < end && now < lastShown + quiet.toNanos()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(end, lastShown + quiet.toNanos()) - now);
            now = System.nanoTime();
        }
    }

    /** The prompt for a desk, with a proposal above it. */
    String prompt(Desk desk, String above) {
        return (colours ? DIM : "") + above + reset() + "\n" + colour(desk) + desk.person() + " > " + reset();
    }

    private void erase() {
        if (prompt != null && terminal) {
            int lines = prompt.get().split("\n", -1).length;
            out.print("\r\033[K" + "\033[A\033[K".repeat(lines - 1));
        }
    }

    private void shown() {
        lastShown = System.nanoTime();
        notifyAll();
        if (prompt != null && terminal) {
            draw();
        }
        out.flush();
    }

    private void draw() {
        out.print(prompt.get());
        out.flush();
    }

    private void lastLine() {
        String all = prompt.get();
        out.print(all.substring(all.lastIndexOf('\n') + 1));
    }

    private static String margin(Desk desk) {
        return desk == Desk.LEFT ? "" : RIGHT_MARGIN;
    }

    private String colour(Desk desk) {
        return colours ? (desk == Desk.LEFT ? "\033[1;36m" : "\033[1;33m") : "";
    }

    private String reset() {
        return colours ? RESET : "";
    }
}
