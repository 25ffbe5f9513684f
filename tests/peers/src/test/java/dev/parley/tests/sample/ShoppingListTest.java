package dev.parley.tests.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.testkit.TwoPeers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShoppingListTest {
    @Test
    void bothSeeOneListAlsoWhenTheLinkBreaks() {
        try (TwoPeers two = TwoPeers.launch(ShoppingList.class)) {
            two.ada().type("milk");
            two.cut();
            two.ben().type("bread");
            two.heal();
            two.advance(Duration.ofSeconds(10));

            assertEquals(List.of("milk", "bread, milk"), two.ada().view().notices());
            assertEquals(List.of("milk", "bread, milk"), two.ben().view().notices());
        }
    }
}
