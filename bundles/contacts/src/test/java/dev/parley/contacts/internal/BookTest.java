package dev.parley.contacts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactEvent;
import dev.parley.spi.contact.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The block list, and what other parts are told of where people stand. */
class BookTest {
    private final Fixture home = new Fixture();

    @Test
    void whoIsBlockedIsListedAndStaysSo() {
        home.add(home.anna);
        List<ContactEvent> told = home.listen();
        home.done(home.contacts.block(home.anna.peer(), true));
        home.done(home.contacts.block(home.bert.peer(), true));
        home.done(home.contacts.block(home.bert.peer(), true));
        assertEquals(Set.of(home.anna.peer(), home.bert.peer()), home.contacts.blocked());
        assertEquals(
                List.of(
                        new ContactEvent.BlockChanged(home.anna.peer(), true),
                        new ContactEvent.BlockChanged(home.bert.peer(), true)),
                told);
        home.restart();
        assertEquals(Set.of(home.anna.peer(), home.bert.peer()), home.contacts.blocked());
        assertEquals(1, home.contacts.contacts().size(), "a contact that is blocked is still one");
        home.done(home.contacts.block(home.bert.peer(), false));
        home.done(home.contacts.delete(home.anna.peer()));
        home.restart();
        assertEquals(Set.of(home.anna.peer()), home.contacts.blocked(), "and one that is forgotten is still blocked");
    }

    @Test
    void aStrangerIsOneAboutWhomNothingWasDecided() {
        assertEquals(Standing.stranger(home.anna.peer()), home.people.book().of(home.anna.peer()));
        assertEquals(List.of(), home.people.book().all());
    }

    @Test
    void standingSaysWhatWasDecided() {
        home.add(home.anna);
        home.done(home.contacts.update(home.anna.peer(), new ContactDetails("Annie", "", "", Set.of("work"))));
        home.done(home.contacts.watch(home.anna.peer(), true));
        home.done(home.contacts.allow(home.anna.peer(), true));
        home.done(home.contacts.block(home.bert.peer(), true));
        Standing anna = home.people.book().of(home.anna.peer());
        assertEquals(new Standing(home.anna.peer(), true, false, true, true, false, "Annie", Set.of("work")), anna);
        Standing bert = home.people.book().of(home.bert.peer());
        assertTrue(bert.blocked() && !bert.contact());
        assertEquals(Set.of(anna, bert), Set.copyOf(home.people.book().all()));
        assertEquals(2, home.people.book().all().size());
        home.add(home.bert);
        assertEquals(List.of(anna), home.people.book().watched());
    }

    @Test
    void listenersAreToldEachChangeOfStandingAndNotWhatIsSoAlready() {
        home.add(home.anna);
        home.done(home.contacts.block(home.anna.peer(), true));
        List<Standing> told = new ArrayList<>();
        var subscription = home.people.book().onChange(told::add);
        home.execution.run();
        assertEquals(List.of(), told);
        home.done(home.contacts.update(
                home.anna.peer(), new ContactDetails("", "", "notes are no one else's", Set.of())));
        assertEquals(List.of(), told, "nothing that others act on");
        home.done(home.contacts.verified(home.anna.peer(), true));
        assertTrue(told.get(0).verified());
        home.done(home.contacts.block(home.anna.peer(), false));
        assertFalse(told.get(1).blocked());
        home.done(home.contacts.delete(home.anna.peer()));
        assertEquals(Standing.stranger(home.anna.peer()), told.get(2));
        subscription.close();
        home.add(home.bert);
        assertEquals(3, told.size());
    }
}
