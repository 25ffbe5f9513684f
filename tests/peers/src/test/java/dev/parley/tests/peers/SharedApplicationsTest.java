package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.Applications;
import dev.parley.api.application.Audience;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who near has the same application, as they let us see it. */
class SharedApplicationsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Pair pair = new Pair(22);
    private final PeopleNearMe people = pair.left.service(PeopleNearMe.class);

    @AfterEach
    void close() {
        pair.close();
    }

    private void show(Audience audience) {
        pair.peers.await(pair.right.service(Applications.class).show(pair.application, audience));
        pair.pass(SECOND);
    }

    @Test
    void row25_aStrangerSeesAnApplicationOrNotByThePersonsChoiceWithinASecond() {
        assertEquals(1, people.with(pair.application).size());
        show(Audience.CONTACTS);
        assertEquals(List.of(), people.with(pair.application));
        assertTrue(pair.left.sees(pair.right).isPresent(), "the person stays");
        show(Audience.EVERYONE);
        assertEquals(1, people.with(pair.application).size());
        show(Audience.NOBODY);
        assertEquals(List.of(), people.with(pair.application));
    }

    /** Of where it lies, and of its data, nothing is told. */
    @Test
    void row24_onlyIdNameVersionAndDescriptionAreAdvertised() {
        PeerApplication here =
                pair.right.service(Applications.class).installed().get(0).application();
        assertEquals(
                List.of(new PeerApplication(
                        here.id(), here.name(), here.version(), here.description(), Bytes.NONE, PeerScope.NEAR_ME)),
                pair.left.sees(pair.right).orElseThrow().applications());
    }

    @Test
    void row26_whoHasItIsALiveList() {
        List<Class<?>> told = new ArrayList<>();
        people.onChange(pair.application, event -> told.add(event.getClass()));
        pair.peers.run();
        show(Audience.NOBODY);
        show(Audience.EVERYONE);
        pair.right.signOut();
        pair.pass(SECOND);
        assertEquals(
                List.of(
                        NearMeEvent.Appeared.class,
                        NearMeEvent.Disappeared.class,
                        NearMeEvent.Appeared.class,
                        NearMeEvent.Disappeared.class),
                told.stream().filter(type -> type != NearMeEvent.Updated.class).toList());
    }
}
