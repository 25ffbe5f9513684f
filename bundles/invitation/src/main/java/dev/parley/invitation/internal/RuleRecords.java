package dev.parley.invitation.internal;

import dev.parley.api.invitation.InvitationRule;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** Rules as records of the table {@code policy}: the key says for whom and what, as in {@code PEER/APPLICATION}. Pure. */
final class RuleRecords {
    static final String TABLE = "policy";

    private static final String ALL = "*";

    private RuleRecords() {}

    static String key(Optional<PeerName> person, Optional<ApplicationId> application) {
        return person.map(PeerName::text).orElse(ALL) + "/"
                + application.map(ApplicationId::toString).orElse(ALL);
    }

    static String key(InvitationRule rule) {
        return key(rule.person(), rule.application());
    }

    static ByteBuffer value(InvitationRule rule) {
        return StandardCharsets.US_ASCII.encode(rule.answer().name());
    }

    /** @return empty when it is no rule, perhaps one of a later version */
    static Optional<InvitationRule> read(StoredRecord stored) {
        String[] parts = stored.key().split("/", -1);
        String answer =
                StandardCharsets.US_ASCII.decode(stored.value().duplicate()).toString();
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            return Arrays.stream(InvitationRule.Answer.values())
                    .filter(each -> each.name().equals(answer))
                    .findFirst()
                    .map(each -> new InvitationRule(
                            part(parts[0], PeerName::parse), part(parts[1], ApplicationId::parse), each));
        } catch (IllegalArgumentException later) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> part(String text, Function<String, T> parser) {
        return text.equals(ALL) ? Optional.empty() : Optional.of(parser.apply(text));
    }
}
