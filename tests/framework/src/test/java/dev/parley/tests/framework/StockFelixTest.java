package dev.parley.tests.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same bundles without our launcher: Felix's own, with all of them on one start level, in the order of their names. */
class StockFelixTest {
    @TempDir
    Path folder;

    @Test
    void theBundlesRunInTheStockMainDistribution() throws IOException {
        String realm = "stock-" + UUID.randomUUID();
        StockLayout layout = new StockLayout(folder.resolve("felix"), "Stock", realm);
        try (Node other = Distribution.node(folder, "Other", realm, "--accept", "all");
                Node stock = new Node("Stock", layout.home(), layout.root(), layout.command())) {
            JsonObject me = stock.call("me").asJsonObject();
            assertEquals(realm, me.getString("realm"));
            other.sees(0, stock, person -> me.getString("peer").equals(person.getString("peer", "")));
            stock.sees(0, other, person -> person.containsKey("peer"));
            stock.call("invite Other Chat");
            stock.event("session.launched", event -> true);

            int mark = other.mark();
            stock.end();
            JsonObject gone = other.eventAfter(mark, "near.disappeared", event -> true);
            assertEquals("GOODBYE", gone.getString("reason"), gone::toString);
            assertEquals(0, other.end());
        }
    }
}
