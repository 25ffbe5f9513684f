package dev.parley.introduction.internal;

/** Which side of a comparison. */
enum Role {
    /** Began it. */
    BEGAN(1),
    /** Was asked. */
    ASKED(2);

    private final byte code;

    Role(int code) {
        this.code = (byte) code;
    }

    /** As it is committed to. */
    byte code() {
        return code;
    }

    /** The other side. */
    Role other() {
        return this == BEGAN ? ASKED : BEGAN;
    }
}
