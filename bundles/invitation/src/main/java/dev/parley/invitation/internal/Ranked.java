package dev.parley.invitation.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Services that come and go, the highest ranking first, then the oldest. Any thread. */
final class Ranked<S> {
    private static final Comparator<Entry<?>> ORDER =
            Comparator.<Entry<?>>comparingInt(Entry::ranking).reversed().thenComparingLong(Entry::number);

    private volatile List<Entry<S>> entries = List.of(); // copied on each change

    private record Entry<S>(S service, int ranking, long number) {}

    /** Adds a service, or takes note of its new properties. */
    synchronized void put(S service, Map<String, Object> properties) {
        List<Entry<S>> next = without(service);
        int ranking = properties.get("service.ranking") instanceof Integer number ? number : 0;
        long number = properties.get("service.id") instanceof Long id ? id : Long.MAX_VALUE;
        next.add(new Entry<>(service, ranking, number));
        next.sort(ORDER);
        entries = List.copyOf(next);
    }

    synchronized void remove(S service) {
        entries = List.copyOf(without(service));
    }

    List<S> all() {
        return entries.stream().map(Entry::service).toList();
    }

    private List<Entry<S>> without(S service) {
        List<Entry<S>> rest = new ArrayList<>(entries);
        rest.removeIf(entry -> entry.service() == service);
        return rest;
    }
}
