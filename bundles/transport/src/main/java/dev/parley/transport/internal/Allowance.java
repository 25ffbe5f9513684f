package dev.parley.transport.internal;

import java.util.Collection;

/** How many strangers may be linked at once (design, section 6). Pure. */
record Allowance(Settings settings) {
    /**
     * Whether a connection that others made is one too many. Counted by who is there, not by who ever came.
     *
     * @param greeting those that are not links yet, the new one among them
     */
    boolean exceeded(LinkImpl link, Collection<LinkImpl> greeting, Collection<LinkImpl> links) {
        if (link.activity().accepted()) {
            return false;
        }
        return same(link, greeting) + same(link, links) > settings.linksPerEndpoint()
                || strangers(greeting) + strangers(links) > settings.links();
    }

    /** Of those that the other side made: when both dial at once, ours are not its fault. */
    private static long same(LinkImpl link, Collection<LinkImpl> among) {
        return among.stream()
                .filter(other -> !other.dialled() && other.remote().equals(link.remote()))
                .count();
    }

    private static long strangers(Collection<LinkImpl> among) {
        return among.stream().filter(link -> !link.activity().accepted()).count();
    }
}
