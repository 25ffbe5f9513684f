package dev.parley.tests.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A session of ours whose members live in several processes.
 *
 * @param processes the first one has its creator alone, who speaks
 * @param members of all processes together, as they are dialled, the creator first
 * @param creatorHome where the creator's keys are
 */
record SessionGroup(List<Worker> processes, List<String> members, Path creatorHome) {
    /**
     * Starts it, and waits until all members are linked.
     *
     * @param provider of TLS: auto, jdk or openssl
     * @param before words before the command of the last process
     * @param sizes how many members each process has
     */
    static SessionGroup start(Children children, Programs programs, String provider, List<String> before, int... sizes)
            throws IOException {
        String realm = new Peers(children, programs).realm();
        List<Worker> processes = new ArrayList<>();
        List<String> members = new ArrayList<>();
        Path first = null;
        for (int i = 0; i < sizes.length; i++) {
            Path folder = children.folder("members");
            first = first == null ? folder : first;
            List<String> command = new ArrayList<>(i == sizes.length - 1 ? before : List.of());
            command.addAll(programs.many("members.Members", folder, realm));
            Worker process = children.add(new Worker("members " + i, children.folder("rope"), command, Map.of()));
            processes.add(process);
            members.addAll(process.ask("make", sizes[i], provider));
        }
        SessionGroup group = new SessionGroup(processes, members, first.resolve("member0"));
        group.begin(Arrays.stream(sizes).sum());
        return group;
    }

    private void begin(int count) throws IOException {
        String creator = members.get(0);
        for (Worker process : processes) {
            process.ask("know", String.join(" ", members));
            process.ask("join", creator);
        }
        speaker().ask("create", String.join(" ", members.subList(1, count)));
        for (Worker process : processes) {
            process.ask("ready", count);
        }
    }

    Worker speaker() {
        return processes.get(0);
    }

    Cast cast(int process, int listeners) {
        return new Cast(speaker(), processes.get(process), listeners);
    }

    void end(Children children) {
        processes.forEach(children::end);
    }
}
