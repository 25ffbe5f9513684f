package dev.parley.invitation.internal;

import dev.parley.api.invitation.InvitationId;
import dev.parley.invitation.internal.proto.StepKind;
import java.util.Optional;

/**
 * A step of the other side, checked.
 *
 * @param id which invitation
 * @param kind which step; one that is known here
 * @param offer with {@code OFFER} only
 * @param text a label: the version of {@code NOT_INSTALLED}, the detail of {@code REFUSED} and {@code FAILED}
 */
record Heard(InvitationId id, StepKind kind, Optional<Offered> offer, String text) {}
