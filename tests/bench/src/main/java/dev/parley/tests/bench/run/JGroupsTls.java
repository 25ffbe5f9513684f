package dev.parley.tests.bench.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The harness {@code jgroups} of {@code PEERS_DIR}: its own stack over TLS, one process that tells a group, one with the other members. */
final class JGroupsTls {
    static final String NAME = "JGroups over TLS (jdk)";
    private static final int PORT = 7800; // where its stack looks for the others
    private static final String KEYS =
            """
            cd certs && openssl pkcs12 -export -in server.crt -inkey server.key -certfile ca.crt -name s -passout pass:changeit \
            -out server.p12 && keytool -importcert -noprompt -alias ca -file ca.crt -keystore trust.p12 -storetype pkcs12 \
            -storepass changeit""";

    private JGroupsTls() {}

    static Optional<Cast> find(Children children, Programs programs, int others) throws IOException {
        Optional<Harness> harness = Harness.find(programs, "jgroups", KEYS);
        if (harness.isEmpty()) {
            return Optional.empty();
        }
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "cd \"$0\" && exec \"$@\"",
                harness.get().folder().toString())); // it reads files from there
        command.addAll(programs.other(
                harness.get().classPath(), "JG", PORT, "-Djava.util.logging.config.file=logging.properties"));
        Map<String, String> environment = Map.of("VARIANT", "tls");
        Worker speaker = children.add(new Worker("JGroups speaker", children.folder("rope"), command, environment));
        Worker audience = children.add(new Worker("JGroups audience", children.folder("rope"), command, environment));
        audience.ask("attend", speaker.number("gather"), others);
        return Optional.of(new Cast(speaker, audience, others));
    }
}
