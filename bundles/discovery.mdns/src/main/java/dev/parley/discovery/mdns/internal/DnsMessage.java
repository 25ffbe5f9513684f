package dev.parley.discovery.mdns.internal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The little of Multicast DNS (RFC 6762) that JmDNS does not do for us: asking who is still there, and saying changes and
 * goodbye at once.
 */
final class DnsMessage {
    /** Longer messages are not read. */
    static final int MOST = 9000; // RFC 6762, section 17

    private static final List<String> TYPE = List.of("_parley", "_tcp", "local");
    private static final int PTR = 12;
    private static final int TXT = 16;
    private static final int IN = 1;
    private static final int UNICAST_PLEASE = 0x8000; // RFC 6762, section 5.4
    private static final int INSTEAD = 0x8000; // of what was said before: RFC 6762, section 10.2
    private static final int LIFE_S = 3600; // as JmDNS says
    private static final int RESPONSE = 0x8400; // an authoritative answer
    private static final int ANSWER = 0x8000;
    private static final int COUNTS = 4;
    private static final int CLASS_AND_TTL = 6;

    private DnsMessage() {}

    /** Asks everybody for their services of our type, to be answered to the sender alone. */
    static byte[] query() {
        return write(out -> {
            header(out, 0, 1, 0);
            name(out, TYPE);
            out.writeShort(PTR);
            out.writeShort(IN | UNICAST_PLEASE);
        });
    }

    /**
     * Says that services are no more (RFC 6762, section 10.1).
     *
     * @param services the first label of each
     */
    static byte[] goodbye(Collection<String> services) {
        return write(out -> {
            header(out, RESPONSE, 0, services.size());
            for (String service : services) {
                byte[] target = write(data -> {
                    label(data, service);
                    name(data, TYPE);
                });
                name(out, TYPE);
                out.writeShort(PTR);
                out.writeShort(IN);
                out.writeInt(0);
                out.writeShort(target.length);
                out.write(target);
            }
        });
    }

    /**
     * Says what a service of ours says from now on (RFC 6762, section 8.4).
     *
     * @param service its first label
     */
    static byte[] text(String service, Map<String, String> entries) {
        byte[] data = write(out -> {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                byte[] bytes = (entry.getKey() + "=" + entry.getValue()).getBytes(StandardCharsets.UTF_8);
                out.writeByte(bytes.length);
                out.write(bytes);
            }
        });
        return write(out -> {
            header(out, RESPONSE, 0, 1);
            label(out, service);
            name(out, TYPE);
            out.writeShort(TXT);
            out.writeShort(IN | INSTEAD);
            out.writeInt(LIFE_S);
            out.writeShort(data.length);
            out.write(data);
        });
    }

    /**
     * Which services of our type an answer names.
     *
     * @return the first label of each, in lower case
     * @throws MalformedException when it is not an answer of DNS
     */
    static Set<String> services(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        if (message.length > MOST || message.length < 2 * Short.BYTES + COUNTS * Short.BYTES) {
            throw new MalformedException("a DNS message of " + message.length + " bytes");
        }
        in.getShort(); // the query's number
        if ((in.getShort() & ANSWER) == 0) {
            throw new MalformedException("a DNS question, where an answer was to come");
        }
        int questions = in.getShort() & 0xffff;
        int answers = in.getShort() & 0xffff;
        in.getInt(); // no need of the rest
        for (int i = 0; i < questions; i++) {
            DnsName.read(in);
            DnsName.skip(in, 2 * Short.BYTES);
        }
        Set<String> services = new LinkedHashSet<>();
        for (int i = 0; i < answers; i++) {
            record(in, services);
        }
        return services;
    }

    private static void record(ByteBuffer in, Set<String> services) {
        List<String> owner = DnsName.read(in);
        int type = DnsName.unsignedShort(in);
        int at = in.position();
        DnsName.skip(in, CLASS_AND_TTL);
        int ttl = in.getInt(at + Short.BYTES);
        int end = DnsName.unsignedShort(in) + in.position();
        if (end > in.limit()) {
            throw new MalformedException("a DNS record is cut off");
        }
        if (type == PTR && ttl != 0 && isOurs(owner)) {
            List<String> target = DnsName.read(in);
            if (target.size() == TYPE.size() + 1 && isOurs(target.subList(1, target.size()))) {
                services.add(target.get(0).toLowerCase(Locale.ROOT));
            }
        }
        in.position(end);
    }

    private static boolean isOurs(List<String> name) {
        return name.size() == TYPE.size()
                && IntStream.range(0, TYPE.size()).allMatch(i -> name.get(i).equalsIgnoreCase(TYPE.get(i)));
    }

    private static void header(DataOutputStream out, int flags, int questions, int answers) throws IOException {
        out.writeShort(0);
        out.writeShort(flags);
        out.writeShort(questions);
        out.writeShort(answers);
        out.writeInt(0);
    }

    private static void name(DataOutputStream out, List<String> labels) throws IOException {
        for (String label : labels) {
            label(out, label);
        }
        out.writeByte(0);
    }

    private static void label(DataOutputStream out, String label) throws IOException {
        byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > DnsName.LABEL_BYTES) {
            throw new IllegalArgumentException("a DNS label is too long: " + label);
        }
        out.writeByte(bytes.length);
        out.write(bytes);
    }

    private interface Part {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] write(Part part) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            part.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes everything", e);
        }
        return bytes.toByteArray();
    }
}
