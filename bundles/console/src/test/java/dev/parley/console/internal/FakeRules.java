package dev.parley.console.internal;

import dev.parley.api.invitation.InvitationRule;
import dev.parley.api.invitation.InvitationRules;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Rules, by hand. */
final class FakeRules implements InvitationRules {
    final List<InvitationRule> rules = new ArrayList<>();
    boolean onDisk = true;

    @Override
    public List<InvitationRule> rules() {
        return List.copyOf(rules);
    }

    @Override
    public CompletionStage<Boolean> set(InvitationRule rule) {
        remove(rule.person(), rule.application());
        rules.add(rule);
        return CompletableFuture.completedStage(onDisk);
    }

    @Override
    public CompletionStage<Boolean> remove(Optional<PeerName> person, Optional<ApplicationId> application) {
        rules.removeIf(
                rule -> rule.person().equals(person) && rule.application().equals(application));
        return CompletableFuture.completedStage(onDisk);
    }

    @Override
    public Subscription onChange(Consumer<List<InvitationRule>> listener) {
        listener.accept(rules());
        return () -> {};
    }
}
