package dev.parley.tests.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Does what a schedule says, at its time. What a member has to answer goes on aside. */
final class Conductor implements AutoCloseable {
    private static final String TRANSPORT = "dev.parley.transport.tls";

    private final List<Node> nodes;
    private final Network network;
    private final Group group;
    private final Program program;
    private final News news;
    private final ExecutorService aside = Executors.newCachedThreadPool(Conductor::daemon);
    private final Map<Node, ExecutorService> transports = new HashMap<>(); // a stop ends before the next start
    private final List<Future<?>> begun = new ArrayList<>();
    private final Set<Integer> removed = new TreeSet<>();

    Conductor(List<Node> nodes, Network network, Group group, Program program, News news) {
        this.nodes = nodes;
        this.network = network;
        this.group = group;
        this.program = program;
        this.news = news;
    }

    /** Something that takes its time. */
    private interface Aside {
        void run() throws IOException, InterruptedException;
    }

    /** All of it; afterwards everything is as it should be, and nothing is going on any more. */
    void play(Schedule schedule) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        for (Step step : schedule.steps()) {
            long wait = TimeUnit.MILLISECONDS.toNanos(step.atMs()) - (System.nanoTime() - begun);
            news.pause(Duration.ofNanos(Math.max(0, wait)));
            play(step);
        }
    }

    private void play(Step step) throws IOException, InterruptedException {
        switch (step.act()) {
            case KILL -> node(step).kill();
            case START -> node(step).start();
            case FREEZE -> node(step).freeze();
            case THAW -> node(step).thaw();
            case STOP_TRANSPORT -> transport(step, "stop");
            case START_TRANSPORT -> transport(step, "start");
            case UPDATE_TRANSPORT -> transport(step, "update");
            case FORGET -> {
                Node lost = node(step);
                lost.forget();
                aside(aside, step, () -> group.bringBack(lost));
            }
            case REMOVE -> {
                removed.add(step.who());
                aside(aside, step, () -> group.remove(node(step)));
            }
            case CALM -> network.heal();
            default -> network.apply(step);
        }
    }

    private Node node(Step step) {
        return nodes.get(step.who() - 1);
    }

    private void transport(Step step, String command) {
        Node member = node(step);
        aside(
                transports.computeIfAbsent(member, any -> Executors.newSingleThreadExecutor(Conductor::daemon)),
                step,
                () -> group.tell(member, program.command(TRANSPORT, command)));
    }

    private void aside(ExecutorService where, Step step, Aside task) {
        begun.add(where.submit(() -> {
            try {
                task.run();
            } catch (IOException e) {
                throw new IOException(step + " failed: " + e.getMessage(), e);
            }
            return null;
        }));
    }

    /** Whose removal was asked for. */
    Set<Integer> removed() {
        return removed;
    }

    /** Waits for what goes on aside. @return what went wrong with it */
    List<String> settle() throws InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (Future<?> one : begun) {
            try {
                one.get(2 * Group.LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                wrong.add(e.getCause().getMessage());
            } catch (TimeoutException e) {
                wrong.add("something that a member was asked for does not end");
            }
        }
        return wrong;
    }

    @Override
    public void close() {
        group.end();
        aside.shutdownNow();
        transports.values().forEach(ExecutorService::shutdownNow);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "aside");
        thread.setDaemon(true);
        return thread;
    }
}
