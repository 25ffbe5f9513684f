package dev.parley.api.contacts;

import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The people whom the person here keeps. An OSGi service, there once they are loaded; any thread, never blocks. A stage that completes
 * means that it is on disk: it survives a killed process and power loss. Stages fail with {@link ContactException}, or with what kept
 * the disk from taking it.
 */
@ProviderType
public interface ContactManager {
    /** The person here, as a contact: always watched and allowed, never to be deleted (seed rows 27 and 35). */
    PeerContact me();

    /** All of them, by shown name; the person here is not among them. */
    List<PeerContact> contacts();

    /** The one with this key, the person here included. */
    Optional<PeerContact> find(PeerName peer);

    /**
     * Those that have the words, each of them, anywhere in nickname, display name, mail, notes, labels or key; capitals do not count.
     *
     * @param words as a person types them; empty finds all
     */
    List<PeerContact> search(String words);

    /**
     * Keeps somebody near me: neither verified nor watched, and allowed nothing.
     *
     * @return fails with {@link ContactException.Exists}, or with {@code PeerUnreachableException} when nobody proved yet who that is
     */
    CompletionStage<PeerContact> add(PeerNearMe person);

    /** Keeps whoever invites. Fails as {@link #add(PeerNearMe)} does. */
    CompletionStage<PeerContact> add(IncomingInvitation invitation);

    /**
     * Keeps whose card it is, or takes a newer card of a contact: what the person wrote and decided stays.
     *
     * @param card a text as {@link #exportCard} makes it
     * @return fails with {@link ContactException.BadCard} when a single bit of it is another one, or when it is older than the one known
     */
    CompletionStage<PeerContact> importCard(String card);

    /**
     * A signed text that others can import, for a file or a mail.
     *
     * @throws ContactException.Unknown when that is neither a contact nor the person here
     */
    String exportCard(PeerName peer);

    /** Replaces what the person wrote; of oneself, too. Fails with {@link ContactException.Unknown}. */
    CompletionStage<PeerContact> update(PeerName peer, ContactDetails details);

    /** Whether to be told their presence and objects. Nothing happens when it is so already. */
    CompletionStage<PeerContact> watch(PeerName peer, boolean watched);

    /** Whether they may be told ours. Nothing happens when it is so already. */
    CompletionStage<PeerContact> allow(PeerName peer, boolean allowed);

    /** Says that the two people compared their keys, or takes that back. */
    CompletionStage<PeerContact> verified(PeerName peer, boolean verified);

    /** Forgets a contact. Fails with {@link ContactException.Unknown}, or {@link ContactException.IsMe}. */
    CompletionStage<Void> delete(PeerName peer);

    /**
     * Blocks a peer, contact or not, or takes that back. It is not told: its invitations go unanswered, and it sees nothing of us.
     *
     * @return fails with {@link ContactException.IsMe}
     */
    CompletionStage<Void> block(PeerName peer, boolean blocked);

    /** Who is blocked. */
    Set<PeerName> blocked();

    /** Replays the contacts as {@link ContactEvent.Added}, then tells changes, in order, on a thread of Parley. */
    Subscription onChange(Consumer<ContactEvent> listener);
}
