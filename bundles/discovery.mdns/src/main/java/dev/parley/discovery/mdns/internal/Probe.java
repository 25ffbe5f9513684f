package dev.parley.discovery.mdns.internal;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Asks at one attachment who is still there. JmDNS keeps what it heard for up to an hour and does not tell of signs of life, so
 * somebody killed would stay. Not thread-safe but for {@link #change} and {@link #goodbye};
 * nothing blocks.
 */
interface Probe extends AutoCloseable {
    /** Asks; answers come within some tenths of a second. */
    void ask() throws IOException;

    /** The answers that came since the last call, from this attachment's subnet: DNS messages, not yet read. */
    List<byte[]> answers() throws IOException;

    /** Says at once what a service of ours says from now on; JmDNS sometimes does not. */
    void change(String service, Map<String, String> text) throws IOException;

    /** Says at once that a service of ours is no more; JmDNS says it again, later. */
    void goodbye(String service) throws IOException;

    @Override
    void close();

    /** Makes probes; replaced in tests. */
    interface Factory {
        Probe open(Attachment attachment) throws IOException;
    }
}
