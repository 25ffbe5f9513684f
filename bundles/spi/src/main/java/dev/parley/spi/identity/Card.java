package dev.parley.spi.identity;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a person's identity key signed: the same for everybody.
 *
 * @param peer whose
 * @param number grows by one with each change; a device not in the newest known list is refused
 * @param displayName a label
 * @param issuedAt by the signer's clock; a list older than 30 days is shown as stale
 * @param devices all nodes of the peer, at least one
 */
public record Card(PeerName peer, long number, String displayName, Instant issuedAt, List<DeviceRecord> devices) {
    /** Checks the label and copies the list. */
    public Card {
        Text.requireLabel("a display name", displayName);
        devices = List.copyOf(devices);
    }

    /** The record of one node. */
    public Optional<DeviceRecord> device(EndPointId endpoint) {
        return devices.stream().filter(d -> d.endpoint().equals(endpoint)).findFirst();
    }
}
