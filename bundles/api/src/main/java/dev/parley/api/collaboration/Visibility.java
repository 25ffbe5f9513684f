package dev.parley.api.collaboration;

/** Who may see me on the subnet. */
public enum Visibility {
    /** Everyone: my display name is in the announcement. */
    EVERYONE,
    /** Nobody: I listen only, and can be found only by address. */
    NOBODY
}
