package dev.parley.tests.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PackageGraphTest {
    private final PackageGraph graph = new PackageGraph();

    @Test
    void aTreeHasNoCycle() {
        graph.add("a", "b");
        graph.add("a", "c");
        graph.add("b", "c");
        graph.add("c", "c");
        assertEquals(List.of(), graph.cycle());
    }

    @Test
    void aCycleIsNamed() {
        graph.add("a", "b");
        graph.add("b", "c");
        graph.add("c", "d");
        graph.add("d", "b");
        assertEquals(List.of("b", "c", "d", "b"), graph.cycle());
    }
}
