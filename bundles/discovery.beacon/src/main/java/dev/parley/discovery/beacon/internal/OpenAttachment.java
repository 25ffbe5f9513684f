package dev.parley.discovery.beacon.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.DatagramChannel;

/**
 * An attachment with its channels.
 *
 * @param own what we send from
 * @param membership leaves the group, or closes the channel that joined it
 */
record OpenAttachment(Attachment attachment, DatagramChannel own, Closeable membership) {
    void close() throws IOException {
        try (own) {
            membership.close();
        }
    }
}
