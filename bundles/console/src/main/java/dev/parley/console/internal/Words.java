package dev.parley.console.internal;

import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Text;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.api.session.CloseReason;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants and values as people read and type them. */
final class Words {
    private Words() {}

    /** A constant's name with spaces, in lower case. */
    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** @throws CommandException naming the constants there are */
    static <E extends Enum<E>> E constant(Class<E> type, String word, String what) {
        String name = word.toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw new CommandException("There is no " + what + " \"" + Text.label(word) + "\"; there are "
                + Arrays.stream(type.getEnumConstants()).map(Words::lower).collect(Collectors.joining(", ")) + ".");
    }

    /** All statuses as people type them. */
    static String statuses() {
        return Arrays.stream(PresenceStatus.values())
                .filter(status -> status != PresenceStatus.OFFLINE)
                .map(status -> status.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    static String of(PresenceInfo presence) {
        return presence.text().isEmpty() ? lower(presence.status()) : lower(presence.status()) + ": " + presence.text();
    }

    /** A name that can always be read, if need be the beginning of an id. */
    static String nameOf(PeerNearMe person) {
        return person.displayName().isEmpty()
                ? person.peer()
                        .map(PeerName::shortForm)
                        .orElse("unnamed " + person.instance().text().substring(0, 8))
                : person.displayName();
    }

    static String of(Duration time) {
        long seconds = time.toSeconds();
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    static String of(CloseReason.Kind kind) {
        return switch (kind) {
            case LEFT -> "you left";
            case OTHER_LEFT -> "the other one left";
            case UNREACHABLE -> "the other one could not be reached";
            case NOT_JOINED -> "nobody joined";
            case APPLICATION_FAILED -> "it failed here";
            case OTHER_APPLICATION_FAILED -> "it failed on the other side";
            case SIGNED_OUT -> "you signed out";
        };
    }

    /** A fixed word for programs. */
    static String word(InvitationOutcome outcome) {
        if (outcome instanceof InvitationOutcome.Accepted) {
            return "accepted";
        } else if (outcome instanceof InvitationOutcome.Declined) {
            return "declined";
        } else if (outcome instanceof InvitationOutcome.Expired) {
            return "expired";
        } else if (outcome instanceof InvitationOutcome.Cancelled) {
            return "cancelled";
        } else if (outcome instanceof InvitationOutcome.Withdrawn) {
            return "withdrawn";
        }
        return outcome instanceof InvitationOutcome.NotInstalled ? "not-installed" : "refused";
    }

    /** The same as a sentence about somebody. */
    static String sentence(String who, InvitationOutcome outcome) {
        if (outcome instanceof InvitationOutcome.Accepted accepted) {
            return accepted.member().displayName() + " accepted.";
        } else if (outcome instanceof InvitationOutcome.Declined) {
            return who + " declined.";
        } else if (outcome instanceof InvitationOutcome.Expired) {
            return who + " did not answer in time. Invite again when you know they are there.";
        } else if (outcome instanceof InvitationOutcome.Cancelled) {
            return "Your invitation to " + who + " is taken back.";
        } else if (outcome instanceof InvitationOutcome.Withdrawn withdrawn) {
            return "Your invitation to " + who + " is taken back: " + withdrawn.reason();
        } else if (outcome instanceof InvitationOutcome.NotInstalled missing) {
            return who + " does not have " + missing.name() + " " + missing.version()
                    + missing.theirVersion()
                            .map(theirs -> " (there is " + theirs + ")")
                            .orElse("")
                    + ". They can install it with: deploy FILE.jar";
        }
        return who + " takes no invitations now: " + ((InvitationOutcome.Refused) outcome).reason();
    }
}
