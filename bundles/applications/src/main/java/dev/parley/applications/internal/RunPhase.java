package dev.parley.applications.internal;

/** Where a launch stands. */
enum RunPhase {
    /** Not yet launched. */
    NEW,
    /** An instance runs. */
    RUNNING,
    /** The instance was taken away; a new version is waited for. */
    VACANT,
    /** Over. */
    ENDED;

    /** What can happen to it. */
    enum Signal {
        /** {@code launched} returned. */
        LAUNCHED,
        /** The bundle goes. */
        VACATED,
        /** The session closed, or nobody took over. */
        ENDED
    }

    /** The phase after a signal; one that does not fit changes nothing, because it came too late. */
    RunPhase on(Signal signal) {
        return switch (signal) {
            case LAUNCHED -> this == NEW || this == VACANT ? RUNNING : this;
            case VACATED -> this == RUNNING ? VACANT : this;
            case ENDED -> ENDED;
        };
    }
}
