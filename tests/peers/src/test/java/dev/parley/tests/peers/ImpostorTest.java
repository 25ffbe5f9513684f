package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.Verification;
import dev.parley.api.contacts.VerificationState;
import dev.parley.api.contacts.Verifications;
import dev.parley.api.diagnostics.LinkEvent;
import dev.parley.api.diagnostics.LinkMonitor;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Links;
import dev.parley.testkit.Peers;
import dev.parley.testkit.TestPeer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody with a contact's name sits at the contact's address. */
class ImpostorTest {
    private final Peers peers = new Peers(12);
    private final TestPeer ada = peers.add("Ada").signIn();
    private final TestPeer ben = peers.add("Ben").signIn();
    private final TestPeer impostor = peers.addApart("Ben").signIn();
    private final KeptBook adas = KeptBook.of(ada);
    private final List<LinkEvent.Refused> loud = new ArrayList<>();

    ImpostorTest() {
        peers.meet(ada, ben);
        adas.contact(ben, true);
        ada.service(LinkMonitor.class).onChange(event -> {
            if (event instanceof LinkEvent.Refused refused && refused.kind().equals("identity-mismatch")) {
                loud.add(refused);
            }
        });
        peers.run();
    }

    @AfterEach
    void stop() {
        peers.close();
    }

    private InetSocketAddress address() {
        return impostor.service(Links.class)
                .listening()
                .orElseThrow()
                .addresses()
                .get(0);
    }

    @Test
    void row29_anotherKeyAtAContactsAddressIsRefusedLoudlyAndNothingIsPinnedAnew() {
        ada.service(Links.class).all().forEach(link -> link.close("the contact moved away"));
        Standing before = adas.of(ben.peer());
        Throwable dialled = peers.failure(ada.service(Links.class)
                .dial(new DialTarget(Optional.of(ben.peer()), Optional.empty(), List.of(address()))));
        assertTrue(dialled instanceof IdentityMismatchException, dialled::toString);
        assertTrue(dialled.getMessage().contains(ben.peer().shortForm()), dialled.getMessage());
        assertTrue(dialled.getMessage().contains(impostor.peer().shortForm()), dialled.getMessage());
        assertEquals(
                List.of(Optional.of(ben.peer())),
                loud.stream().map(LinkEvent.Refused::peer).toList());
        assertEquals(before, adas.of(ben.peer()));
        assertFalse(adas.of(impostor.peer()).contact());
        assertTrue(ada.service(Links.class).find(impostor.endpoint()).isEmpty());
    }

    @Test
    void row29_whoeverIsAddedByAddressAndKeyMustHaveThatKey() {
        ada.service(Links.class).all().forEach(link -> link.close("the contact moved away"));
        ben.signOut();
        Throwable added = peers.failure(ada.service(PeopleNearMe.class)
                .addAddress(address().getHostString(), address().getPort(), Optional.of(ben.peer())));
        assertTrue(added instanceof IdentityMismatchException, added::toString);
        assertEquals(1, loud.size());
        assertTrue(ada.sees(impostor).isEmpty());
    }

    /** The impostor's words are about the impostor's key. */
    @Test
    void row29_comparingWithAContactNeverReachesTheImpostor() {
        Verification compared = ada.service(Verifications.class).begin(ben.peer());
        peers.until(() -> compared.state() == VerificationState.COMPARING, "there are words");
        assertEquals(
                compared.words(), ben.service(Verifications.class).open().get(0).words());
        assertEquals(List.of(), impostor.service(Verifications.class).open());
    }
}
