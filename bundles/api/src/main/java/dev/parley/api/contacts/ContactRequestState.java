package dev.parley.api.contacts;

/** Where a contact request stands. */
public enum ContactRequestState {
    /** No answer is known; perhaps there never will be one. */
    OPEN,
    /** The one who was asked said yes: both keep each other. */
    ACCEPTED,
    /** The one who was asked said no. */
    DECLINED,
    /** The one who asked took it back. */
    CANCELLED,
    /** The other side takes no requests now, or Parley stopped and kept nothing. */
    REFUSED;

    /** Whether nothing changes any more. */
    public boolean isFinal() {
        return this != OPEN;
    }
}
