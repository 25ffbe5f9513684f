package dev.parley.tests.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Hosts on a bridge, each a network namespace with {@code lo} and {@code eth0}: host i has 10.80.0.i/24 and fd80::i/64. Made by root,
 * reachable from nowhere else, gone when closed, with whatever still runs there.
 */
public final class Lan implements AutoCloseable {
    /** Which addresses the hosts get. */
    public enum Family {
        BOTH,
        V4,
        V6
    }

    private static final String SWITCH = "sw";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String prefix = "ply" + ProcessHandle.current().pid() + "n" + COUNT.incrementAndGet();
    private final List<String> namespaces = new ArrayList<>();
    private final Family family;

    /** Makes them. */
    public Lan(int hosts, Family family) {
        this.family = family;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close)); // also when somebody ends the test
        try {
            add(SWITCH);
            ip(SWITCH, "link", "add", "br0", "type", "bridge", "mcast_snooping", "0");
            ip(SWITCH, "link", "set", "br0", "up");
            for (int i = 1; i <= hosts; i++) {
                add("h" + i);
                plug(i);
            }
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    /** Gives a host its eth0 and a cable. */
    void plug(int i) {
        String host = "h" + i;
        String outer = "p" + i;
        ip(SWITCH, "link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", prefix + "-" + host);
        ip(SWITCH, "link", "set", outer, "master", "br0", "up");
        if (family == Family.V4) {
            in(host, "sysctl", "-qw", "net.ipv6.conf.eth0.disable_ipv6=1");
        }
        if (family != Family.V6) {
            ip(host, "addr", "add", v4(i) + "/24", "brd", "+", "dev", "eth0");
        }
        if (family != Family.V4) {
            ip(host, "addr", "add", v6(i) + "/64", "dev", "eth0", "nodad");
        }
        ip(host, "link", "set", "eth0", "up");
    }

    /** Takes a host's eth0 away. */
    void unplug(int i) {
        ip("h" + i, "link", "del", "eth0");
    }

    /** Gives a host another IPv4 address. */
    void move(int i, String address) {
        ip("h" + i, "addr", "del", v4(i) + "/24", "dev", "eth0");
        ip("h" + i, "addr", "add", address + "/24", "brd", "+", "dev", "eth0");
    }

    static String v4(int host) {
        return "10.80.0." + host;
    }

    static String v6(int host) {
        return "fd80::" + host;
    }

    /** Where a host's programs run: see {@link Shell#in}. */
    public String namespace(int host) {
        return prefix + "-h" + host;
    }

    /** Pulls a host's cable: it sees no carrier. */
    public void cut(int host) {
        ip(SWITCH, "link", "set", "p" + host, "down");
    }

    /** Puts the cable back. */
    public void heal(int host) {
        ip(SWITCH, "link", "set", "p" + host, "up");
    }

    /** As an access point with client isolation does: isolated hosts do not see each other. */
    void isolate(int... hosts) {
        for (int host : hosts) {
            in(SWITCH, "bridge", "link", "set", "dev", "p" + host, "isolated", "on");
        }
    }

    /**
     * One way between two hosts.
     *
     * @param from the sender's number
     * @param to the receiver's
     */
    public record Way(int from, int to) {}

    /** Drops all that goes these ways, and nothing that goes others. */
    public void block(Collection<Way> ways) {
        String rules = ways.stream()
                .map(way -> "iifname \"p" + way.from() + "\" oifname \"p" + way.to() + "\" drop\n")
                .collect(Collectors.joining());
        nft( // one transaction
                SWITCH,
                """
                table bridge ways
                delete table bridge ways
                table bridge ways {
                  chain forw { type filter hook forward priority 0;
                %s
                  }
                }
                """
                        .formatted(rules));
    }

    /** Drops multicast on its way through the bridge, as some switches do. */
    void filterMulticast() {
        nft(
                SWITCH,
                """
                table bridge flt {
                  chain forw { type filter hook forward priority 0;
                    ip daddr 224.0.0.0/4 udp dport 1-65535 drop
                    ip6 daddr ff00::/8 udp dport 1-65535 drop
                  }
                }
                """);
    }

    /** Drops multicast and broadcast at a host's own input, as a firewall on it does. */
    void deafen(int host) {
        nft(
                "h" + host,
                """
                table inet blk {
                  chain inp { type filter hook input priority 0;
                    meta pkttype { multicast, broadcast } udp dport 1-65535 drop
                  }
                }
                """);
    }

    private void nft(String where, String rules) {
        Shell.feed(
                rules, Shell.in(prefix + "-" + where, List.of("nft", "-f", "-")).toArray(String[]::new));
    }

    private void in(String name, String... command) {
        Shell.run(Shell.in(prefix + "-" + name, List.of(command)).toArray(String[]::new));
    }

    private void add(String name) {
        Shell.run("ip", "netns", "add", prefix + "-" + name);
        namespaces.add(prefix + "-" + name);
        ip(name, "link", "set", "lo", "up");
    }

    private void ip(String name, String... words) {
        List<String> command = new ArrayList<>(List.of("ip", "-n", prefix + "-" + name));
        command.addAll(List.of(words));
        Shell.run(command.toArray(String[]::new));
    }

    @Override
    public synchronized void close() {
        for (String namespace : namespaces) {
            Shell.run("ip", "netns", "pids", namespace).lines().forEach(pid -> Shell.run("kill", "-9", pid));
            Shell.run("ip", "netns", "del", namespace);
        }
        namespaces.clear();
    }
}
