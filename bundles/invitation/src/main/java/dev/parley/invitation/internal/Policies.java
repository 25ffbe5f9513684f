package dev.parley.invitation.internal;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationPolicy;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the rules, in their order. */
final class Policies {
    private static final Logger LOG = LoggerFactory.getLogger(Policies.class);

    private final Ranked<InvitationPolicy> rules;
    private final Decision otherwise;

    /** @param otherwise what is decided when no rule does: the built-in rule, after all others */
    Policies(Ranked<InvitationPolicy> rules, Decision otherwise) {
        this.rules = rules;
        this.otherwise = otherwise;
    }

    /** What the first rule that decides says. */
    Decision decide(IncomingInvitation invitation) {
        List<InvitationPolicy> inOrder = rules.all();
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
