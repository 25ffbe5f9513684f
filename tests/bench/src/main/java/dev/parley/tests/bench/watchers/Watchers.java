package dev.parley.tests.bench.watchers;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.link.DialTarget;
import dev.parley.tests.bench.load.CardText;
import dev.parley.tests.bench.load.Remote;
import dev.parley.tests.bench.node.ClassPath;
import dev.parley.tests.bench.node.Node;
import dev.parley.wire.execution.SystemExecution;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A process of many watchers, each a peer of its own: {@code FOLDER REALM}. */
public final class Watchers {
    private final Path folder;
    private final String realm;
    private final SystemExecution execution = new SystemExecution();
    private final List<Watcher> all = new ArrayList<>();

    private Watchers(Path folder, String realm) {
        this.folder = folder;
        this.realm = realm;
    }

    /** Ends when whoever started it hangs up. */
    public static void main(String[] words) throws Exception {
        Watchers watchers = new Watchers(Path.of(words[0]), words[1]);
        new Remote(Map.of(
                        "make", watchers::make, //
                        "link", watchers::link,
                        "told", watchers::told))
                .serve(Path.of(System.getenv(Remote.VARIABLE)));
        Runtime.getRuntime().halt(0);
    }

    /** So many who watch a peer; their cards lie in the folder then. */
    private String make(List<String> words) throws Exception {
        ClassPath classPath = ClassPath.read();
        OneWatched book = OneWatched.watching(PeerName.parse(words.get(1).split("/")[0]));
        for (int i = 0; i < Integer.parseInt(words.get(0)); i++) {
            Path home = Files.createDirectories(folder.resolve("home" + i));
            Node node = new Node(classPath, home, "watcher", realm, execution);
            node.register(ContactBook.class, book);
            node.start();
            Watcher watcher = new Watcher(node);
            all.add(watcher);
            Files.writeString(
                    folder.resolve(i + CardText.ENDING),
                    CardText.of(Bytes.array(watcher.identity().card().encoded())));
        }
        return "";
    }

    /** All dial the one they watch, given as {@code PEER/ENDPOINT/PORT}, and keep the link. */
    private String link(List<String> words) throws Exception {
        String[] whom = words.get(0).split("/");
        DialTarget target = new DialTarget(
                Optional.of(PeerName.parse(whom[0])),
                Optional.of(new EndPointId(whom[1])),
                List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(whom[2]))));
        for (Watcher watcher : all) {
            watcher.link(target);
        }
        return "";
    }

    /** When each was told a text. */
    private String told(List<String> words) throws Exception {
        List<Long> times = new ArrayList<>();
        for (Watcher watcher : all) {
            times.add(watcher.when(words.get(0)));
        }
        return times.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
