package dev.parley.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.identity.Sealer;
import dev.parley.spi.identity.SignedCard;
import dev.parley.spi.identity.Signer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeIdentityTest {
    private final FakeIdentity ann = new FakeIdentity(1, "Ann");
    private final FakeIdentity ben = new FakeIdentity(2, "Ben");

    @Test
    void theSameSeedMakesTheSameNames() {
        assertEquals(ann.remote(), new FakeIdentity(1, "Other").remote());
        assertNotEquals(ann.peer(), ben.peer());
        assertEquals(ann.peer(), PeerName.parse(ann.peer().text()));
        FakeIdentity second = new FakeIdentity(1, 7, "Ann's other node");
        assertEquals(ann.peer(), second.peer());
        assertNotEquals(ann.endpoint(), second.endpoint());
    }

    @Test
    void signaturesAreReal() {
        byte[] message = {1, 2, 3};
        Signer signer = ann.ephemeral();
        byte[] signature = signer.sign(message);
        assertTrue(ben.verify(signer.publicKey(), message, signature));
        message[0]++;
        assertFalse(ben.verify(signer.publicKey(), message, signature));
        assertFalse(ben.verify(new byte[3], message, signature));
        assertFalse(ben.verify(signer.publicKey(), message, new byte[5]));
    }

    @Test
    void aCardIsReadByOthersAndAnOlderOneIsNot() {
        SignedCard old = ann.card();
        SignedCard renamed = ann.rename("Ann B.").toCompletableFuture().join();
        SignedCard read = ben.accept(renamed.encoded(), ann.peer(), ann.endpoint());
        assertEquals("Ann B.", read.card().displayName());
        assertEquals(renamed, read);
        assertThrows(ProtocolException.class, () -> ben.accept(old.encoded(), ann.peer(), ann.endpoint()));
        assertThrows(ProtocolException.class, () -> ben.accept(renamed.encoded(), ben.peer(), ben.endpoint()));
        assertThrows(ProtocolException.class, () -> ben.accept(renamed.encoded(), ann.peer(), ben.endpoint()));
        assertThrows(ProtocolException.class, () -> ben.accept(ByteBuffer.allocate(50), ann.peer(), ann.endpoint()));
    }

    @Test
    void whatIsSealedToACardItsOwnerOpens() {
        byte[] secret = ann.secret();
        byte[] info = {1};
        byte[] aad = {2};
        byte[] key = HexFormat.of().parseHex(ben.card().card().devices().get(0).sealingKey());
        byte[] sealed = ann.seal(key, info, aad, secret).orElseThrow();
        assertEquals(secret.length + Sealer.SEAL_BYTES, sealed.length);
        assertArrayEquals(secret, ben.opener().open(sealed, info, aad).orElseThrow());
        assertEquals(Optional.empty(), ann.opener().open(sealed, info, aad));
        assertEquals(Optional.empty(), ben.opener().open(sealed, aad, aad));
        assertEquals(Optional.empty(), ben.opener().open(sealed, info, info));
        assertEquals(Optional.empty(), ben.opener().open(new byte[40], info, aad));
        assertEquals(Optional.empty(), ben.opener().open(new byte[4], info, aad));
        assertEquals(Optional.empty(), ann.seal(new byte[31], info, aad, secret));
        assertEquals(Optional.empty(), ann.seal(new byte[32], info, aad, secret));
    }

    @Test
    void aYesIsToldAndKept() {
        List<PeerName> told = new ArrayList<>();
        var subscription = ann.onAccepted(told::add);
        ann.accept(ben.peer());
        assertTrue(ann.accepted(ben.peer()));
        subscription.close();
        ann.forget(ben.peer());
        assertFalse(ann.accepted(ben.peer()));
        ann.accept(ben.peer());
        assertEquals(List.of(ben.peer()), told);
    }

    @Test
    void aContactThatIsLoadedIsToldWithoutAName() {
        List<Boolean> told = new ArrayList<>();
        var subscription = ann.onLoaded(() -> told.add(ann.accepted(ben.peer())));
        ann.load(ben.peer());
        assertEquals(List.of(true), told);
        subscription.close();
        ann.load(ben.peer());
        assertEquals(1, told.size());
    }
}
