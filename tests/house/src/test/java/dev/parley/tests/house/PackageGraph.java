package dev.parley.tests.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Packages and which uses which. */
final class PackageGraph {
    private final Map<String, Set<String>> uses = new TreeMap<>();

    void add(String from, String to) {
        if (!from.equals(to)) {
            uses.computeIfAbsent(from, unused -> new TreeSet<>()).add(to);
        }
    }

    /** Some way from a package back to itself; empty when there is none. */
    List<String> cycle() {
        Set<String> done = new TreeSet<>();
        for (String start : uses.keySet()) {
            List<String> cycle = from(start, new ArrayList<>(), done);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        return List.of();
    }

    private List<String> from(String at, List<String> way, Set<String> done) {
        if (way.contains(at)) {
            way.add(at);
            return way.subList(way.indexOf(at), way.size());
        }
        if (!done.add(at)) {
            return List.of();
        }
        way.add(at);
        for (String next : uses.getOrDefault(at, Set.of())) {
            List<String> cycle = from(next, way, done);
            if (!cycle.isEmpty()) {
                return cycle;
            }
        }
        way.remove(way.size() - 1);
        return List.of();
    }
}
