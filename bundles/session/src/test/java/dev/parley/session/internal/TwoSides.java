package dev.parley.session.internal;

import dev.parley.testkit.FakeLinks;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.util.UUID;

/** Two endpoints with a cable between them, and a session that the left one invited the right one into. */
final class TwoSides {
    static final Duration DELAY = Duration.ofMillis(5);

    final HandDrivenExecution time;
    final UUID id;
    final Side left;
    final Side right;

    TwoSides(long seed) {
        time = new HandDrivenExecution(seed);
        id = new UUID(time.random().nextLong(), time.random().nextLong());
        left = new Side(time, 2 * seed + 1);
        right = new Side(time, 2 * seed + 2);
        FakeLinks.connect(left.links, right.links);
        left.links.delay(DELAY);
        right.links.delay(DELAY);
        left.create(id, true);
        right.create(id, false);
    }

    /** A session that is live, both applications launched and listening. */
    static TwoSides live(long seed) {
        TwoSides two = new TwoSides(seed);
        two.admit();
        two.left.listen();
        two.right.listen();
        two.left.control.launched();
        two.right.control.launched();
        two.pass(1000);
        return two;
    }

    void admit() {
        left.admit(right, true);
        right.admit(left, false);
    }

    void pass(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    void cut() {
        left.links.cut(right.links);
    }

    void heal() {
        left.links.heal(right.links);
    }
}
