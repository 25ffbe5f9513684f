package dev.parley.invitation.internal;

import dev.parley.api.invitation.InvitationRule;
import dev.parley.api.invitation.InvitationRules;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.store.RecordStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The person's rules, as a service. */
@Component(service = {RulesComponent.class, InvitationRules.class})
public final class RulesComponent implements InvitationRules {
    private final ScheduledExecutorService serial;
    private final Rules rules;

    /** Begins, without rules until there is a store. */
    @Activate
    public RulesComponent(@Reference Execution execution) {
        serial = execution.serial("invitation-rules");
        rules = new Rules(serial, (after, task) -> {
            var unused = serial.schedule(task, after.toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    Rules kept() {
        return rules;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindStore(RecordStore store) {
        rules.bind(store);
    }

    void unbindStore(RecordStore store) {
        rules.unbind(store);
    }

    @Deactivate
    void stop() {
        serial.shutdown();
    }

    @Override
    public List<InvitationRule> rules() {
        return rules.rules();
    }

    @Override
    public CompletionStage<Boolean> set(InvitationRule rule) {
        return rules.set(rule);
    }

    @Override
    public CompletionStage<Boolean> remove(Optional<PeerName> person, Optional<ApplicationId> application) {
        return rules.remove(person, application);
    }

    @Override
    public Subscription onChange(Consumer<List<InvitationRule>> listener) {
        return rules.onChange(listener);
    }
}
