package dev.parley.api.object;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The objects of the person here, and those that others show: people near, and contacts who are watched and allow it. An OSGi service,
 * one for each bundle that uses it: what a bundle published ends with that bundle. Any thread, never blocks.
 */
@ProviderType
public interface PeerObjects {
    /**
     * Shows an object to those whom its scope includes, until the publication is closed, its bundle stops, or the person signs out; it has
     * to be published again after the next sign-in. There is one object for an id: publishing takes the place of what was there, also of
     * another bundle's, and then belongs to whoever published last.
     *
     * @throws NotSignedInException when nobody is signed in
     * @throws ObjectException when there are {@value PeerObject#MOST} others already
     */
    Publication publish(PeerObject object);

    /** What the person here publishes now. */
    List<PeerObject> published();

    /** All objects that can be seen now, the own ones included. */
    List<ObjectInfo> all();

    /** Those of one person, at all endpoints. */
    List<ObjectInfo> of(PeerName owner);

    /**
     * The bytes. They are pulled once, and kept for as long as the object is shown.
     *
     * @return fails with {@link ObjectException} when its owner does not show it any more, or with {@link PeerUnreachableException}. Of a
     *     stranger no more is taken over one link than the 64 KiB that a stranger may send
     */
    CompletionStage<ByteBuffer> fetch(ObjectInfo object);

    /** Replays what is there as {@link ObjectEvent.Added}, then tells changes, in order, on a thread of Parley. */
    Subscription onChange(Consumer<ObjectEvent> listener);

    /** The same, of one person. */
    Subscription onChange(PeerName owner, Consumer<ObjectEvent> listener);

    /** The same, of one id, whoever shows it. */
    Subscription onChange(UUID id, Consumer<ObjectEvent> listener);
}
