package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.application.ApplicationEvent;
import dev.parley.api.application.Applications;
import dev.parley.api.application.Audience;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.CloseReason;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** An application that cannot be launched there is an answer of its own: its name, version, and what is there. */
class NotInstalledTest {
    private final World world = new World(6);
    private final FakePeer left = world.peer();
    private final FakePeer right = world.peer();

    /** Knows one application that has a problem. */
    private record Broken(PeerApplication application) implements Applications {
        @Override
        public List<InstalledApplication> installed() {
            return List.of(new InstalledApplication(application, "chat 0.9.0", Optional.of("a package is missing")));
        }

        @Override
        public CompletionStage<List<InstalledApplication>> deploy(Path jar) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> undeploy(ApplicationId application) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Boolean> show(ApplicationId id, Audience audience) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription onChange(Consumer<ApplicationEvent> listener) {
            throw new UnsupportedOperationException();
        }
    }

    private static Broken broken(PeerScope scope) {
        return new Broken(new PeerApplication(FakePeer.CHAT, "Chat", "0.9", "", Bytes.NONE, scope));
    }

    private InvitationOutcome invite() {
        right.installed = false;
        OutgoingInvitation sent = left.invite(right);
        world.run();
        assertEquals(List.of(), right.events, "nobody is asked");
        assertEquals(CloseReason.Kind.NOT_JOINED, left.sessions.get(0).closedAs());
        return World.outcome(sent);
    }

    @Test
    void row38_whatIsThereWithAProblemIsNotInstalledAndNamedByItsVersion() {
        right.invitations.bindApplications(broken(PeerScope.NEAR_ME));
        assertEquals(new InvitationOutcome.NotInstalled("Chat", "1.0", Optional.of("0.9")), invite());
    }

    @Test
    void whatIsNobodysBusinessIsNotNamed() {
        right.invitations.bindApplications(broken(PeerScope.NONE));
        assertEquals(new InvitationOutcome.NotInstalled("Chat", "1.0", Optional.empty()), invite());
    }

    @Test
    void withoutTheServiceNothingIsNamed() {
        Applications service = broken(PeerScope.ALL);
        right.invitations.bindApplications(service);
        right.invitations.unbindApplications(service);
        assertEquals(new InvitationOutcome.NotInstalled("Chat", "1.0", Optional.empty()), invite());
    }
}
