package dev.parley.api.object;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import java.util.UUID;

/**
 * What is known of an object before its bytes are fetched. Equal values have equal bytes.
 *
 * @param owner who shows it
 * @param endpoint at which node
 * @param id as published
 * @param sha256 the hash of its bytes: 64 hexadecimal letters
 * @param size in bytes
 */
public record ObjectInfo(PeerName owner, EndPointId endpoint, UUID id, String sha256, int size) {}
