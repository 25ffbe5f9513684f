package dev.parley.transport.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.transport.internal.proto.Hello;
import java.util.List;

/**
 * What one side says first.
 *
 * @param realm which network of peers
 * @param instance which start of the endpoint
 * @param port where it listens; 0 when it does not
 * @param linkId made by the dialler
 * @param known ids of connections to the other side: the one that is established, and those that are being made from here
 */
record Greeting(String realm, InstanceId instance, int port, ByteString linkId, List<ByteString> known) {
    static final int VERSION = 1;
    static final int ID_BYTES = 16;
    private static final int MOST_VERSIONS = 10;
    static final int MOST_KNOWN = 16;

    Hello encode() {
        return Hello.newBuilder()
                .addVersions(VERSION)
                .setRealm(realm)
                .setInstanceId(ByteString.copyFrom(instance.bytes()))
                .setListeningPort(port)
                .setLinkId(linkId)
                .addAllKnownLinks(known.subList(0, Math.min(MOST_KNOWN, known.size())))
                .build();
    }

    /** @throws ProtocolException saying what is wrong, and naming both versions when it is the version */
    static Greeting decode(Hello hello) {
        List<Integer> versions = hello.getVersionsList();
        if (versions.size() > MOST_VERSIONS || hello.getKnownLinksCount() > MOST_KNOWN) {
            throw new ProtocolException("The other side's hello is too long.");
        }
        if (!versions.contains(VERSION)) {
            throw new ProtocolException("The other side speaks parley.link/" + versions + "; this one speaks " + VERSION
                    + ". Update the older of the two.");
        }
        if (!Settings.isRealm(hello.getRealm())
                || hello.getInstanceId().size() != InstanceId.BYTES
                || hello.getListeningPort() < 0
                || hello.getListeningPort() > 0xffff
                || hello.getLinkId().size() != ID_BYTES) {
            throw new ProtocolException("The other side's hello is malformed.");
        }
        return new Greeting(
                hello.getRealm(),
                InstanceId.of(hello.getInstanceId().toByteArray()),
                hello.getListeningPort(),
                hello.getLinkId(),
                List.copyOf(hello.getKnownLinksList()));
    }
}
