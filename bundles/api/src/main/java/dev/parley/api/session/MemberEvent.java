package dev.parley.api.session;

import dev.parley.api.peer.PeerName;
import java.util.Optional;

/** What changed among the members. */
public sealed interface MemberEvent {
    /** Whom it is about. */
    Member member();

    /** Is a member now. */
    record Joined(Member member) implements MemberEvent {}

    /** Left, or its node lost the session. */
    record Left(Member member, CloseReason reason) implements MemberEvent {}

    /**
     * Was removed: nothing that is sent from now on reaches it.
     *
     * @param by who removed it; empty when it contradicted itself, and so removed itself
     */
    record Removed(Member member, Optional<PeerName> by) implements MemberEvent {}

    /** Its {@link Member#role} is another now. */
    record RoleChanged(Member member) implements MemberEvent {}

    /** Its link is lost; it is being looked for. */
    record Away(Member member) implements MemberEvent {}

    /** Linked again; nothing was lost. */
    record Back(Member member) implements MemberEvent {}
}
