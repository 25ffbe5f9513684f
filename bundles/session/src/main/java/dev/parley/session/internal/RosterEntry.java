package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.MemberRole;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.SignedCard;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a roster whose signature was checked.
 *
 * @param name the SHA-256 of its bytes
 * @param author who signed it
 * @param number counted by its author, from 1
 * @param parents the names of the newest entries that its author had
 * @param content what it says
 * @param encoded its bytes as they travel
 */
record RosterEntry(
        ByteString name,
        RemoteIdentity author,
        int number,
        List<ByteString> parents,
        Content content,
        ByteString encoded) {
    /** What an entry says. */
    sealed interface Content {
        /** Whom it is about, besides its author. */
        default Optional<PeerName> about() {
            return Optional.empty();
        }

        /** Whether its author needs a right for it, which a removal takes away. */
        default boolean rules() {
            return about().isPresent();
        }
    }

    /** The session begins. */
    record Created(SignedCard card) implements Content {}

    /** Somebody may join. */
    record Invited(PeerName peer, MemberRole role) implements Content {
        @Override
        public Optional<PeerName> about() {
            return Optional.of(peer);
        }
    }

    /** The author is in. */
    record Joined(SignedCard card) implements Content {}

    /**
     * The author is out.
     *
     * @param sequence of its last durable message; 0 for none
     * @param hash of that; empty without
     */
    record Left(long sequence, ByteString hash) implements Content {}

    /** Somebody is out. */
    record Removed(PeerName peer) implements Content {
        @Override
        public Optional<PeerName> about() {
            return Optional.of(peer);
        }
    }

    /** Somebody has another role. */
    record RoleGiven(PeerName peer, MemberRole role) implements Content {
        @Override
        public Optional<PeerName> about() {
            return Optional.of(peer);
        }
    }

    /** With Created and Joined: the author's card. */
    Optional<SignedCard> card() {
        if (content instanceof Created created) {
            return Optional.of(created.card());
        }
        return content instanceof Joined joined ? Optional.of(joined.card()) : Optional.empty();
    }

    PeerName peer() {
        return author.peer();
    }
}
