package dev.parley.presence.internal;

import dev.parley.api.collaboration.Visibility;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.card.Presenter;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.Announcement.Audience;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.Listening;
import dev.parley.wire.event.EventSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Decides what the subnet is told. State belongs to the serial executor. */
final class Announcer implements Presenter {
    private final Links links;
    private final Settings settings;
    private final OwnCard own;
    private final Supplier<String> displayName;
    private final EventSource<Optional<Announcement>> changes;
    private Optional<Announcement> present = Optional.empty();

    Announcer(SafeExecutor executor, Links links, Settings settings, OwnCard own, Supplier<String> displayName) {
        this.links = links;
        this.settings = settings;
        this.own = own;
        this.displayName = displayName;
        changes = new EventSource<>(executor);
    }

    @Override
    public Subscription onAnnouncement(Consumer<Optional<Announcement>> listener) {
        return changes.add(listener, () -> List.of(present));
    }

    /** Looks again at everything that an announcement is made of. Without a port there is nowhere to send people to. */
    void refresh(Optional<Listening> listening) {
        Optional<Announcement> now = listening.flatMap(open -> announcement(open, open.port()));
        if (!now.equals(present)) {
            present = now;
            changes.emit(now);
        }
    }

    /** Nobody sees a person who has not answered yet (design, section 8). */
    private Optional<Announcement> announcement(Listening listening, int port) {
        if (port == 0) {
            return Optional.empty();
        }
        Audience audience = settings.visibility().map(Announcer::audience).orElse(Audience.NOBODY);
        return Optional.of(new Announcement(
                links.instance(),
                links.realm(),
                port,
                own.revision(),
                audience,
                audience == Audience.EVERYONE ? Optional.of(displayName.get()) : Optional.empty(),
                new Used(listening)));
    }

    private static Audience audience(Visibility visibility) {
        return switch (visibility) {
            case EVERYONE -> Audience.EVERYONE;
            case CONTACTS -> Audience.CONTACTS;
            case NOBODY -> Audience.NOBODY;
        };
    }

    /** A value, so that announcements of one listening can be compared. */
    private record Used(Listening listening) implements Predicate<String> {
        @Override
        public boolean test(String networkInterface) {
            return listening.uses(networkInterface);
        }
    }
}
