package dev.parley.discovery.beacon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.wire.net.Interfaces;
import dev.parley.wire.net.LocalInterface;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NioBeaconSocketsTest {
    private static final int PORT = 25077;
    private static final long LIMIT_S = 50;

    @Test
    void whatIsOpenIsClosedWhenCloseReturns() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        List<Attachment> loopback = Interfaces.current().stream()
                .filter(LocalInterface::loopback)
                .flatMap(there -> Attachment.of(there).stream())
                .toList();
        NioBeaconSockets sockets = new NioBeaconSockets(PORT, new Changes(opened::countDown));
        sockets.follow(loopback);
        assertTrue(opened.await(LIMIT_S, TimeUnit.SECONDS));
        assertTrue(!sockets.open().isEmpty(), "nothing was opened on the loopback interface");
        sockets.close();

        assertEquals(Set.of(), sockets.open());
    }

    @Test
    void closingFromItsOwnThreadDoesNotWaitForItself() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        NioBeaconSockets[] sockets = new NioBeaconSockets[1];
        sockets[0] = new NioBeaconSockets(PORT, new Changes(() -> {
            sockets[0].close();
            closed.countDown();
        }));
        sockets[0].follow(Interfaces.current().stream()
                .filter(LocalInterface::loopback)
                .flatMap(there -> Attachment.of(there).stream())
                .toList());

        assertTrue(closed.await(LIMIT_S, TimeUnit.SECONDS));
    }

    private record Changes(Runnable onChange) implements BeaconSockets.Listener {
        @Override
        public void changed() {
            onChange.run();
        }

        @Override
        public void failed(Attachment attachment, IOException why) {
            // an address family that is missing here
        }

        @Override
        public void received(BeaconSockets.Arrival arrival) {
            // nobody speaks
        }
    }
}
