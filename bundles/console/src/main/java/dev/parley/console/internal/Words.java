package dev.parley.console.internal;

import dev.parley.api.contacts.ContactRequest;
import dev.parley.api.contacts.LastSeen;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.contacts.Verification;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Text;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.MemberRole;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants and values as people read and type them. */
final class Words {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

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

    /** To the minute, by the clock of the place. */
    static String of(LastSeen seen) {
        String at = MINUTE.format(local(seen.at()));
        return switch (seen.how()) {
            case SIGNED_OUT -> at + ", signed out";
            case WENT_SILENT -> at + ", went silent";
            case UNREACHABLE -> "unreachable since " + at;
        };
    }

    /** What is to be said of somebody's device list, in a few words; empty when it is as it should be. */
    static String card(PeerContact contact, Instant now) {
        if (contact.cardConflict().isPresent()) {
            return "two different cards!";
        }
        return contact.isStale(now) ? "card is stale" : "";
    }

    /** The same with its number, and what to do. */
    static String cardInFull(PeerContact contact, Instant now) {
        String card = "number " + contact.cardNumber() + ", of " + MINUTE.format(local(contact.cardIssued()));
        if (contact.cardConflict().isPresent()) {
            return card + "; two different ones with one number were seen first at "
                    + MINUTE.format(local(contact.cardConflict().get()))
                    + ". Somebody else may use the same keys: ask them in another way, then compare keys anew";
        }
        return contact.isStale(now)
                ? card + "; older than " + PeerContact.CARD_FRESH.toDays()
                        + " days, so stale: a newer one comes when you meet"
                : card;
    }

    /** When something was, to the minute, here. */
    static String minute(Instant time) {
        return MINUTE.format(local(time));
    }

    private static ZonedDateTime local(Instant time) {
        return time.atZone(ZoneId.systemDefault());
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
            case OTHER_LEFT -> "everybody else has left";
            case UNREACHABLE -> "nobody else can be reached";
            case NOT_JOINED -> "nobody joined";
            case APPLICATION_FAILED -> "it failed here";
            case OTHER_APPLICATION_FAILED -> "it failed on the other side";
            case SIGNED_OUT -> "you signed out";
            case REMOVED -> "you were removed";
        };
    }

    static String of(MemberRole role) {
        return switch (role) {
            case CREATOR -> "all (began it)";
            case MAY_INVITE -> "invite, remove";
            case MEMBER -> "speak";
        };
    }

    static String suppressed(long count) {
        return count + (count == 1 ? " invitation of a stranger was" : " invitations of strangers were")
                + " refused without asking you.";
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

    /** What a person does with the words. */
    static String question(Verification verification) {
        String name = Text.label(verification.displayName());
        String key = verification.peer().shortForm();
        return "Compare with " + name + " (" + key + "), by voice or face to face:\n    "
                + String.join("   ", verification.words())
                + "\nDoes " + name + " read the same words? Say it within " + of(verification.remaining()) + ":"
                + "   contact verify " + key + " yes   or   contact verify " + key + " no";
    }

    /** The same for the code in place of the words. */
    static String codeQuestion(Verification verification) {
        String name = Text.label(verification.displayName());
        String key = verification.peer().shortForm();
        return verification.code() + "\nLet " + name + " (" + key
                + ") read this from your screen, and read theirs (contact verify --qr shows it), within "
                + of(verification.remaining()) + ":   contact verify " + key + " --code TEXT\nWhen " + name
                + " read yours, looks at you, and says that it matched, yours may be:   contact verify " + key + " yes";
    }

    /** Where a comparison stands, as a sentence. */
    static String sentence(Verification verification) {
        String name = Text.label(verification.displayName());
        String why = verification.explanation().isEmpty() ? "" : " " + Text.label(verification.explanation());
        return switch (verification.state()) {
            case CONNECTING -> name + " is being reached to compare keys.";
            case COMPARING -> question(verification);
            case WAITING -> "You said that the words are the same; " + name + " has not answered yet.";
            case VERIFIED ->
                name + " (" + verification.peer().shortForm() + ") is verified: you have each other's key.";
            case DIFFERENT -> "Careful: " + name + " is not verified." + why;
            case CANCELLED -> "The comparison with " + name + " is taken back." + why;
            case EXPIRED -> "The comparison with " + name + " took too long." + why;
            case FAILED -> "Comparing with " + name + " failed." + why;
        };
    }

    /** How a contact request of ours ended. */
    static String sentence(ContactRequest request) {
        String name = Text.label(request.displayName());
        String why = request.explanation().isEmpty() ? "" : " " + Text.label(request.explanation());
        return switch (request.state()) {
            case OPEN -> name + " has not answered your contact request.";
            case ACCEPTED -> name + " said yes: you keep each other as contacts.";
            case DECLINED -> name + " does not want to be a contact.";
            case CANCELLED -> "The contact request with " + name + " is taken back.";
            case REFUSED -> "Your contact request to " + name + " came to nothing." + why;
        };
    }
}
