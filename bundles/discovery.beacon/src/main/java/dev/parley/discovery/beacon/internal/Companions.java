package dev.parley.discovery.beacon.internal;

import dev.parley.spi.execution.Execution;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds others on this machine where the loopback interface has no multicast. Not thread-safe. */
final class Companions {
    private static final int UNHEARD = 2;

    private final LocalPorts ports;
    private final BeaconSockets sockets;
    private final Announcer announcer;
    private final Execution execution;

    Companions(LocalPorts ports, BeaconSockets sockets, Announcer announcer, Execution execution) {
        this.ports = ports;
        this.sockets = sockets;
        this.announcer = announcer;
        this.execution = execution;
    }

    /** Where to send copies; nobody while multicast works. */
    List<Neighbour.Asker> find() {
        Optional<Attachment> refused =
                sockets.open().stream().filter(this::isRefused).findFirst();
        if (refused.isEmpty()) {
            return List.of();
        }
        OptionalInt own = sockets.port(refused.get());
        return own.isEmpty()
                ? List.of()
                : ports.meet(own.getAsInt(), execution.clock().instant()).stream()
                        .map(port -> new Neighbour.Asker(
                                refused.get(),
                                new InetSocketAddress(refused.get().address(), port)))
                        .toList();
    }

    void leave() {
        ports.leave();
    }

    private boolean isRefused(Attachment attachment) {
        if (!attachment.loopback()) {
            return false;
        }
        AttachmentLog.Standing standing = announcer.log(attachment).standing(execution.nanoTime(), 0);
        return standing.failure().isPresent() || standing.sendsWithoutLoop() >= UNHEARD;
    }
}
