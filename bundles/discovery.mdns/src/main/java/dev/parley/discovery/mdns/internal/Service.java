package dev.parley.discovery.mdns.internal;

import java.net.InetAddress;
import java.util.List;

/**
 * A service of our type that a responder resolved, perhaps not wholly yet.
 *
 * @param name its first label
 * @param text the TXT record, as it came
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once, compared never
record Service(String name, int port, byte[] text, List<InetAddress> addresses) {
    /** Copies the list. */
    Service {
        addresses = List.copyOf(addresses);
    }
}
