package dev.parley.invitation.internal;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationPolicy;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.InvitationRule.Answer;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the person's own rules, then the rules of others in their order. */
final class Policies {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    private final Rules own;
    private final Ranked<InvitationPolicy> others;
    private final Decision otherwise;

    /** @param otherwise what is decided when no rule does: the built-in rule, after all others */
    Policies(Rules own, Ranked<InvitationPolicy> others, Decision otherwise) {
        this.own = own;
        this.others = others;
        this.otherwise = otherwise;
    }

    /** What the first rule that decides says. */
    Verdict decide(IncomingInvitation invitation) {
        return ownRule(invitation).orElseGet(() -> verdict(others(invitation)));
    }

    /** What the person's own rules say; empty when none applies. */
    Optional<Verdict> ownRule(IncomingInvitation invitation) {
        return own.decide(
                        invitation.from().peer(),
                        invitation.contact(),
                        invitation.application().id())
                .map(Policies::verdict);
    }

    private static Verdict verdict(Answer answer) {
        return switch (answer) {
            case ALWAYS -> Verdict.ACCEPT;
            case ASK -> Verdict.ASK;
            case NEVER -> Verdict.DECLINE;
            case CONTACTS_ONLY -> Verdict.REFUSE;
        };
    }

    private static Verdict verdict(Decision decision) {
        return switch (decision) {
            case ACCEPT -> Verdict.ACCEPT;
            case DECLINE -> Verdict.DECLINE;
            case ASK, UNDECIDED -> Verdict.ASK;
        };
    }

    private Decision others(IncomingInvitation invitation) {
        List<InvitationPolicy> inOrder = others.all();
        for (InvitationPolicy rule : inOrder) {
            Decision decision = ask(rule, invitation);
            if (decision != Decision.UNDECIDED) {
                return decision;
            }
        }
        return otherwise;
    }

    private static Decision ask(InvitationPolicy rule, IncomingInvitation invitation) {
        try {
            Decision decision = rule.decide(invitation);
            if (decision != null) {
                return decision;
            }
            LOG.warn("the rule {} answered null for {}; the next one is asked", rule, invitation.id());
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the rule {} failed for {}; the next one is asked", rule, invitation.id(), e);
        }
        return Decision.UNDECIDED;
    }
}
