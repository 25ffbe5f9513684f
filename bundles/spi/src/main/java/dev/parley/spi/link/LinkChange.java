package dev.parley.spi.link;

/** A link came or went. */
public sealed interface LinkChange {
    /** Which. */
    Link link();

    /** It can be used now. */
    record Opened(Link link) implements LinkChange {}

    /** It is gone. The reason is a label for people. */
    record Closed(Link link, String reason) implements LinkChange {}
}
