package dev.parley.transport.tls.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.spi.identity.RemoteIdentity;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The JavaScript muxer in a process of its own, and our codec on the same plain TCP connection. */
final class JsPeer implements AutoCloseable {
    private static final RemoteIdentity NOBODY =
            new RemoteIdentity(TestCredentials.make().peer(), EndPointId.ofDeviceKey(new byte[] {2}));

    final Recorder recorder = Recorder.echo();
    final YamuxConnection connection;
    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final Process process;
    private final Writer orders;

    /** @param folder with peer.js and node_modules */
    JsPeer(Path folder, boolean theyDial) {
        try {
            CompletableFuture<YamuxConnection> connected = new CompletableFuture<>();
            ChannelFuture listening = theyDial ? listen(connected) : null;
            process = theyDial ? node(folder, "dial", String.valueOf(port(listening))) : node(folder, "listen");
            orders = process.outputWriter(StandardCharsets.UTF_8);
            Thread reader = new Thread(this::read, "what node says");
            reader.setDaemon(true);
            reader.start();
            if (!theyDial) {
                dial(Integer.parseInt(expect("port ")), connected);
            }
            connection = Waiting.on(connected);
            connection.start(recorder);
            expect("connected");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process node(Path folder, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 2];
        command[0] = "node";
        command[1] = "peer.js";
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int port(ChannelFuture listening) {
        return ((InetSocketAddress) listening.syncUninterruptibly().channel().localAddress()).getPort();
    }

    private ChannelFuture listen(CompletableFuture<YamuxConnection> connected) {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel socket) {
                        connected.complete(connection(socket, false));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0);
    }

    private void dial(int port, CompletableFuture<YamuxConnection> connected) {
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new io.netty.channel.ChannelInboundHandlerAdapter())
                .connect(InetAddress.getLoopbackAddress(), port)
                .addListener((ChannelFuture done) -> {
                    if (done.isSuccess()) {
                        connected.complete(connection((SocketChannel) done.channel(), true));
                    } else {
                        connected.completeExceptionally(done.cause());
                    }
                });
    }

    private static YamuxConnection connection(SocketChannel socket, boolean dialled) {
        YamuxConnection connection = new YamuxConnection(socket, NOBODY, dialled, System::nanoTime, () -> {
            ChannelFuture unused = socket.shutdownOutput();
        });
        socket.pipeline().addLast(connection.handler());
        return connection;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            said.add("broken " + e);
        }
        said.add("over");
    }

    void order(String command) {
        try {
            orders.write(command + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rest of the next line, which must begin so. */
    String expect(String beginning) {
        try {
            String line = said.poll(Waiting.LIMIT_S, TimeUnit.SECONDS);
            if (line == null || !line.startsWith(beginning)) {
                throw new AssertionError("expected '" + beginning + "' but node said: " + line);
            }
            return line.substring(beginning.length());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        connection.abort();
        process.destroy();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(Waiting.LIMIT_S, TimeUnit.SECONDS);
    }
}
