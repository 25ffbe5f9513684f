package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.Applications;
import dev.parley.api.application.Audience;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.presence.EndPointPresence;
import dev.parley.api.presence.PresenceEvent;
import dev.parley.api.presence.WatchedPeople;
import dev.parley.api.session.Session;
import dev.parley.testkit.Peers;
import dev.parley.testkit.TestPeer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is for contacts only, by the author's scope or the person's choice: a contact who watches sees it, a stranger near does not. */
class ContactsOnlyApplicationsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String NAME = "diary-that-contacts-may-see";

    private final Peers peers = new Peers(25);
    private final TestPeer ada = peers.add("Ada");
    private final TestPeer ben = peers.add("Ben");
    private final TestPeer cal = peers.add("Cal");
    private final Decided adas = Decided.by(ada);
    private final Decided bens = Decided.by(ben);
    private final List<PresenceEvent> events = new ArrayList<>();
    private final ByteArrayOutputStream toCal = new ByteArrayOutputStream();

    /** Its author shows it to contacts only. */
    @PeerApplicationComponent(
            id = "3d1a7c52-9f0e-4a7b-9c35-2f6f1c1d7e25",
            name = NAME,
            version = "1.0",
            scope = PeerScope.INTERNET)
    static final class Diary implements ApplicationInstance {
        @Override
        public void launched(LaunchInfo launch, Session session) {}
    }

    ContactsOnlyApplicationsTest() {
        ben.service(WatchedPeople.class).onChange(events::add);
        peers.network().tap((from, to, bytes) -> {
            if (from == ada.transport() && to == cal.transport()) {
                toCal.writeBytes(bytes);
            }
        });
    }

    @AfterEach
    void close() {
        peers.close();
    }

    private void friends() {
        adas.contact(ben, false, true);
        bens.contact(ada, true, false);
    }

    private void signInAll() {
        List.of(ada, ben, cal).forEach(TestPeer::signIn);
        peers.meet(ada, ben);
        peers.meet(ada, cal);
        peers.run();
    }

    private List<ApplicationId> seenByBen() {
        return ben.service(WatchedPeople.class).of(ada.peer()).stream()
                .map(EndPointPresence::applications)
                .flatMap(List::stream)
                .map(PeerApplication::id)
                .toList();
    }

    private static int near(TestPeer who, ApplicationId application) {
        return who.service(PeopleNearMe.class).with(application).size();
    }

    private static List<PeerApplication> applications(PresenceEvent event) {
        return event.endpoint().applications();
    }

    @Test
    void row25_theAuthorsScopeShowsItToAContactAndToNoStrangerNear() {
        friends();
        ApplicationId diary = ada.install(Diary.class);
        signInAll();
        peers.until(() -> !seenByBen().isEmpty(), "Ben is told");
        assertEquals(List.of(diary), seenByBen());
        peers.advance(Duration.ofMinutes(1));
        assertEquals(0, near(cal, diary));
        assertEquals(List.of(), cal.sees(ada).orElseThrow().applications());
        String wire = toCal.toString(StandardCharsets.ISO_8859_1);
        assertTrue(wire.contains("Ada"), "the card went: the tap works");
        assertFalse(wire.contains(NAME), "and nothing of it");
    }

    @Test
    void row25_thePersonsChoiceShowsItToAContactAndToNoStrangerNear() {
        friends();
        ApplicationId log = ada.install(Log.class);
        signInAll();
        peers.until(() -> near(cal, log) == 1, "everybody near sees it at first");
        events.clear();
        peers.await(ada.service(Applications.class).show(log, Audience.CONTACTS));
        peers.advance(SECOND);
        assertEquals(0, near(cal, log));
        assertEquals(List.of(log), seenByBen());
        assertEquals(List.of(), events, "for Ben nothing changed");
        peers.await(ada.service(Applications.class).show(log, Audience.NOBODY));
        peers.advance(SECOND);
        assertEquals(List.of(), seenByBen());
        assertEquals(1, events.size());
        assertEquals(List.of(), applications(events.get(0)));
    }

    @Test
    void row26_itComesAndGoesWithTheContactWithinTheStreamOfEvents() {
        bens.contact(ada, true, false);
        ApplicationId diary = ada.install(Diary.class);
        signInAll();
        peers.advance(Duration.ofMinutes(1));
        assertEquals(List.of(), events, "Ben watches, and is a stranger to Ada");
        adas.contact(ben, false, true);
        peers.until(() -> !events.isEmpty(), "Ben is told when he asks again: a stranger's link does not stay");
        assertEquals(1, events.size());
        assertInstanceOf(PresenceEvent.Added.class, events.get(0));
        assertEquals(diary, applications(events.get(0)).get(0).id());
        adas.forget(ben);
        peers.advance(SECOND);
        assertEquals(2, events.size());
        assertInstanceOf(PresenceEvent.Removed.class, events.get(1));
        assertEquals(List.of(), seenByBen());
        adas.contact(ben, false, true);
        peers.until(() -> !seenByBen().isEmpty(), "Ben is told again");
        assertEquals(List.of(diary), seenByBen());
    }

    /** As docs/privacy.md says: who does not ask is told what everybody near is told. */
    @Test
    void row25_aContactWhoDoesNotWatchIsToldWhatEverybodyNearIs() {
        adas.contact(ben, false, true);
        bens.contact(ada, false, false);
        ada.install(Diary.class);
        ApplicationId log = ada.install(Log.class);
        signInAll();
        peers.advance(Duration.ofMinutes(1));
        assertEquals(
                List.of(log),
                ben.sees(ada).orElseThrow().applications().stream()
                        .map(PeerApplication::id)
                        .toList());
        assertEquals(List.of(), seenByBen());
        bens.contact(ada, true, false);
        peers.advance(SECOND);
        assertEquals(2, seenByBen().size(), "as soon as he asks");
    }
}
