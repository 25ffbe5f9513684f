package dev.parley.introduction.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.introduction.internal.HeldSecrets.Held;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldSecretsTest {
    private static final PeerName CONTACT = new FakeIdentity(1).peer();

    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final HeldSecrets held = new HeldSecrets(CONTACT::equals);

    private Held secret(PeerName peer, int endpoint, long number) {
        byte[] id = ByteBuffer.allocate(EndPointId.BYTES).putInt(endpoint).array();
        return new Held(new RemoteIdentity(peer, EndPointId.of(id)), Secret.random(time.random(), number));
    }

    @Test
    void aNewerOneTakesThePlaceAndAnOlderOneDoesNot() {
        Held first = secret(CONTACT, 1, 5);
        Held newer = secret(CONTACT, 1, 6);
        assertTrue(held.put(first));
        assertFalse(held.put(secret(CONTACT, 1, 4)));
        assertTrue(held.put(newer));
        assertEquals(List.of(newer), held.all().toList());
    }

    @Test
    void ofAPeerTheEndpointsOwnOneIsPreferred() {
        Held one = secret(CONTACT, 1, 1);
        Held two = secret(CONTACT, 2, 1);
        held.put(one);
        held.put(two);
        assertEquals(Optional.of(two), held.of(CONTACT, Optional.of(two.who().endpoint())));
        assertEquals(Optional.of(one), held.of(CONTACT, Optional.empty()));
        EndPointId other = secret(CONTACT, 3, 1).who().endpoint();
        assertEquals(Optional.of(one), held.of(CONTACT, Optional.of(other)));
        assertEquals(Optional.empty(), held.of(new FakeIdentity(2).peer(), Optional.empty()));
    }

    @Test
    void onePeerHasSoManyEndpoints() {
        for (int i = 1; i <= HeldSecrets.OF_ONE_PEER + 1; i++) {
            held.put(secret(CONTACT, i, 1));
        }
        assertEquals(HeldSecrets.OF_ONE_PEER, held.all().count());
        assertFalse(held.all()
                .anyMatch(one ->
                        one.who().endpoint().equals(secret(CONTACT, 1, 1).who().endpoint())));
    }

    @Test
    void strangersPushOutEachOtherAndNoContact() {
        held.put(secret(CONTACT, 0, 1));
        List<PeerName> strangers = new ArrayList<>();
        for (int i = 0; i <= HeldSecrets.STRANGERS / HeldSecrets.OF_ONE_PEER; i++) {
            strangers.add(new FakeIdentity(10 + i).peer());
        }
        int endpoint = 1;
        for (PeerName stranger : strangers) {
            for (int i = 0; i < HeldSecrets.OF_ONE_PEER; i++) {
                held.put(secret(stranger, endpoint++, 1));
            }
        }
        assertEquals(HeldSecrets.STRANGERS + 1, held.all().count());
        assertTrue(held.of(CONTACT, Optional.empty()).isPresent());
        assertTrue(held.of(strangers.get(0), Optional.empty()).isEmpty());
    }
}
