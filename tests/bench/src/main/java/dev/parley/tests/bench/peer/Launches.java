package dev.parley.tests.bench.peer;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Component;

/** When instances of the application were launched here, by the machine's monotonic clock. */
@Component(service = Launches.class)
public final class Launches {
    private static final long LIMIT_S = 120;
    private final BlockingQueue<Long> times = new LinkedBlockingQueue<>();

    void add(long nanos) {
        times.add(nanos);
    }

    long next() throws InterruptedException, TimeoutException {
        Long next = times.poll(LIMIT_S, TimeUnit.SECONDS);
        if (next == null) {
            throw new TimeoutException("nothing was launched");
        }
        return next;
    }
}
