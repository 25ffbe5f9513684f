package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
    @TempDir
    Path home;

    private final ConsoleFixture console = new ConsoleFixture();

    @Test
    void answersForPeopleAndForPrograms() throws IOException {
        try (ControlSocket socket = new ControlSocket(home, console.line::run)) {
            assertEquals(home.resolve("control").toString(), socket.toString());
            assertTrue(ask(home.resolve("control"), "T me\n").startsWith("0\n"));
            assertTrue(ask(home.resolve("control"), "J me").contains("\"displayName\":\"Left desk\""));
            assertTrue(ask(home.resolve("control"), "J dance").startsWith("1\n{\"error\":"));
            assertTrue(ask(home.resolve("control"), "what?").startsWith("2\n"));
        }
        assertFalse(Files.exists(home.resolve("control")));
    }

    @Test
    void onlyTheOwnerMayConnect() throws IOException {
        try (ControlSocket socket = new ControlSocket(home, console.line::run)) {
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("control"))),
                    socket::toString);
            try (var files = Files.list(home)) {
                assertEquals(List.of(home.resolve("control")), files.toList());
            }
        }
    }

    @Test
    void aPathThatIsTooLongForASocketIsNamedByAFile() throws IOException {
        Path deep = Files.createDirectories(home.resolve("a".repeat(60)).resolve("b".repeat(60)));
        Path socketFile;
        try (ControlSocket socket = new ControlSocket(deep, console.line::run)) {
            socketFile = Path.of(Files.readString(deep.resolve("control")));
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(socketFile.getParent())),
                    socket::toString);
            assertTrue(ask(socketFile, "T me").startsWith("0\n"));
        }
        assertFalse(Files.exists(socketFile.getParent()));
        assertFalse(Files.exists(deep.resolve("control")));
    }

    @Test
    void aSocketLeftBehindIsReplaced() throws IOException {
        Files.writeString(home.resolve("control"), "left behind");
        try (ControlSocket socket = new ControlSocket(home, console.line::run)) {
            assertTrue(ask(home.resolve("control"), "T me").startsWith("0\n"), socket::toString);
        }
    }

    @Test
    void severalAreServedAtOnceAndOneThatHangsBlocksNobody() throws IOException {
        try (ControlSocket socket = new ControlSocket(home, console.line::run);
                SocketChannel silent = SocketChannel.open(UnixDomainSocketAddress.of(home.resolve("control")))) {
            assertTrue(silent.isConnected(), socket::toString);
            List<CompletableFuture<String>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> unchecked(home.resolve("control"))))
                    .toList();
            answers.forEach(answer -> assertTrue(answer.join().startsWith("0\n")));
        }
    }

    @Test
    void afterClosingNobodyIsServed() throws IOException {
        new ControlSocket(home, console.line::run).close();
        assertThrows(IOException.class, () -> ask(home.resolve("control"), "T me"));
    }

    private static String unchecked(Path socket) {
        try {
            return ask(socket, "J me");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String ask(Path socket, String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            Channels.newInputStream(channel).transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
