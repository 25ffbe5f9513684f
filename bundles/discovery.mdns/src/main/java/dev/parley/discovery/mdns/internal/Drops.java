package dev.parley.discovery.mdns.internal;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what was dropped. Any thread. */
final class Drops {
    private final Map<Drop, LongAdder> counts = new EnumMap<>(Drop.class);

    Drops() {
        Arrays.stream(Drop.values()).forEach(why -> counts.put(why, new LongAdder()));
    }

    void count(Drop why) {
        counts.get(why).increment();
    }

    Map<String, Long> byWord() {
        Map<String, Long> words = new TreeMap<>();
        counts.forEach((why, count) -> words.put(why.word(), count.sum()));
        return words;
    }
}
