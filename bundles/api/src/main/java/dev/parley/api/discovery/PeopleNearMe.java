package dev.parley.api.discovery;

import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Who is near. An OSGi service; any thread, never blocks. */
@ProviderType
public interface PeopleNearMe {
    /** Everybody known now, in no order. */
    List<PeerNearMe> people();

    /** Replays the present as {@link NearMeEvent.Appeared}, then tells changes, in order, on a thread of Parley. */
    Subscription onChange(Consumer<NearMeEvent> listener);

    /** Those who have an application installed and let us see it, in no order. */
    default List<PeerNearMe> with(ApplicationId application) {
        return people().stream().filter(person -> person.has(application)).toList();
    }

    /**
     * A live list of those who have an application: replays the present as {@link NearMeEvent.Appeared}, then tells who has it now,
     * who changed, and who has it no more, as {@link #onChange(Consumer)} does.
     */
    default Subscription onChange(ApplicationId application, Consumer<NearMeEvent> listener) {
        return onChange(new WithApplication(application, listener));
    }

    /**
     * Adds somebody whom discovery cannot see, for example across a filtered network. Dials once.
     *
     * @param host a name or a literal address
     * @param port 1 to 65535
     * @param expected who must answer; empty takes whoever does
     * @return fails with {@link PeerUnreachableException}, or with {@link IdentityMismatchException} when another key answers
     */
    CompletionStage<PeerNearMe> addAddress(String host, int port, Optional<PeerName> expected);
}
