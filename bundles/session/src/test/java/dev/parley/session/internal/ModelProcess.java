package dev.parley.session.internal;

import dev.parley.spi.execution.Execution;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;

/** The threads of one start of an endpoint, which can be killed all at once. */
final class ModelProcess implements Execution {
    private final HandDrivenExecution time;
    private final List<ScheduledExecutorService> executors = new ArrayList<>();

    ModelProcess(HandDrivenExecution time) {
        this.time = time;
    }

    /** Nothing of it runs any more. */
    void kill() {
        executors.forEach(ScheduledExecutorService::shutdownNow);
    }

    @Override
    public Clock clock() {
        return time.clock();
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public ScheduledExecutorService serial(String name) {
        ScheduledExecutorService executor = time.serial(name);
        executors.add(executor);
        return executor;
    }

    @Override
    public RandomGenerator random() {
        return time.random();
    }
}
