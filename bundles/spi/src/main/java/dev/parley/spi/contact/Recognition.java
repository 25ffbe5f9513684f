package dev.parley.spi.contact;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.identity.RemoteIdentity;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tells contacts from strangers before anybody says who they are, by secrets that each endpoint hands to the contacts whom its person
 * allowed (docs/adr/0011). An OSGi service, perhaps away: then nobody is recognised. Any thread, never blocks.
 */
@ProviderType
public interface Recognition {
    /** The bytes of a tag. */
    int TAG_BYTES = 24;

    /** The most letters of a ticket: a DNS label. */
    int TICKET_LETTERS = 63;

    /**
     * A tag by which our contacts know what we announce; to anybody else it is noise, and another one each time.
     *
     * @param signingKey the public key that signs the announcement, 32 bytes: under another one the tag is worth nothing
     */
    byte[] tag(byte[] signingKey);

    /**
     * Which contact's endpoint made a tag.
     *
     * @param signingKey the public key that the announcement was signed with
     * @param tag as announced; of any length
     */
    Optional<RemoteIdentity> recognise(byte[] signingKey, byte[] tag);

    /**
     * What to show an endpoint that may let only its contacts in, before it has to say who it is: letters and digits. To anybody but
     * that endpoint it is noise, also when we are no contact of it: then it is.
     *
     * @param peer whom we dial, when it is known
     * @param endpoint which node of it, when that is known
     */
    String ticket(Optional<PeerName> peer, Optional<EndPointId> endpoint);

    /**
     * Whether somebody who dials may see who we are. A ticket counts once.
     *
     * @param ticket what was shown; empty when nothing was
     */
    boolean admits(Optional<String> ticket);

    /** Runs when tags that were made before are worth nothing any more, and new ones are to be made; on a thread of Parley. */
    Subscription onRenewed(Runnable listener);
}
