package dev.parley.launcher;

import java.io.Console;

/** Whether a person can be asked. */
final class Terminal {
    private Terminal() {}

    /** Both standard input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // before 22 null is the answer, and from 22 on the method below
    static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // Since 22 there is a console without a terminal too, and a method that tells.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }
}
