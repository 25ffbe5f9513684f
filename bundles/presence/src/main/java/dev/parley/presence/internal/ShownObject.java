package dev.parley.presence.internal;

import dev.parley.api.object.ObjectInfo;
import dev.parley.spi.identity.RemoteIdentity;
import java.util.UUID;

/**
 * An object as its owner tells of it.
 *
 * @param version counts what its owner published under this id in this start: of two that are told, the higher is the newer
 */
record ShownObject(UUID id, String sha256, int size, long version) {
    ObjectInfo at(RemoteIdentity owner) {
        return new ObjectInfo(owner.peer(), owner.endpoint(), id, sha256, size);
    }
}
