package dev.parley.app.notice.internal;

import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.object.PeerObjects;
import dev.parley.testkit.HandDrivenExecution;
import dev.parley.testkit.TestPeer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A peer with notices. */
final class Home {
    final TestPeer peer;
    final List<String> bulletins = new ArrayList<>();
    NoticesComponent notices;
    private final HandDrivenExecution time;
    private final Path folder;

    Home(TestPeer peer, HandDrivenExecution time, Path folder) {
        this.peer = peer;
        this.time = time;
        this.folder = folder;
        peer.install(NoticeTalk.class);
        start();
    }

    /** As the bundle is started. */
    void start() {
        notices = new NoticesComponent(
                folder.resolve(peer.displayName()),
                time.clock(),
                time.serial("notices of " + peer.displayName()),
                peer.service(PeerCollaboration.class),
                peer.service(PeerObjects.class),
                peer.service(PeopleNearMe.class),
                peer.service(Invitations.class));
        notices.bindBulletin(bulletins::add);
    }

    String notice(String... words) {
        return notices.notice(words);
    }
}
