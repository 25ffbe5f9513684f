package dev.parley.tests.bench.run;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Hosts on a bridge: network namespaces with IPv4 and IPv6, reachable from nowhere else. Needs root. */
final class Lan implements AutoCloseable {
    private final String prefix = "bench" + ProcessHandle.current().pid() + "-";
    private final Deque<String> namespaces = new ArrayDeque<>();

    /** Hosts 1 to so many. */
    Lan(int hosts) throws IOException {
        try {
            add("sw");
            ip("sw", "link add br0 type bridge mcast_snooping 0");
            ip("sw", "link set br0 up");
            for (int i = 1; i <= hosts; i++) {
                String host = "h" + i;
                add(host);
                ip("sw", "link add p" + i + " type veth peer name eth0 netns " + prefix + host);
                ip("sw", "link set p" + i + " master br0 up");
                ip(host, "addr add 10.80.0." + i + "/24 brd + dev eth0");
                ip(host, "addr add fd80::" + i + "/64 dev eth0 nodad");
                ip(host, "link set eth0 up");
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** Whether one can be made here. */
    static boolean possible() {
        try {
            return Shell.run("id", "-u").strip().equals("0")
                    && !Shell.run("ip", "-V").isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** What puts a command into a host. */
    List<String> inside(int host) {
        return List.of("ip", "netns", "exec", prefix + "h" + host);
    }

    private void add(String name) throws IOException {
        Shell.run("ip", "netns", "add", prefix + name);
        namespaces.push(prefix + name);
        ip(name, "link set lo up");
    }

    private void ip(String name, String words) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "-n", prefix + name));
        command.addAll(List.of(words.split(" ")));
        Shell.run(command.toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        while (!namespaces.isEmpty()) {
            Shell.run("ip", "netns", "del", namespaces.pop());
        }
    }

    @Override
    public String toString() {
        return "the namespaces " + prefix + "*";
    }
}
