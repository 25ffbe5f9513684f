package dev.parley.launcher.demo;

import java.util.Locale;
import java.util.Map;

/** Events in words, as far as they concern the person at that desk. */
final class Told {
    private Told() {}

    /** Empty when it is not worth a line. */
    static String of(Desk desk, Map<String, Object> event) {
        return switch (event.get("event").toString()) {
            case "invitation.received" ->
                event.get("displayName") + " invites you to " + application(event) + ": \"" + event.get("message")
                        + "\"";
            case "invitation.ended" -> ended(desk, event);
            case "session.launched" -> application(event) + " has begun";
            case "session.closed" -> closed(desk, event);
            case "view.line" ->
                desk.person().equals(event.get("displayName"))
                        ? ""
                        : event.get("displayName") + ": " + event.get("text");
            case "view.notice" -> "(" + event.get("text") + ")";
            default -> "";
        };
    }

    private static String ended(Desk desk, Map<String, Object> event) {
        Object outcome = event.get("outcome");
        if (outcome == null) {
            return "your invitation could not be delivered: " + event.get("error");
        }
        return desk.other().person() + " answered: " + outcome;
    }

    /** Who left knows it: the command said so. */
    private static String closed(Desk desk, Map<String, Object> event) {
        String reason = event.get("reason").toString();
        return switch (reason) {
            case "LEFT" -> "";
            case "OTHER_LEFT" -> desk.other().person() + " has left; the session is over";
            default -> "the session is over: " + reason.toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    private static Object application(Map<String, Object> event) {
        return event.get("application") instanceof Map<?, ?> application ? application.get("name") : "an application";
    }
}
