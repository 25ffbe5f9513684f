package dev.parley.launcher.json;

/** The text is not JSON, or not of the expected form. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    public JsonException(String message) {
        super(message);
    }
}
