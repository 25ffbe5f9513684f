package dev.parley.api.discovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.discovery.NearMeEvent.Appeared;
import dev.parley.api.discovery.NearMeEvent.Disappeared;
import dev.parley.api.discovery.NearMeEvent.Reason;
import dev.parley.api.discovery.NearMeEvent.Updated;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The live list of those who have one application. */
class WithApplicationTest {
    private static final ApplicationId CHAT = ApplicationId.parse("4f0c3c1e-0000-4000-8000-000000000001");
    private static final ApplicationId BOARD = ApplicationId.parse("4f0c3c1e-0000-4000-8000-000000000002");

    private final List<NearMeEvent> told = new ArrayList<>();
    private final WithApplication list = new WithApplication(CHAT, told::add);

    private static PeerNearMe person(int number, ApplicationId... has) {
        byte[] instance = new byte[InstanceId.BYTES];
        instance[0] = (byte) number;
        return new PeerNearMe(
                InstanceId.of(instance),
                "somebody",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Set.of(),
                Optional.empty(),
                List.of(has).stream()
                        .map(id -> new PeerApplication(id, "App", "1", "", Bytes.NONE, PeerScope.ALL))
                        .toList());
    }

    @Test
    void row26_whoGetsOrLosesTheApplicationComesAndGoes() {
        PeerNearMe without = person(1, BOARD);
        PeerNearMe with = person(1, BOARD, CHAT);
        list.accept(new Appeared(without));
        list.accept(new Updated(with));
        list.accept(new Updated(with));
        list.accept(new Updated(without));
        list.accept(new Disappeared(without, Reason.GOODBYE));
        assertEquals(
                List.of(new Appeared(with), new Updated(with), new Disappeared(without, Reason.WITHOUT_APPLICATION)),
                told);
    }

    @Test
    void whoGoesWithItIsGoneForTheSameReason() {
        PeerNearMe one = person(1, CHAT);
        PeerNearMe other = person(2, CHAT);
        list.accept(new Appeared(one));
        list.accept(new Appeared(other));
        list.accept(new Disappeared(one, Reason.SILENT));
        assertEquals(List.of(new Appeared(one), new Appeared(other), new Disappeared(one, Reason.SILENT)), told);
    }
}
