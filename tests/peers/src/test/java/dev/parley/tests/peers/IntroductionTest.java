package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.Visibility;
import dev.parley.api.contacts.ContactRequest;
import dev.parley.api.contacts.ContactRequestState;
import dev.parley.api.contacts.ContactRequests;
import dev.parley.api.contacts.Verification;
import dev.parley.api.contacts.VerificationState;
import dev.parley.api.contacts.Verifications;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Links;
import dev.parley.testkit.Peers;
import dev.parley.testkit.TestPeer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two people get to know each other, with all bundles between them; and a third one who should not. */
class IntroductionTest {
    private final Peers peers = new Peers(11);
    private final TestPeer ada = peers.add("Ada").signIn();
    private final TestPeer ben = peers.add("Ben").signIn();
    private final TestPeer eve = peers.add("Eve").signIn();
    private final KeptBook adas = KeptBook.of(ada);
    private final KeptBook bens = KeptBook.of(ben);

    IntroductionTest() {
        peers.meet(ada, ben);
        peers.meet(ada, eve);
    }

    @AfterEach
    void stop() {
        peers.close();
    }

    private Verification bens() {
        peers.until(() -> !ben.service(Verifications.class).open().isEmpty(), "Ben is asked");
        return ben.service(Verifications.class).open().get(0);
    }

    private void visible(TestPeer who, Visibility visibility) {
        peers.await(who.service(PeerCollaboration.class).setVisibility(visibility));
    }

    private Links links(TestPeer of) {
        return of.service(Links.class);
    }

    /** Everybody's links are given up, so that only who finds the other has one. */
    private void part() {
        List.of(ada, ben, eve).forEach(one -> links(one).all().forEach(link -> link.close("the test parts all")));
        peers.run();
    }

    @Test
    void bothReadTheSameWords() {
        Verification adas = ada.service(Verifications.class).begin(ben.peer());
        Verification bens = bens();
        peers.until(() -> !adas.words().isEmpty() && !bens.words().isEmpty(), "there are words");
        assertEquals(adas.words(), bens.words());
        assertEquals("Ben", adas.displayName());
        adas.matches(true);
        peers.until(() -> adas.state() == VerificationState.WAITING, "Ada said yes");
        bens.matches(false);
        assertEquals(VerificationState.DIFFERENT, peers.await(adas.outcome()));
    }

    @Test
    void aRequestIsAnsweredAndSurvivesTheEndOfALink() {
        ContactRequest adas = ada.service(ContactRequests.class).send(ben.peer(), "Hello");
        peers.until(() -> !ben.service(ContactRequests.class).open().isEmpty(), "Ben is asked");
        ContactRequest bens = ben.service(ContactRequests.class).open().get(0);
        assertEquals("Hello", bens.message());
        peers.breakLinks(ada, ben);
        bens.decline();
        assertEquals(ContactRequestState.DECLINED, peers.await(adas.outcome()));
    }

    @Test
    void thePartThatComparesComesAndGoes() {
        for (int i = 0; i < 5; i++) {
            Verification adas = ada.service(Verifications.class).begin(ben.peer());
            bens();
            ben.stop("dev.parley.introduction");
            peers.until(() -> adas.state().isFinal(), "Ben's part took it back");
            ben.start("dev.parley.introduction");
            peers.advance(Duration.ofMinutes(1));
        }
        Verification adas = ada.service(Verifications.class).begin(ben.peer());
        peers.until(() -> !adas.words().isEmpty(), "there are words");
    }

    @Test
    void visibleToContactsAlone() {
        adas.contact(ben, true);
        bens.contact(ada, false);
        peers.advance(Duration.ofSeconds(1)); // Ada's secret goes over
        visible(ada, Visibility.CONTACTS);
        part();
        peers.advance(Duration.ofMinutes(2));
        peers.until(() -> ben.sees(ada).isPresent(), "Ben sees Ada");
        assertTrue(eve.service(PeopleNearMe.class).people().stream()
                .noneMatch(person ->
                        person.displayName().equals("Ada") || person.peer().equals(Optional.of(ada.peer()))));

        // whoever knows the address: nothing is told to Eve, and Ben is let in
        var where = links(ada).listening().orElseThrow().addresses();
        part();
        Throwable refused = peers.failure(links(eve).dial(DialTarget.at(where)));
        assertTrue(refused instanceof PeerUnreachableException, refused::toString);
        assertFalse(refused.getMessage().contains(ada.peer().shortForm()), refused.getMessage());
        Throwable named = peers.failure(
                links(eve).dial(new DialTarget(Optional.of(ada.peer()), Optional.of(ada.endpoint()), where)));
        assertTrue(named instanceof PeerUnreachableException, named::toString);
        Link linked = peers.await(
                links(ben).dial(new DialTarget(Optional.of(ada.peer()), Optional.of(ada.endpoint()), where)));
        assertEquals(ada.peer(), linked.remote().peer());

        // and no longer, once Ada changed her mind
        adas.contact(ben, false);
        peers.run();
        part();
        Throwable now = peers.failure(
                links(ben).dial(new DialTarget(Optional.of(ada.peer()), Optional.of(ada.endpoint()), where)));
        assertTrue(now instanceof PeerUnreachableException, now::toString);
    }
}
