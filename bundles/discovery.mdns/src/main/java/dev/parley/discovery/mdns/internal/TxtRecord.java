package dev.parley.discovery.mdns.internal;

import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.Text;
import dev.parley.spi.discovery.Announcement;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What our TXT record says (RFC 6763, section 6): {@code txtvers=1}, {@code id} the instance, {@code realm}, {@code rev} the
 * revision in decimal digits, and {@code name} the display name when the person is to be seen. The services that one instance publishes, one
 * for each of its addresses, are joined by {@code id}.
 */
record TxtRecord(InstanceId instance, String realm, long revision, Optional<String> displayName) {
    /** A longer record is not read. */
    static final int MOST = 2048;

    private static final int ENTRY_BYTES = 255; // RFC 6763, section 6.1
    private static final String VERSION = "1";
    private static final int DIGITS = 18;

    static TxtRecord of(Announcement announcement) {
        return new TxtRecord(
                announcement.instance(),
                realm(announcement.realm()),
                announcement.revision(),
                announcement.displayName());
    }

    /** A realm as it is written here: of one in long letters as much as fits. */
    static String realm(String realm) {
        return cut("realm", realm);
    }

    /** The entries, each of which fits. */
    Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("txtvers", VERSION);
        entries.put("id", instance.text());
        entries.put("realm", realm);
        entries.put("rev", Long.toString(revision));
        displayName.ifPresent(name -> entries.put("name", cut("name", name)));
        return entries;
    }

    /**
     * @return empty when it is not of ours, or not there yet: JmDNS tells a service before its text came
     * @throws MalformedException when it is ours and wrong
     */
    static Optional<TxtRecord> parse(byte[] text) {
        Map<String, String> entries = split(text);
        if (!entries.containsKey("id")) {
            return Optional.empty();
        }
        String version = entries.getOrDefault("txtvers", VERSION);
        if (!version.equals(VERSION)) {
            throw new MalformedException("a TXT record of version " + Text.label(version) + "; this is " + VERSION);
        }
        String realm = entries.getOrDefault("realm", "");
        String revision = entries.getOrDefault("rev", "0");
        if (realm.isEmpty() || revision.length() > DIGITS || !revision.matches("[0-9]+")) {
            throw new MalformedException("a TXT record has no realm, or a revision that is no number");
        }
        try {
            return Optional.of(new TxtRecord(
                    new InstanceId(entries.get("id")),
                    Text.requireLabel("a realm", realm),
                    Long.parseLong(revision),
                    Optional.ofNullable(entries.get("name")).map(Text::label).filter(name -> !name.isEmpty())));
        } catch (IllegalArgumentException e) {
            throw new MalformedException("a TXT record has an instance or a realm that is none");
        }
    }

    /** The first of several entries with one key counts; keys are the same in any case (RFC 6763, section 6.4). */
    private static Map<String, String> split(byte[] text) {
        if (text.length > MOST) {
            throw new MalformedException("a TXT record of " + text.length + " bytes");
        }
        Map<String, String> entries = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length) {
            int length = text[at] & 0xff;
            if (at + 1 + length > text.length) {
                throw new MalformedException("a TXT record is cut off");
            }
            String entry = new String(text, at + 1, length, StandardCharsets.UTF_8);
            int equals = entry.indexOf('=');
            if (equals > 0) {
                entries.putIfAbsent(entry.substring(0, equals).toLowerCase(Locale.ROOT), entry.substring(equals + 1));
            }
            at += 1 + length;
        }
        return entries;
    }

    private static String cut(String key, String value) {
        int end = value.length();
        while (value.substring(0, end).getBytes(StandardCharsets.UTF_8).length + key.length() + 1 > ENTRY_BYTES) {
            end = value.offsetByCodePoints(end, -1);
        }
        return value.substring(0, end);
    }
}
