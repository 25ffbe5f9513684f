package dev.parley.spi.discovery;

import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.Text;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the subnet is told of this start of this endpoint.
 *
 * @param instance which start
 * @param realm which network of peers: 1 to 63 letters
 * @param port where it listens
 * @param revision counts changes, in this start, of what a link would tell: the card, the near-me offer, the status
 * @param audience who is to see it
 * @param displayName a label, a claim; empty to say none, as when it is not for everyone
 * @param interfaces whether an interface, by its name, is to be used
 */
public record Announcement(
        InstanceId instance,
        String realm,
        int port,
        long revision,
        Audience audience,
        Optional<String> displayName,
        Predicate<String> interfaces) {
    /** Who is to see an announcement. */
    public enum Audience {
        /** Everybody: it has a name. */
        EVERYONE,
        /** Contacts alone: it has a tag instead of a name, or it is not made at all. */
        CONTACTS,
        /** Nobody: nothing is sent. */
        NOBODY
    }

    /** Checks the labels and the port. */
    public Announcement {
        Text.requireLabel("a realm", realm);
        displayName.ifPresent(name -> Text.requireLabel("a display name", name));
        if (port < 1 || port > 0xffff) {
            throw new IllegalArgumentException("a port lies between 1 and 65535: " + port);
        }
        if (audience == Audience.CONTACTS && displayName.isPresent()) {
            throw new IllegalArgumentException("what is for contacts alone tells no name.");
        }
    }

    /** For everyone, or for nobody. */
    public Announcement(
            InstanceId instance,
            String realm,
            int port,
            long revision,
            boolean visible,
            Optional<String> displayName,
            Predicate<String> interfaces) {
        this(instance, realm, port, revision, visible ? Audience.EVERYONE : Audience.NOBODY, displayName, interfaces);
    }

    /** Whether to send at all; otherwise listen only. */
    public boolean visible() {
        return audience != Audience.NOBODY;
    }
}
