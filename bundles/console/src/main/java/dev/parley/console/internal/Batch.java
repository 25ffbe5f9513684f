package dev.parley.console.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs commands from a file, one a line; ends at the first that fails. */
final class Batch {
    private final CommandLine commands;
    private final PrintStream out;
    private final PrintStream err;

    Batch(CommandLine commands, PrintStream out, PrintStream err) {
        this.commands = commands;
        this.out = out;
        this.err = err;
    }

    /**
     * @param source a file, or {@code -} for standard input
     * @return 0, or the status of the first failure; 2 when the source cannot be read
     */
    int run(String source) {
        try (BufferedReader lines = new BufferedReader(open(source))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                CommandLine.Result result = commands.run(line);
                String text = result.reply().text();
                if (!text.isEmpty()) {
                    (result.status() == 0 ? out : err).println(text);
                }
                if (result.status() != 0) {
                    err.println("The command was: " + line.strip());
                    return result.status();
                }
            }
            return 0;
        } catch (IOException e) {
            err.println("The commands in " + source + " cannot be read: " + e.getMessage()
                    + ". Give a file that is there, or - for standard input.");
            return 2;
        }
    }

    private static Reader open(String source) throws IOException {
        return source.equals("-")
                ? new InputStreamReader(System.in, StandardCharsets.UTF_8)
                : Files.newBufferedReader(Path.of(source));
    }
}
