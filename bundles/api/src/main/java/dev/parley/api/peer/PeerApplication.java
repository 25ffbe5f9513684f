package dev.parley.api.peer;

import java.nio.ByteBuffer;

/**
 * What two people can do together, as advertised. Limits are the original's (seed table 1.16).
 *
 * @param id the same for everybody who has it
 * @param name a label, not empty
 * @param version as the author wrote it, for example {@code 1.0}: a label
 * @param description a label, perhaps empty
 * @param data up to 16,384 bytes that mean something to the application; a read-only copy
 * @param scope who may see that it is installed here
 */
public record PeerApplication(
        ApplicationId id, String name, String version, String description, ByteBuffer data, PeerScope scope) {
    /** The most bytes of data. */
    public static final int DATA_BYTES = 16_384;

    /** @throws IllegalArgumentException naming the limit that is broken */
    public PeerApplication {
        Text.requireLabel("the name of an application", name);
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an application needs a name");
        }
        Text.requireLabel("the version of an application", version);
        Text.requireLabel("the description of an application", description);
        data = Bytes.copy("the data of an application", data, DATA_BYTES);
    }
}
