package dev.parley.launcher.demo;

/** A step of the demo did not come to its end; the message says why. */
final class StepFailed extends Exception {
    private static final long serialVersionUID = 1L;

    StepFailed(String message) {
        super(message);
    }
}
