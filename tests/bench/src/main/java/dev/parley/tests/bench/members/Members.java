package dev.parley.tests.bench.members;

import dev.parley.api.peer.Bytes;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.SessionId;
import dev.parley.tests.bench.load.Audience;
import dev.parley.tests.bench.load.Casts;
import dev.parley.tests.bench.load.Loads;
import dev.parley.tests.bench.load.Remote;
import dev.parley.tests.bench.node.ClassPath;
import dev.parley.tests.bench.node.Node;
import dev.parley.tests.bench.peer.Whom;
import dev.parley.wire.execution.SystemExecution;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** A process of members of one session, each a peer of its own; the first one speaks: {@code FOLDER REALM}. */
public final class Members {
    private static final SessionId SESSION = new SessionId(new UUID(5, 5));

    private final Path folder;
    private final String realm;
    private final SystemExecution execution = new SystemExecution();
    private final List<BenchMember> all = new ArrayList<>();
    private final Audience audience = new Audience();
    private final Talk talk = new Talk(all);
    private volatile Delivery delivery = Delivery.EPHEMERAL;

    private Members(Path folder, String realm) {
        this.folder = folder;
        this.realm = realm;
    }

    /** Ends when whoever started it hangs up. */
    public static void main(String[] words) throws Exception {
        new Remote(new Members(Path.of(words[0]), words[1]).commands()).serve(Path.of(System.getenv(Remote.VARIABLE)));
        Runtime.getRuntime().halt(0);
    }

    private Map<String, Remote.Command> commands() {
        Map<String, Remote.Command> commands = new HashMap<>(new Casts(this::say).commands());
        commands.putAll(audience.commands());
        commands.putAll(talk.commands());
        commands.put("make", this::make);
        commands.put("know", this::know);
        commands.put("create", this::create);
        commands.put("join", this::join);
        commands.put("ready", this::ready);
        commands.put("kind", this::kind);
        commands.put("away", words -> away());
        commands.put("back", words -> back());
        commands.put("garbage", this::garbage);
        commands.put("heap", words -> Long.toString(Loads.heap()));
        return commands;
    }

    private CompletionStage<?> say(byte[] message) {
        return all.get(0).session().send(delivery, ByteBuffer.wrap(message));
    }

    /** So many, with a provider of TLS; who they are. */
    private String make(List<String> words) throws Exception {
        ClassPath classPath = ClassPath.read();
        for (int i = 0; i < Integer.parseInt(words.get(0)); i++) {
            Path home = Files.createDirectories(folder.resolve("member" + i));
            Node node = new Node(classPath, home, "member" + i, realm, execution);
            all.add(new BenchMember(
                    node, home.toString(), words.get(1), message -> audience.told(Bytes.array(message.body()))));
        }
        return all.stream().map(member -> member.me().toString()).collect(Collectors.joining(" "));
    }

    /** All here are told of these. */
    private String know(List<String> words) throws InterruptedException {
        for (BenchMember member : all) {
            for (String word : words) {
                member.know(Whom.parse(word));
            }
        }
        return "";
    }

    private String create(List<String> words) throws InterruptedException {
        all.get(0).create(SESSION, words.stream().map(Whom::parse).toList());
        return "";
    }

    /** All here but the creator. */
    private String join(List<String> words) throws InterruptedException {
        Whom creator = Whom.parse(words.get(0));
        for (BenchMember member : all) {
            if (!member.me().equals(creator)) {
                member.join(SESSION, creator);
            }
        }
        return "";
    }

    private String ready(List<String> words) throws Exception {
        for (BenchMember member : all) {
            member.ready(Integer.parseInt(words.get(0)));
        }
        return "";
    }

    /** Of what is said from now on. */
    private String kind(List<String> words) {
        delivery = words.get(0).equals("durable") ? Delivery.DURABLE : Delivery.EPHEMERAL;
        return "";
    }

    private String away() throws Exception {
        all.get(0).away();
        return "";
    }

    /** When it began to come back. */
    private String back() throws Exception {
        long now = System.nanoTime();
        all.get(0).back(SESSION);
        return Long.toString(now);
    }

    /** For so many milliseconds, to somebody. */
    private String garbage(List<String> words) throws Exception {
        return Long.toString(new Garbage(all.get(0).link(Whom.parse(words.get(1)))).send(Long.parseLong(words.get(0))));
    }
}
