package dev.parley.session.internal;

import dev.parley.testkit.FakeLinks;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Several endpoints with a cable between every two; the first one begins a session and invites the others. */
final class Circle {
    final HandDrivenExecution time;
    final UUID id;
    final List<Side> sides = new ArrayList<>();

    /** Of so many, of whom so many are in the session. */
    Circle(long seed, int count, int members) {
        this(seed, count, members, false);
    }

    /** @param keep whether they have disks */
    Circle(long seed, int count, int members, boolean keep) {
        time = new HandDrivenExecution(seed);
        id = new UUID(time.random().nextLong(), time.random().nextLong());
        for (int i = 0; i < count; i++) {
            Side side = new Side(time, 100 * seed + i);
            side.links.delay(TwoSides.DELAY);
            if (keep) {
                side.keep();
            }
            sides.forEach(other -> FakeLinks.connect(other.links, side.links));
            sides.add(side);
        }
        begin(0, true);
        for (int i = 1; i < members; i++) {
            invite(0, i);
        }
    }

    Side side(int index) {
        return sides.get(index);
    }

    /** One has accepted the invitation of another, and both know it. */
    void invite(int inviter, int invited) {
        begin(invited, false);
        side(inviter).admit(side(invited), true);
        side(invited).admit(side(inviter), false);
        pass(1000);
    }

    private void begin(int index, boolean founder) {
        Side side = side(index);
        side.create(id, founder);
        side.listen();
        side.control.launched();
    }

    void pass(long millis) {
        time.advance(Duration.ofMillis(millis));
    }

    void cut(int one, int other) {
        side(one).links.cut(side(other).links);
    }

    void heal(int one, int other) {
        side(one).links.heal(side(other).links);
    }
}
