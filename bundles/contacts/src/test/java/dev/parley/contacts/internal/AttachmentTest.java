package dev.parley.contacts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttachmentTest {
    private final List<String> seen = new ArrayList<>();
    private final Attachment<String> attachment = new Attachment<>(
            service -> {
                seen.add("+ " + service);
                return () -> seen.add("- " + service);
            },
            () -> seen.add("gone"));

    @Test
    void listensFromWhenItBegan() {
        attachment.bind("one");
        assertEquals(List.of(), seen);
        attachment.begin();
        assertEquals(List.of("+ one"), seen);
        assertEquals(Optional.of("one"), attachment.service());
    }

    @Test
    void theNextOneTakesTheOldOnesPlace() {
        attachment.begin();
        attachment.bind("one");
        attachment.bind("two");
        attachment.unbind("one");
        assertEquals(List.of("+ one", "- one", "+ two"), seen);
        attachment.unbind("two");
        assertEquals(List.of("+ one", "- one", "+ two", "- two", "gone"), seen);
        assertEquals(Optional.empty(), attachment.service());
    }

    @Test
    void whatEndedBeforeItBeganNeverListens() {
        attachment.bind("one");
        attachment.end();
        attachment.begin();
        attachment.bind("two");
        assertEquals(List.of(), seen);
    }
}
