package dev.parley.api.contacts;

/** How far two people have come with comparing. */
public enum VerificationState {
    /** The words are not there yet: the other side is dialled, or has not answered. */
    CONNECTING,
    /** The words are there; the person here has not said whether the other one reads the same. */
    COMPARING,
    /** The person here said that they are the same; the other one has not said it. */
    WAITING,
    /** Both said that they are the same. */
    VERIFIED,
    /** One of the two said that they differ, or a side did not stand by what it had promised: somebody may be in between. */
    DIFFERENT,
    /** One of the two took it back. */
    CANCELLED,
    /** Time ran out. */
    EXPIRED,
    /** The other side could not be reached, went away, or would not compare now. */
    FAILED;

    /** Whether nothing changes any more. */
    public boolean isFinal() {
        return compareTo(VERIFIED) >= 0;
    }
}
