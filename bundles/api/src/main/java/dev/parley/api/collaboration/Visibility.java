package dev.parley.api.collaboration;

/** Who may see me on the subnet. */
public enum Visibility {
    /** Everyone: my display name is in the announcement. */
    EVERYONE,
    /**
     * The contacts whom I allowed to be told of me: the announcement has a tag instead of a name, which only they recognise, and only
     * they can connect.
     */
    CONTACTS,
    /** Nobody: I listen only, and can be found only by address. */
    NOBODY
}
