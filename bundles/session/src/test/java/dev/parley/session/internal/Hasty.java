package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.session.internal.RosterCodec.Opened;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.Opener;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.SignedCard;
import dev.parley.spi.identity.Signer;
import dev.parley.testkit.FakeIdentity;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Writers that sign nothing and believe what they are given: for many graphs in a short time. */
final class Hasty {
    private final Map<RemoteIdentity, ByteString> keys = new HashMap<>();

    Writer writer(FakeIdentity like) {
        byte[] key = like.signer().publicKey();
        keys.put(like.remote(), ByteString.copyFrom(key));
        return new Writer(
                new Unsigned(like, key),
                new RosterCodec(Writer.SESSION, Writer.APPLICATION, like, like),
                entry -> new Opened(entry, keys.get(entry.author())));
    }

    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record Unsigned(FakeIdentity like, byte[] key) implements Identity, Signer {
        @Override
        public PeerName peer() {
            return like.peer();
        }

        @Override
        public EndPointId endpoint() {
            return like.endpoint();
        }

        @Override
        public Signer signer() {
            return this;
        }

        @Override
        public Opener opener() {
            return like.opener();
        }

        @Override
        public SignedCard card() {
            return like.card();
        }

        @Override
        public CompletionStage<SignedCard> refresh() {
            throw new UnsupportedOperationException("nobody gets old here");
        }

        @Override
        public CompletionStage<SignedCard> rename(String displayName) {
            return CompletableFuture.completedStage(card());
        }

        @Override
        public byte[] publicKey() {
            return key.clone();
        }

        @Override
        public byte[] sign(byte[] message) {
            return new byte[64];
        }
    }
}
