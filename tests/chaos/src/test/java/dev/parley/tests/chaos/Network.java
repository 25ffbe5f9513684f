package dev.parley.tests.chaos;

import dev.parley.tests.network.Lan;
import dev.parley.tests.network.Lan.Way;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** A host for each member on one bridge, and what is wrong between them now. */
final class Network implements AutoCloseable {
    private final Lan lan;
    private final int hosts;
    private final Set<Integer> cut = new TreeSet<>();
    private final Set<Way> blocked = new HashSet<>();
    private int half; // a bit for each host of one half; 0: they are together

    Network(int hosts) {
        this.hosts = hosts;
        this.lan = new Lan(hosts, Lan.Family.BOTH);
    }

    String namespace(int host) {
        return lan.namespace(host);
    }

    void apply(Step step) {
        switch (step.act()) {
            case CUT -> {
                cut.add(step.who());
                lan.cut(step.who());
            }
            case PLUG -> {
                cut.remove(step.who());
                lan.heal(step.who());
            }
            case HALVE -> half = step.who();
            case JOIN -> half = 0;
            case BLOCK -> blocked.add(new Way(step.who(), step.other()));
            case UNBLOCK -> blocked.remove(new Way(step.who(), step.other()));
            default -> throw new IllegalArgumentException(step + " is nothing about the network");
        }
        lan.block(closed());
    }

    /** All hear all. */
    void heal() {
        half = 0;
        blocked.clear();
        cut.forEach(lan::heal);
        cut.clear();
        lan.block(closed());
    }

    private Set<Way> closed() {
        Set<Way> closed = new HashSet<>(blocked);
        for (int from = 1; from <= hosts; from++) {
            for (int to = 1; to <= hosts; to++) {
                if (isInHalf(from) != isInHalf(to)) {
                    closed.add(new Way(from, to));
                }
            }
        }
        return closed;
    }

    private boolean isInHalf(int host) {
        return (half >> (host - 1) & 1) == 1;
    }

    @Override
    public void close() {
        lan.close();
    }
}
