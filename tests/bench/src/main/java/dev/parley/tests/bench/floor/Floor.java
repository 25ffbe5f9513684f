package dev.parley.tests.bench.floor;

import dev.parley.tests.bench.load.Crowd;
import dev.parley.tests.bench.load.Loads;
import dev.parley.tests.bench.load.Party;
import dev.parley.tests.bench.load.Remote;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A process of the floor, or of another transport: {@code netty PROVIDER HOME}, {@code sqlite FILE}, or {@code other CLASS PORT}. */
public final class Floor {
    private Floor() {}

    /** Ends when whoever started it hangs up. */
    public static void main(String[] words) throws Exception {
        Map<String, Remote.Command> commands =
                switch (words[0]) {
                    case "netty" -> both(new NettyParty(words[1], Path.of(words[2])));
                    case "sqlite" -> new BareSqlite(Path.of(words[1])).commands();
                    default -> both(new OtherParty(words[1], Integer.parseInt(words[2])));
                };
        new Remote(commands).serve(Path.of(System.getenv(Remote.VARIABLE)));
        Runtime.getRuntime().halt(0); // threads of others may not be daemons
    }

    /** For two, and for many. */
    private static Map<String, Remote.Command> both(Party party) {
        Map<String, Remote.Command> commands = new HashMap<>(new Loads(party).commands());
        commands.putAll(new Crowd(party).commands());
        return commands;
    }
}
