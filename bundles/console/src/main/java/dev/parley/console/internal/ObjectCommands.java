package dev.parley.console.internal;

import dev.parley.api.object.ObjectInfo;
import dev.parley.api.object.PeerObject;
import dev.parley.api.object.Publication;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** {@code objects publish unpublish}. What is published here ends with the console, or by signing out. */
final class ObjectCommands {
    private static final Pattern USUAL = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final String AVATAR = "avatar";

    private final Services services;
    private final Map<UUID, Publication> published = new ConcurrentHashMap<>();

    ObjectCommands(Services services) {
        this.services = services;
    }

    List<Command> all() {
        return List.of(
                new Command(
                        "objects",
                        "[PERSON] [--save FOLDER]",
                        "Lists the objects that you see, or those of one person; with --save it fetches them into a folder.",
                        Set.of("--save"),
                        this::objects),
                new Command(
                        "publish",
                        "FILE [--scope near_me|internet|all|none] [--id UUID|avatar]",
                        "Shows a file of at most " + PeerObject.DATA_BYTES
                                + " bytes to people near you (near_me), to contacts whom"
                                + " you allow to watch (internet), or to both (all, the default).",
                        Set.of("--scope", "--id"),
                        this::publish),
                new Command("unpublish", "ID", "Takes an object of yours back.", this::unpublish));
    }

    private Reply objects(Arguments arguments) throws Exception {
        arguments.atMost(1);
        List<ObjectInfo> objects = (arguments.count() == 0
                        ? services.objects().all()
                        : services.objects().of(owner(arguments.word(0))))
                .stream()
                        .sorted(Comparator.comparing(
                                        (ObjectInfo object) -> object.owner().text())
                                .thenComparing(ObjectInfo::id))
                        .toList();
        Optional<String> folder = arguments.option("--save");
        if (folder.isPresent()) {
            return save(objects, Path.of(folder.get()));
        }
        Table table = new Table("ID", "PERSON", "BYTES", "SHA-256");
        objects.forEach(object ->
                table.row(nameOf(object.id()), services.nameOf(object.owner()), object.size(), object.sha256()));
        return new Reply(
                objects.stream().map(Describe::object).toList(),
                table.orElse("Nobody shows an object to you, and neither do you. Show one with: publish FILE"));
    }

    private Reply save(List<ObjectInfo> objects, Path folder) throws Exception {
        Files.createDirectories(folder);
        for (ObjectInfo object : objects) {
            ByteBuffer bytes =
                    Waiting.until(services.objects().fetch(object), Waiting.LONG, "Fetching the object " + object.id());
            Files.write(folder.resolve(object.owner().shortForm() + "-" + object.id()), Bytes.array(bytes));
        }
        return new Reply(
                objects.stream().map(Describe::object).toList(),
                objects.size() + " objects are in " + folder + " now.");
    }

    private Reply publish(Arguments arguments) {
        Path file = Path.of(arguments.atMost(1).word(0));
        PeerScope scope = arguments
                .option("--scope")
                .map(word -> Words.constant(PeerScope.class, word, "scope"))
                .orElse(PeerScope.ALL);
        UUID id = arguments.option("--id").map(ObjectCommands::id).orElseGet(UUID::randomUUID);
        published.values().removeIf(earlier -> !earlier.isCurrent());
        published.put(id, services.objects().publish(new PeerObject(id, ByteBuffer.wrap(read(file)), scope)));
        return new Reply(
                Describe.ordered("id", id, "scope", scope),
                "The object " + nameOf(id) + " is shown: " + Words.lower(scope) + ".");
    }

    private static byte[] read(Path file) {
        try {
            long size = Files.size(file);
            if (size > PeerObject.DATA_BYTES) {
                throw new CommandException(file + " has " + size + " bytes; an object has at most "
                        + PeerObject.DATA_BYTES + ". Make it smaller.");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandException(file + " cannot be read: " + Text.label(String.valueOf(e.getMessage()))
                    + ". Give a file that is there.");
        }
    }

    private Reply unpublish(Arguments arguments) {
        UUID id = id(arguments.atMost(1).word(0));
        Publication publication = published.remove(id);
        if (publication == null || !publication.isCurrent()) {
            throw new CommandException("This console shows no object " + nameOf(id)
                    + ". The command objects lists what there is; another application may show it.");
        }
        publication.close();
        return new Reply(Describe.ordered("id", id), "The object " + nameOf(id) + " is taken back.");
    }

    private PeerName owner(String word) {
        Set<PeerName> owners = new HashSet<>();
        services.objects().all().forEach(object -> owners.add(object.owner()));
        services.watched().all().forEach(endpoint -> owners.add(endpoint.peer()));
        return Find.peer(owners, services::nameOf, word);
    }

    private static UUID id(String word) {
        if (word.equalsIgnoreCase(AVATAR)) {
            return PeerObject.AVATAR;
        }
        if (!USUAL.matcher(word).matches()) { // UUID.fromString takes more than that
            throw new CommandException(
                    "An id is " + AVATAR + ", or a UUID of 36 letters; not \"" + Text.label(word) + "\".");
        }
        return UUID.fromString(word);
    }

    private static String nameOf(UUID id) {
        return id.equals(PeerObject.AVATAR) ? AVATAR : id.toString();
    }
}
