package dev.parley.tests.chaos;

import dev.parley.tests.chaos.Evidence.Run;
import dev.parley.tests.chaos.Evidence.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A group that talks while a schedule happens to it, and what comes of it. Used once, by one thread. */
final class Trial implements AutoCloseable {
    private static final Duration MORE = Duration.ofSeconds(60); // for what else is seen once something is wrong

    private final Schedule schedule;
    private final News news = new News();
    private final Network network;
    private final List<Node> nodes;
    private final Group group;
    private final Conductor conductor;
    private final List<Person> people = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    private Trial(Schedule schedule, Program program, Path folder) {
        this.schedule = schedule;
        network = new Network(schedule.members());
        List<String> command = program.command("chaos-" + UUID.randomUUID());
        nodes = IntStream.rangeClosed(1, schedule.members())
                .mapToObj(i -> new Node(i, folder.resolve("m" + i), network.namespace(i), command, news))
                .toList();
        group = new Group(nodes, news);
        conductor = new Conductor(nodes, network, group, program, news);
    }

    /**
     * Runs one; the network is gone afterwards, with all that ran there.
     *
     * @param folder gets the homes and nothing else; they stay when something is wrong
     */
    static Result run(Schedule schedule, Program program, Path folder) throws IOException, InterruptedException {
        if (Files.exists(folder)) {
            Home.delete(folder); // of a trial before
        }
        Files.createDirectories(folder);
        Result result;
        try (Trial trial = new Trial(schedule, program, folder)) {
            result = trial.run();
        }
        if (result.passed()) {
            Home.delete(folder);
        }
        return result;
    }

    private Result run() throws IOException, InterruptedException {
        for (Node node : nodes) {
            node.start();
        }
        try {
            group.gather();
        } catch (IOException apart) {
            failures.add(apart.getMessage());
            tellThreads();
            return result(0);
        }
        for (Node node : nodes) {
            people.add(new Person(node, schedule.seed() * schedule.members() + node.number()));
        }
        conductor.play(schedule);
        long begun = System.nanoTime();
        for (Person person : people) {
            person.quiet();
        }
        failures.addAll(conductor.settle());
        expect("the members are not back", all(node -> node.now().session().isPresent()));
        expect("somebody was removed and does not know it", () -> nodes.stream()
                .filter(node -> !staying().contains(node))
                .allMatch(node -> node.now().closed().equals(Optional.of("REMOVED"))));
        lastWords();
        long healed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        lookIntoJournals();
        return result(healed);
    }

    private Result result(long healed) throws IOException {
        nodes.stream()
                .filter(node -> node.runs().stream().anyMatch(Running::endedByItself))
                .forEach(node -> failures.add("a process of " + node + " ended by itself"));
        Evidence evidence = evidence();
        Checker.check(evidence).forEach(finding -> failures.add(finding.toString()));
        Set<Line> confirmed = new HashSet<>();
        for (Witness witness : evidence.members()) {
            witness.runs().forEach(run -> run.shown().stream()
                    .filter(line -> line.author() == witness.member())
                    .forEach(confirmed::add));
        }
        long said = people.stream().mapToLong(Person::said).sum();
        List<String> complaints = new ArrayList<>();
        if (!failures.isEmpty()) {
            for (Node node : nodes) {
                complaints.addAll(node.complaints());
            }
        }
        return new Result(schedule, said, confirmed.size(), healed, failures, complaints);
    }

    /** A line of each, confirmed to it and shown by all, and with that all that was said before. */
    private void lastWords() throws InterruptedException {
        Set<Line> last = new TreeSet<>();
        for (Node node : staying()) {
            people.get(node.number() - 1)
                    .say()
                    .ifPresentOrElse(last::add, () -> failures.add(node + " takes no lines"));
        }
        expect(
                "not all show the last words " + last,
                all(node -> node.now().shown().containsAll(last)));
        expect("not all show the same", this::areEqual);
    }

    /** What a member shows after a start is what its journal has, up to the first line that it says then. */
    private void lookIntoJournals() throws IOException, InterruptedException {
        for (Node node : staying()) {
            node.kill();
            node.start();
        }
        expect(
                "a member is not back after its last start",
                all(node -> node.now().session().isPresent()));
        lastWords();
    }

    private void expect(String otherwise, BooleanSupplier so) throws InterruptedException {
        Duration most = failures.isEmpty() ? Group.LIMIT : MORE;
        if (!news.await(most, so)) {
            failures.add("after " + most.toSeconds() + " s " + otherwise);
            tellThreads();
        }
    }

    /** What they are doing stands among the events of each, for whoever looks for the cause. */
    private void tellThreads() {
        nodes.stream().map(Node::now).filter(Running::isAlive).forEach(running -> running.signal("QUIT"));
    }

    private BooleanSupplier all(Predicate<Node> so) {
        return () -> staying().stream().allMatch(so);
    }

    private List<Node> staying() {
        return nodes.stream()
                .filter(node -> !conductor.removed().contains(node.number()))
                .toList();
    }

    private boolean areEqual() {
        Optional<Set<Line>> first = Optional.empty();
        for (Node node : staying()) {
            Set<Line> here = new HashSet<>(node.now().shown());
            if (first.isPresent() && !first.get().equals(here)) {
                return false;
            }
            first = Optional.of(here);
        }
        return true;
    }

    private Evidence evidence() {
        List<Witness> members = nodes.stream()
                .map(node -> new Witness(
                        node.number(),
                        conductor.removed().contains(node.number()),
                        node.runs().stream()
                                .map(run -> new Run(run.life(), run.shown()))
                                .toList()))
                .toList();
        Map<Integer, Set<Line>> unheard = new HashMap<>();
        people.stream()
                .map(Person::knowing)
                .map(Map::entrySet)
                .flatMap(Collection::stream)
                .forEach(one -> unheard.computeIfAbsent(one.getKey(), who -> new HashSet<>())
                        .addAll(one.getValue()));
        return new Evidence(members, unheard);
    }

    @Override
    public void close() {
        conductor.close();
        network.close();
    }
}
