package dev.parley.invitation.internal;

import dev.parley.api.invitation.InvitationRule;
import dev.parley.api.invitation.InvitationRule.Answer;
import dev.parley.api.invitation.InvitationRules;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.StoredRecord;
import dev.parley.wire.event.EventSource;
import dev.parley.wire.store.KeptRecords;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules that the person set by hand, in memory and, when there is a store, on disk. Any thread. */
final class Rules implements InvitationRules {
    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);
    private static final Comparator<InvitationRule> SAYS_MOST_FIRST = Comparator.comparing(
                    (InvitationRule rule) -> rule.person().isEmpty())
            .thenComparing(rule -> rule.application().isEmpty())
            .thenComparing(rule -> RuleRecords.key(rule));

    private final Map<String, InvitationRule> rules = new ConcurrentHashMap<>();
    private final KeptRecords kept;
    private final EventSource<List<InvitationRule>> events;
    private final EventSource<Boolean> loads;

    /**
     * @param executor serial: where listeners are told
     * @param later for trying again what the disk did not take
     */
    Rules(Executor executor, KeptRecords.Later later) {
        kept = new KeptRecords(RuleRecords.TABLE, this::loaded, later);
        events = new EventSource<>(executor);
        loads = new EventSource<>(executor);
    }

    void bind(RecordStore store) {
        kept.bind(store);
    }

    void unbind(RecordStore store) {
        kept.unbind(store);
    }

    /** Runs each time that rules came from a store: what was judged before may be judged otherwise. */
    Subscription onLoaded(Runnable listener) {
        return loads.add(loaded -> listener.run());
    }

    /** What the rule says that counts; empty when none applies. */
    Optional<Answer> decide(PeerName person, boolean contact, ApplicationId application) {
        for (Optional<PeerName> who : List.of(Optional.of(person), Optional.<PeerName>empty())) {
            for (Optional<ApplicationId> what : List.of(Optional.of(application), Optional.<ApplicationId>empty())) {
                InvitationRule rule = rules.get(RuleRecords.key(who, what));
                if (rule != null && !(contact && rule.answer() == Answer.CONTACTS_ONLY)) {
                    return Optional.of(rule.answer());
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public List<InvitationRule> rules() {
        return rules.values().stream().sorted(SAYS_MOST_FIRST).toList();
    }

    @Override
    public CompletionStage<Boolean> set(InvitationRule rule) {
        String key = RuleRecords.key(rule);
        return kept.put(key, RuleRecords.value(rule)).thenApply(onDisk -> {
            rules.put(key, rule);
            events.emit(rules());
            return onDisk;
        });
    }

    @Override
    public CompletionStage<Boolean> remove(Optional<PeerName> person, Optional<ApplicationId> application) {
        String key = RuleRecords.key(person, application);
        return kept.remove(key).thenApply(onDisk -> {
            if (rules.remove(key) != null) {
                events.emit(rules());
            }
            return onDisk;
        });
    }

    @Override
    public Subscription onChange(Consumer<List<InvitationRule>> listener) {
        return events.add(listener, () -> List.of(rules()));
    }

    private void loaded(List<StoredRecord> records) {
        for (StoredRecord stored : records) {
            RuleRecords.read(stored)
                    .ifPresentOrElse(
                            rule -> rules.put(stored.key(), rule),
                            () -> LOG.warn("the rule {} on disk is not understood; it is left as it is", stored.key()));
        }
        if (!records.isEmpty()) {
            events.emit(rules());
            loads.emit(true);
        }
    }
}
