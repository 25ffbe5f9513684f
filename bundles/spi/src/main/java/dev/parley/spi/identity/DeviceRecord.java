package dev.parley.spi.identity;

import dev.parley.api.peer.EndPointId;
import java.util.HexFormat;
import java.util.List;

/**
 * The keys of one node, bound together by the identity key's signature on the card that lists it.
 *
 * @param deviceKey P-256, SubjectPublicKeyInfo in hexadecimal; TLS only
 * @param signingKey Ed25519, 32 bytes in hexadecimal; signs what this endpoint says
 * @param sealingKey X25519, 32 bytes in hexadecimal
 * @param protocols what it speaks, as in {@code parley.card/1}
 * @param version of its software
 */
public record DeviceRecord(
        String deviceKey, String signingKey, String sealingKey, List<String> protocols, String version) {
    /** Copies the list. */
    public DeviceRecord {
        protocols = List.copyOf(protocols);
    }

    /** The node: the hash of its device key. */
    public EndPointId endpoint() {
        return EndPointId.ofDeviceKey(HexFormat.of().parseHex(deviceKey));
    }
}
