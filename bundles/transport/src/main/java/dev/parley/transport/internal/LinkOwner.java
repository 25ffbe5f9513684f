package dev.parley.transport.internal;

/** What a link tells whoever keeps the links. Any thread. */
interface LinkOwner {
    /** The other side said hello. */
    void greeted(LinkImpl link, Greeting hello);

    /** It is over; may be told several times. */
    void ended(LinkImpl link, String reason);

    /** A stream of the other side begins. Called on the transport's thread. */
    void serve(StreamImpl stream);

    /** Runs a task when all that was decided before is done, if the link is open then. */
    void later(LinkImpl link, Runnable task);

    /** Something was refused. */
    void refused(LinkImpl link, String kind, String detail);
}
