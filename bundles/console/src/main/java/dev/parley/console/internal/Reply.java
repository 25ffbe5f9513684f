package dev.parley.console.internal;

/**
 * What a command answers.
 *
 * @param json for programs: what {@link Json} can write
 * @param text for people; perhaps empty, perhaps several lines
 */
record Reply(Object json, String text) {
    /** Gogo shows a result by this. */
    @Override
    public String toString() {
        return text;
    }
}
