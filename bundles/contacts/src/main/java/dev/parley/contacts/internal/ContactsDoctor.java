package dev.parley.contacts.internal;

import dev.parley.api.contacts.PeerContact;
import dev.parley.api.diagnostics.Doctor;
import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.contacts.internal.proto.ContactRecord;
import dev.parley.wire.diagnostics.Few;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Looks at the cards of those who are kept: how old they are, and whether somebody has two of one number. Any thread. */
final class ContactsDoctor implements Doctor {
    private static final int KEY_LETTERS = 8;

    private final Book book;
    private final Clock clock;

    ContactsDoctor(Book book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    @Override
    public CompletionStage<List<Finding>> examine() {
        List<Kept> all = book.sorted();
        List<Finding> findings = new ArrayList<>();
        findings.add(finding(
                Verdict.FINE,
                all.size() + " kept, " + names(all, ContactRecord::getVerified).size() + " of them verified; "
                        + book.blocked().size() + " blocked",
                ""));
        long freshSince = clock.millis() - PeerContact.CARD_FRESH.toMillis();
        List<String> stale = names(all, record -> record.getIssuedAtMs() < freshSince);
        if (!stale.isEmpty()) {
            findings.add(finding(
                    Verdict.CONCERN,
                    "device list older than " + PeerContact.CARD_FRESH.toDays() + " days: " + Few.of(stale),
                    "Meet the contacts whose device list is old, or import a new card of theirs."));
        }
        List<String> conflicting = names(all, record -> record.getCardConflictAtMs() != 0);
        if (!conflicting.isEmpty()) {
            findings.add(finding(
                    Verdict.ALARM,
                    "two different cards with one number: " + Few.of(conflicting),
                    "Somebody else may use the keys of a contact who has two cards. Ask them in another way, then compare keys anew"
                            + " with: contact verify PERSON"));
        }
        return CompletableFuture.completedStage(findings);
    }

    private static Finding finding(Verdict verdict, String explanation, String advice) {
        return new Finding("", Way.CONTACTS, verdict, explanation, advice);
    }

    /** Off the records: what others are given of a contact takes long to make for ten thousand. */
    private static List<String> names(List<Kept> all, Predicate<ContactRecord> which) {
        return all.stream()
                .filter(kept -> which.test(kept.record()))
                .map(kept -> kept.shownName() + " (" + kept.key().substring(0, KEY_LETTERS) + ")")
                .toList();
    }
}
