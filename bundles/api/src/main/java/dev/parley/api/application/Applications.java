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
     * second. It is kept, and there again after a restart; of two applications with one id, the one deployed goes before the
     * distribution's.
     *
     * @param jar a bundle with at least one application
     * @return fails with {@link ApplicationException} when the file is no such bundle, or cannot resolve: then it says what is
     *     needed and what is there, and nothing stays installed; with {@link ApplicationException.Exists} when another deployed
     *     bundle has the same application
     */
    CompletionStage<List<InstalledApplication>> deploy(Path jar);

    /**
     * Uninstalls the bundle of an application; its sessions close.
     *
     * @return fails with {@link ApplicationException.Unknown} when there is none
     */
    CompletionStage<Void> undeploy(ApplicationId application);

    /**
     * Chooses who may see that an application is installed here. Others see the change within a second; it survives a restart
     * while there is a store.
     *
     * @return whether it is on disk; fails with {@link ApplicationException.Unknown} when there is no such application, with
     *     {@link ApplicationException} when its author's scope is narrower, or with what kept the disk from taking it
     */
    CompletionStage<Boolean> show(ApplicationId application, Audience audience);

    /** Replays the present as {@link ApplicationEvent.Installed}, then tells changes, in order. */
    Subscription onChange(Consumer<ApplicationEvent> listener);
}
