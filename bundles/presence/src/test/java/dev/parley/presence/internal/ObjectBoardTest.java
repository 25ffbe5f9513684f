package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.object.ObjectInfo;
import dev.parley.presence.internal.ObjectBoard.Source;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two lists of one endpoint, which come by ways of their own. */
class ObjectBoardTest {
    private static final UUID SEVEN = new UUID(0, 7);

    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final RemoteIdentity who = new FakeIdentity(1).remote();
    private final List<String> kept = new ArrayList<>();
    private final ObjectBoard board = new ObjectBoard(
            new SafeExecutor(time.serial("presence")), shown -> kept.add(shown.test("old") + " " + shown.test("new")));
    private final List<String> told = new ArrayList<>();

    ObjectBoardTest() {
        board.onChange(event -> told.add(Person.word(event)));
        time.run();
    }

    private List<String> told() {
        time.run();
        List<String> now = List.copyOf(told);
        told.clear();
        return now;
    }

    private void list(Source source, String hash, long version) {
        board.list(who, source, List.of(new ShownObject(SEVEN, hash, 1, version)));
    }

    @Test
    void aListThatIsLateDoesNotBringBackWhatWasBefore() {
        list(Source.NEAR, "old", 1);
        list(Source.WATCH, "old", 1);
        assertEquals(List.of("Added 7"), told());
        list(Source.WATCH, "new", 2);
        assertEquals(List.of("Changed 7"), told());
        list(Source.NEAR, "old", 1);
        assertEquals(List.of(), told());
        assertEquals(
                List.of("new"), board.all().stream().map(ObjectInfo::sha256).toList());
        list(Source.NEAR, "new", 2);
        assertEquals(List.of(), told());
        assertEquals(List.of("false true"), kept, "asked once what is to be kept: when a hash went");
    }

    @Test
    void oneOfTwoWaysThatGoesTakesNothingAlong() {
        list(Source.NEAR, "new", 1);
        list(Source.WATCH, "new", 1);
        told();
        board.leave(who.endpoint(), Source.NEAR);
        board.leave(who.endpoint(), Source.NEAR);
        assertEquals(List.of(), told());
        board.leave(who.endpoint(), Source.WATCH);
        assertEquals(List.of("Withdrawn 7"), told());
        assertEquals(List.of(), board.all());
    }
}
