package dev.parley.console.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One request: {@code J} for JSON or {@code T} for text, a space, the command, in UTF-8, to the end of input or line. The answer is a
 * line with the status and then the output, to the end.
 */
record ControlRequest(boolean json, String command) {
    /** The most bytes in a request. */
    static final int MOST_BYTES = 65_536;

    /** Runs a command. */
    @FunctionalInterface
    interface Runner {
        CommandLine.Result run(String line);
    }

    /** Empty when the bytes are no request. */
    static Optional<ControlRequest> parse(ByteBuffer bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        boolean json = line.startsWith("J ");
        if (!json && !line.startsWith("T ") || line.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return Optional.of(new ControlRequest(json, line.substring(2)));
    }

    /** Reads, runs, answers. */
    static void serve(ByteChannel caller, Runner runner) throws IOException {
        ByteBuffer in = ByteBuffer.allocate(MOST_BYTES + 1);
        while (in.hasRemaining() && !endsLine(in) && caller.read(in) >= 0) {
            // until the end of input or line
        }
        Optional<ControlRequest> request = in.hasRemaining() ? parse(in.flip()) : Optional.empty();
        String answer = request.map(asked -> {
                    CommandLine.Result result = runner.run(asked.command());
                    Reply reply = result.reply();
                    return result.status() + "\n" + (asked.json() ? Json.of(reply.json()) : reply.text());
                })
                .orElse("2\nThis is no request: J or T, a space, and a command of at most " + MOST_BYTES
                        + " bytes are wanted.");
        ByteBuffer out = StandardCharsets.UTF_8.encode(answer);
        while (out.hasRemaining()) {
            caller.write(out);
        }
    }

    private static boolean endsLine(ByteBuffer in) {
        return in.position() > 0 && in.get(in.position() - 1) == '\n';
    }
}
