package dev.parley.app.notice.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.object.PeerObject;
import dev.parley.api.object.PeerObjects;
import dev.parley.api.peer.PeerScope;
import dev.parley.testkit.Peers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notices between two people near each other. */
class NoticesTest {
    private final Peers peers = new Peers(1);

    @TempDir
    Path folder;

    private Home ada;
    private Home ben;

    @BeforeEach
    void meet() {
        ada = new Home(peers.add("Ada"), peers.time(), folder);
        ben = new Home(peers.add("Ben"), peers.time(), folder);
        ada.peer.signIn();
        ben.peer.signIn();
        peers.meet(ada.peer, ben.peer);
    }

    @AfterEach
    void close() {
        ada.notices.stop();
        ben.notices.stop();
        peers.close();
    }

    private void until(Home who, String sees) {
        peers.until(() -> who.notices.notices().contains(sees), who.peer.displayName() + " sees " + sees);
    }

    @Test
    void whatOnePutsUpTheOtherSeesAndIsTold() {
        String said = ada.notice("post", "Piano", "for", "sale", "--text", "Almost new.", "--for", "2h");
        assertTrue(said.contains("until"), said);
        until(ben, "Piano for sale");
        assertTrue(ben.notices.notices().startsWith("Ada ("), ben.notices.notices());
        assertEquals(1, ben.bulletins.size());
        assertTrue(ben.bulletins.get(0).contains("has put up a notice: Piano for sale"));
        assertTrue(ben.notice("show", "ada").contains("Almost new."));
        assertTrue(ada.notices.notices().startsWith("you: Piano for sale"));
        assertEquals(List.of(), ada.bulletins, "whoever puts it up knows it");
    }

    @Test
    void aPictureIsMadeSmallAndDrawnAndSaved() throws IOException {
        Path picture = folder.resolve("cat.png");
        Files.write(picture, Images.noise(700, 500));
        ada.notice("post", "Cat", "--picture", picture.toString());
        until(ben, "Cat (with a picture)");
        List<String> lines = ben.notice("show", "Ada").lines().toList();
        assertTrue(lines.size() > 10, lines::toString);
        assertEquals(60, lines.get(1).length());
        Path saved = folder.resolve("saved.jpg");
        ben.notice("save", "Ada", saved.toString());
        assertTrue(Files.size(saved) > 1000 && Files.size(saved) <= Notice.PICTURE_BYTES);
    }

    @Test
    void whatIsTakenBackIsGone() {
        ada.notice("post", "Piano");
        until(ben, "Piano");
        assertTrue(ada.notice("withdraw").contains("taken back"));
        until(ben, "Nobody near you");
        assertTrue(ada.notice("withdraw").contains("no notice up"));
    }

    @Test
    void aNewOneTakesThePlaceOfTheOld() {
        ada.notice("post", "Piano");
        until(ben, "Piano");
        ada.notice("post", "Flute");
        until(ben, "Flute");
        assertFalse(ben.notices.notices().contains("Piano"));
        assertEquals(2, ben.bulletins.size());
    }

    @Test
    void itExpiresOnBothSides() {
        ada.notice("post", "Piano", "--for", "10m");
        until(ben, "Piano");
        peers.advance(Duration.ofMinutes(11));
        assertTrue(ben.notices.notices().startsWith("Nobody"));
        assertTrue(ada.notices.notices().startsWith("Nobody"));
        assertEquals(List.of(), ada.peer.service(PeerObjects.class).published());
    }

    @Test
    void itIsThereAgainAfterARestartAndASignIn() {
        ada.notice("post", "Piano");
        until(ben, "Piano");
        ada.notices.stop();
        until(ben, "Nobody near you");
        ada.start();
        until(ben, "Piano");
        ada.peer.signOut();
        until(ben, "Nobody near you");
        ada.peer.signIn();
        until(ben, "Piano");
    }

    @Test
    void whatWasTakenBackStaysAwayAfterARestart() {
        ada.notice("post", "Piano");
        ada.notice("withdraw");
        ada.notices.stop();
        ada.start();
        assertTrue(ada.notices.notices().startsWith("Nobody"));
    }

    @Test
    void beforeTheSignInItWaits() {
        ada.peer.signOut();
        ada.notice("post", "Piano");
        assertTrue(ada.notices.notices().contains("Piano"));
        ada.peer.signIn();
        until(ben, "Piano");
    }

    @Test
    void anAnswerOpensASessionWithItsAuthor() {
        ada.notice("post", "Piano");
        until(ben, "Piano");
        String said = ben.notice("answer", "Ada", "How", "much?");
        assertTrue(said.contains("is asked"), said);
        peers.until(
                () -> !ada.peer.sessions().isEmpty()
                        && ada.peer.view().notices().contains("Ben answers: How much?"),
                "the author is in a session and sees what is asked");
        ben.peer.type("Still there?");
        ada.peer.type("Yes");
        List<String> talk = List.of("Ben: Still there?", "Ada: Yes");
        assertEquals(talk, ada.peer.view().said());
        assertEquals(talk, ben.peer.view().said());
    }

    @Test
    void whatIsNoNoticeIsPassedOver() {
        ada.peer
                .service(PeerObjects.class)
                .publish(new PeerObject(NoticeCodec.ID, ByteBuffer.wrap(new byte[] {1, 2, 3}), PeerScope.NEAR_ME));
        peers.advance(Duration.ofSeconds(10));
        assertTrue(ben.notices.notices().startsWith("Nobody"));
        assertEquals(List.of(), ben.bulletins);
    }

    @Test
    void mistakesAreNamedWithWhatToDo() {
        assertTrue(ada.notice().contains("Usage"));
        assertTrue(ada.notice("post", "--help").contains("Usage"));
        for (String wrong : List.of(
                "burn",
                "post",
                "post x --for 31d",
                "post x --for soon",
                "post x --text",
                "post x --picture /nowhere.png",
                "show",
                "show Ben",
                "save Ben",
                "answer Ben")) {
            NoticeException failure = assertThrows(NoticeException.class, () -> ada.notice(wrong.split(" ")), wrong);
            assertTrue(failure.getMessage().length() > 20, failure::getMessage);
        }
        assertThrows(NoticeException.class, () -> ada.notice("post", "x".repeat(256)));
    }

    @Test
    void whatIsKeptAndDamagedIsLeftOut() throws IOException {
        ada.notices.stop();
        Files.write(folder.resolve("Ada"), new byte[] {1, 2, 3});
        ada.start();
        assertTrue(ada.notices.notices().startsWith("Nobody"));
    }
}
