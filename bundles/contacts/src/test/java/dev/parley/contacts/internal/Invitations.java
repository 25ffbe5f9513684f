package dev.parley.contacts.internal;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberRole;
import dev.parley.testkit.FakeIdentity;
import java.lang.reflect.Proxy;

/** Invitations of which nothing counts but who they are from. */
final class Invitations {
    private Invitations() {}

    static IncomingInvitation from(FakeIdentity who) {
        return (IncomingInvitation) Proxy.newProxyInstance(
                Invitations.class.getClassLoader(),
                new Class<?>[] {IncomingInvitation.class},
                (proxy, method, none) -> switch (method.getName()) {
                    case "from" -> new Inviter(who.peer(), who.endpoint());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private record Inviter(PeerName peer, EndPointId endpoint) implements Member {
        @Override
        public String displayName() {
            return "";
        }

        @Override
        public boolean verified() {
            return false;
        }

        @Override
        public boolean present() {
            return true;
        }

        @Override
        public MemberRole role() {
            return MemberRole.MEMBER;
        }
    }
}
