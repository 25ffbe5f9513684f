package dev.parley.spi.discovery;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.identity.RemoteIdentity;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a provider saw: a hint from anybody, proven by nothing but, at most, the continuity of its instance. */
public sealed interface Sighting {
    /** Whom it is about. */
    InstanceId instance();

    /**
     * Somebody is there. Told again at every sign of life.
     *
     * @param networkInterface where it was seen, by name
     * @param ipv6 by which family it was seen
     * @param addresses where it can be dialled: the datagram's source, or addresses on that interface's subnet; nothing else
     * @param revision as announced
     * @param displayName a label, a claim
     * @param contact which contact's endpoint it is, when it was recognised by a tag; only a link proves it
     * @param lifetime how long without another sign until it counts as gone
     */
    record Seen(
            InstanceId instance,
            String networkInterface,
            boolean ipv6,
            List<InetSocketAddress> addresses,
            long revision,
            Optional<String> displayName,
            Optional<RemoteIdentity> contact,
            Duration lifetime)
            implements Sighting {
        /** Copies the list. */
        public Seen {
            addresses = List.copyOf(addresses);
        }

        /** Somebody without a tag, or who was not recognised. */
        public Seen(
                InstanceId instance,
                String networkInterface,
                boolean ipv6,
                List<InetSocketAddress> addresses,
                long revision,
                Optional<String> displayName,
                Duration lifetime) {
            this(instance, networkInterface, ipv6, addresses, revision, displayName, Optional.empty(), lifetime);
        }
    }

    /**
     * It said goodbye.
     *
     * @param signed whether the provider checked that it was said by whom it saw under this instance before; then it counts for every
     *     way, otherwise for this one, as anybody may have said it
     */
    record Gone(InstanceId instance, boolean signed) implements Sighting {
        /** One that anybody may have said, or that is only the end of a record's life. */
        public Gone(InstanceId instance) {
            this(instance, false);
        }
    }
}
