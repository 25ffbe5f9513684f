package dev.parley.api.session;

/** What changed among the members. */
public sealed interface MemberEvent {
    /** Whom it is about. */
    Member member();

    /** Is a member now. */
    record Joined(Member member) implements MemberEvent {}

    /** Left, or was given up after 60 s. */
    record Left(Member member, CloseReason reason) implements MemberEvent {}

    /** Its link is lost; it is being looked for. */
    record Away(Member member) implements MemberEvent {}

    /** Linked again; nothing was lost. */
    record Back(Member member) implements MemberEvent {}
}
