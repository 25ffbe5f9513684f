package dev.parley.tests.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.session.Sessions;
import dev.parley.testkit.Peers;
import dev.parley.testkit.TestPeer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskAroundTest {
    @Test
    void allWhoAcceptJoinOneSession() {
        try (Peers peers = new Peers(1)) {
            TestPeer ada = peers.add("Ada");
            ApplicationId list = ada.install(ShoppingList.class);
            ada.signIn();
            List<TestPeer> others = List.of(peers.add("Ben"), peers.add("Eve"));
            for (TestPeer other : others) {
                other.install(ShoppingList.class);
                other.answer(Decision.ASK);
                other.signIn();
                peers.meet(ada, other);
            }
            List<String> told = new ArrayList<>();
            new AskAround(ada.service(PeopleNearMe.class), ada.service(Invitations.class))
                    .ask(list, "Who comes along?", told::add);
            peers.until(() -> others.stream().allMatch(other -> other.asked().size() == 1), "both are asked");
            others.get(1).asked().get(0).accept();
            peers.until(() -> told.size() == 1, "the first has answered");
            others.get(0).asked().get(0).accept();
            peers.until(() -> told.size() == 2, "both have answered");

            assertEquals(List.of("Eve joins.", "Ben joins."), told);
            assertEquals(3, ada.service(Sessions.class).all().get(0).members().size());
        }
    }
}
