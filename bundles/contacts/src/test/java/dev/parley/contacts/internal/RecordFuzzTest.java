package dev.parley.contacts.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.LastSeen.How;
import dev.parley.contacts.internal.proto.ContactRecord;
import dev.parley.spi.store.StoredRecord;
import dev.parley.testkit.FakeIdentity;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The database would notice; whatever its bytes are, they are a contact or a typed error. */
class RecordFuzzTest {
    private final FakeIdentity anna = new FakeIdentity(2, "Anna");

    @Test
    void anythingIsAContactOrATypedError() {
        ContactDetails details = new ContactDetails("Annie", "a@b.example", "some\nnotes", Set.of("work", "tennis"));
        byte[] good = RecordFormat.withCard(ContactRecord.newBuilder(), anna.card())
                .setDetails(RecordFormat.details(details))
                .setLastSeen(RecordFormat.sight(Instant.EPOCH, How.SIGNED_OUT))
                .build()
                .toByteArray();
        Random random = new Random(1);
        int typed = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
            for (int n = random.nextInt(4); n >= 0 && bytes.length > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Kept kept = RecordFormat.kept(new StoredRecord(anna.peer().text(), ByteBuffer.wrap(bytes)));
                assertTrue(kept.has(List.of(anna.peer().text())));
                kept.contact();
                kept.standing(false);
            } catch (ContactException e) {
                typed++;
            }
        }
        assertTrue(typed > 0);
    }
}
