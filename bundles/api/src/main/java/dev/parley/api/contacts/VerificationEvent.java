package dev.parley.api.contacts;

/** What changed among the comparisons. */
public sealed interface VerificationEvent {
    /** One began, here or on the other side. */
    record Begun(Verification verification) implements VerificationEvent {}

    /** One stands elsewhere now: there are words to compare, an answer was given, or it is over. */
    record Changed(Verification verification, VerificationState state) implements VerificationEvent {}

    /** So many of strangers were refused without asking the person; the count is since the start. */
    record Suppressed(long count) implements VerificationEvent {}
}
