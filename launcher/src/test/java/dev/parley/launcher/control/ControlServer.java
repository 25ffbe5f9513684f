package dev.parley.launcher.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Answers each caller of a Unix domain socket with the next prepared answer, and keeps what it was asked. */
final class ControlServer implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Thread thread;
    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    ControlServer(Path socket) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        thread = new Thread(this::serve, "control server of a test");
        thread.setDaemon(true);
        thread.start();
    }

    ControlServer answer(byte[] answer) {
        answers.add(answer);
        return this;
    }

    ControlServer answer(String answer) {
        return answer(answer.getBytes(StandardCharsets.UTF_8));
    }

    private void serve() {
        while (server.isOpen()) {
            try (SocketChannel caller = server.accept()) {
                ByteBuffer in = ByteBuffer.allocate(65_536);
                while (caller.read(in) >= 0) {
                    // to the end
                }
                asked.add(StandardCharsets.UTF_8.decode(in.flip()).toString());
                ByteBuffer out = ByteBuffer.wrap(answers.take());
                while (out.hasRemaining()) {
                    caller.write(out);
                }
            } catch (IOException gone) {
                // the caller is, or this server
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Nobody is accepted afterwards: while a thread is on its way out of accepting, somebody could still get in. */
    @Override
    public void close() throws IOException {
        server.close();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
