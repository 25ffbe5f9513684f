package dev.parley.spi.link;

/**
 * The name and version of a protocol, as it stands at the head of a stream, for example {@code parley.card/1}.
 *
 * @param name dotted lower-case words, 1 to 64 letters
 * @param version from 1
 */
public record ProtocolId(String name, int version) {
    private static final int NAME_LETTERS = 64;

    /** @throws IllegalArgumentException when it is not of this form */
    public ProtocolId {
        if (name.length() > NAME_LETTERS || !name.matches("[a-z0-9]+(\\.[a-z0-9]+)*") || version < 1) {
            throw new IllegalArgumentException("no protocol: a dotted lower-case name and a version from 1 are wanted");
        }
    }

    /** @throws IllegalArgumentException when the text is not of this form */
    public static ProtocolId parse(String text) {
        int slash = text.indexOf('/');
        String number = text.substring(slash + 1);
        if (slash < 0
                || number.isEmpty()
                || number.length() > 5
                || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("no protocol: name/version is wanted");
        }
        return new ProtocolId(text.substring(0, slash), Integer.parseInt(number));
    }

    @Override
    public String toString() {
        return name + "/" + version;
    }
}
