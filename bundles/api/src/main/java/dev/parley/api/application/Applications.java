package dev.parley.api.application;

import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Subscription;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** The applications installed here. An OSGi service; any thread, never blocks. */
@ProviderType
public interface Applications {
    /** All of them, by name. */
    List<InstalledApplication> installed();

    /**
     * Installs and starts a bundle, or updates the one with the same symbolic name. Others see its applications within a
     * second.
     *
     * @param jar a bundle with at least one application
     * @return fails with {@link ApplicationException} when the file is no such bundle, or cannot resolve: then it says what is
     *     needed and what is there, and nothing stays installed
     */
    CompletionStage<List<InstalledApplication>> deploy(Path jar);

    /**
     * Uninstalls the bundle of an application; its sessions close.
     *
     * @return fails with {@link ApplicationException} when there is none
     */
    CompletionStage<Void> undeploy(ApplicationId application);

    /** Replays the present as {@link ApplicationEvent.Installed}, then tells changes, in order. */
    Subscription onChange(Consumer<ApplicationEvent> listener);
}
