package dev.parley.api.application;

/** What changed among the applications installed here. */
public sealed interface ApplicationEvent {
    /** Which. */
    InstalledApplication application();

    /** It is here now. */
    record Installed(InstalledApplication application) implements ApplicationEvent {}

    /** Another version, or its problem changed. */
    record Updated(InstalledApplication application) implements ApplicationEvent {}

    /** It is gone. */
    record Removed(InstalledApplication application) implements ApplicationEvent {}
}
