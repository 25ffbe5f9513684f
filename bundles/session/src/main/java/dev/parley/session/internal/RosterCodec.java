package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.MemberRole;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.RosterEntry.Content;
import dev.parley.session.internal.proto.Created;
import dev.parley.session.internal.proto.Invited;
import dev.parley.session.internal.proto.Joined;
import dev.parley.session.internal.proto.Left;
import dev.parley.session.internal.proto.Removed;
import dev.parley.session.internal.proto.Role;
import dev.parley.session.internal.proto.RoleGiven;
import dev.parley.session.internal.proto.RosterBody;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.SignedCard;
import dev.parley.wire.envelope.SignedRecord;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/** Entries and their bytes: {@code roster.proto}. */
final class RosterCodec {
    /** The most bytes of an entry. */
    static final int BYTES = 20_480;
    /** The most parents of an entry. */
    static final int PARENTS = 16;

    private static final String DOMAIN = "parley.roster";
    private static final int NAME_BYTES = 32;

    private final SessionId session;
    private final ApplicationId application;
    private final Cards cards;
    private final Signatures signatures;

    /** @param application what the session is about, here as for everybody */
    RosterCodec(SessionId session, ApplicationId application, Cards cards, Signatures signatures) {
        this.session = session;
        this.application = application;
        this.cards = cards;
        this.signatures = signatures;
    }

    /** Signs an entry as this endpoint. */
    RosterEntry seal(Identity self, int number, Collection<ByteString> parents, Content content, long atMillis) {
        RosterBody.Builder body = RosterBody.newBuilder()
                .setSession(Frames.session(session))
                .setPeer(bytes(self.peer()))
                .setEndpoint(ByteString.copyFrom(self.endpoint().bytes()))
                .addAllParents(parents)
                .setAtMs(atMillis);
        encode(body, content);
        byte[] payload = body.build().toByteArray();
        byte[] encoded = SignedRecord.seal(self.signer(), DOMAIN, number, payload);
        RemoteIdentity author = new RemoteIdentity(self.peer(), self.endpoint());
        return new RosterEntry(
                name(self.signer().publicKey(), number, payload),
                author,
                number,
                body.getParentsList(),
                content,
                ByteString.copyFrom(encoded));
    }

    private void encode(RosterBody.Builder body, Content content) {
        if (content instanceof RosterEntry.Created created) {
            body.setCreated(Created.newBuilder()
                    .setApplication(applicationBytes())
                    .setCard(ByteString.copyFrom(created.card().encoded().duplicate())));
        } else if (content instanceof RosterEntry.Invited invited) {
            body.setInvited(Invited.newBuilder().setPeer(bytes(invited.peer())).setRole(role(invited.role())));
        } else if (content instanceof RosterEntry.Joined joined) {
            body.setJoined(Joined.newBuilder()
                    .setCard(ByteString.copyFrom(joined.card().encoded().duplicate())));
        } else if (content instanceof RosterEntry.Left left) {
            body.setLeft(Left.newBuilder().setSequence(left.sequence()).setHash(left.hash()));
        } else if (content instanceof RosterEntry.Removed removed) {
            body.setRemoved(Removed.newBuilder().setPeer(bytes(removed.peer())));
        } else {
            RosterEntry.RoleGiven given = (RosterEntry.RoleGiven) content;
            body.setRole(RoleGiven.newBuilder().setPeer(bytes(given.peer())).setRole(role(given.role())));
        }
    }

    /**
     * Reads an entry, and checks its form and that it is signed by the key that it names. Whether that key is the author's, its log
     * says, but for entries with a card: there the card says it.
     *
     * @throws ProtocolException naming what is wrong
     */
    Opened open(ByteString encoded) {
        SignedRecord signed = SignedRecord.open(signatures, DOMAIN, encoded.toByteArray(), BYTES);
        try {
            RosterBody body = RosterBody.parseFrom(signed.payload());
            require(body.getSession().equals(Frames.session(session)), "it is of another session");
            require(signed.sequence() > 0 && signed.sequence() <= RosterLog.OF_ONE, "its number is not possible");
            require(body.getParentsCount() <= PARENTS, "it has too many parents");
            require(
                    body.getParentsList().stream().allMatch(parent -> parent.size() == NAME_BYTES),
                    "a parent is no name");
            RemoteIdentity author = new RemoteIdentity(
                    peer(body.getPeer()), EndPointId.of(body.getEndpoint().toByteArray()));
            Content content = content(body, author, signed.publicKey());
            RosterEntry entry = new RosterEntry(
                    name(signed.publicKey(), signed.sequence(), signed.payload()),
                    author,
                    (int) signed.sequence(),
                    body.getParentsList(),
                    content,
                    encoded);
            return new Opened(entry, ByteString.copyFrom(signed.publicKey()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new ProtocolException("an entry of a roster is malformed.", e);
        }
    }

    /** An entry, and the key that signed it. */
    record Opened(RosterEntry entry, ByteString key) {}

    private Content content(RosterBody body, RemoteIdentity author, byte[] key) {
        return switch (body.getContentCase()) {
            case CREATED -> {
                require(
                        body.getCreated().getApplication().equals(applicationBytes()),
                        "it is about another application");
                yield new RosterEntry.Created(card(body.getCreated().getCard(), author, key));
            }
            case INVITED ->
                new RosterEntry.Invited(
                        peer(body.getInvited().getPeer()),
                        role(body.getInvited().getRole()));
            case JOINED -> new RosterEntry.Joined(card(body.getJoined().getCard(), author, key));
            case LEFT ->
                new RosterEntry.Left(
                        body.getLeft().getSequence(), body.getLeft().getHash());
            case REMOVED -> new RosterEntry.Removed(peer(body.getRemoved().getPeer()));
            case ROLE ->
                new RosterEntry.RoleGiven(
                        peer(body.getRole().getPeer()), role(body.getRole().getRole()));
            default -> throw new ProtocolException("an entry of a roster is of a kind that is not known here.");
        };
    }

    private SignedCard card(ByteString encoded, RemoteIdentity author, byte[] key) {
        SignedCard card = cards.read(encoded.asReadOnlyByteBuffer());
        require(card.card().peer().equals(author.peer()), "the card is another peer's");
        require(
                card.card()
                        .device(author.endpoint())
                        .filter(device ->
                                device.signingKey().equals(HexFormat.of().formatHex(key)))
                        .isPresent(),
                "the card does not list its author's device with that key");
        return card;
    }

    private static PeerName peer(ByteString key) {
        return PeerName.of(key.toByteArray());
    }

    private static ByteString bytes(PeerName peer) {
        return ByteString.copyFrom(peer.key());
    }

    private ByteString applicationBytes() {
        return Frames.session(new SessionId(application.value()));
    }

    private static Role role(MemberRole role) {
        return role == MemberRole.MAY_INVITE ? Role.MAY_INVITE : Role.MEMBER;
    }

    private static MemberRole role(Role role) {
        return role == Role.MAY_INVITE ? MemberRole.MAY_INVITE : MemberRole.MEMBER;
    }

    /** Of what is signed alone: an envelope and a signature can be written in several ways, also by others. */
    private static ByteString name(byte[] key, long number, byte[] payload) {
        MessageDigest sha256 = sha256();
        sha256.update(key);
        sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
        return ByteString.copyFrom(sha256.digest(payload));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void require(boolean fine, String problem) {
        if (!fine) {
            throw new ProtocolException("an entry of a roster is refused: " + problem + ".");
        }
    }
}
