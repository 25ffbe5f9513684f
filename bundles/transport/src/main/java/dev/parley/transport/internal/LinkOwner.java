package dev.parley.transport.internal;

/** What a link tells whoever keeps the links. Any thread. */
interface LinkOwner {
    /** The other side said hello. */
    void greeted(LinkImpl link, Greeting hello);

    /** It is over, for the reason that it has; may be told several times. */
    void ended(LinkImpl link);

    /** A stream of the other side begins. Called on the transport's thread. */
    void serve(StreamImpl stream);

    /** Serves a stream when all that was decided before is done; if the link is not open then, it came too early or too late. */
    void serveLater(StreamImpl stream);

    /** Something was refused. */
    void refused(LinkImpl link, String kind, String detail);
}
