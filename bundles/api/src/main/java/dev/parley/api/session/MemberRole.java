package dev.parley.api.session;

/** What a member of a session may do besides speaking. A role belongs to the person, at all their endpoints. */
public enum MemberRole {
    /** Began the session: invites, removes, and gives roles; cannot be removed. */
    CREATOR,
    /** Invites, also while the creator is away, and removes; not the creator. */
    MAY_INVITE,
    /** Neither invites nor removes. */
    MEMBER
}
