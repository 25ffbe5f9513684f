package dev.parley.tests.bench.floor;

import dev.parley.tests.bench.load.Loads;
import dev.parley.tests.bench.load.Party;
import dev.parley.tests.bench.load.Remote;
import java.nio.file.Path;

/** A process of the floor, or of another transport: {@code netty PROVIDER HOME}, or {@code other CLASS PORT}. */
public final class Floor {
    private Floor() {}

    /** Ends when whoever started it hangs up. */
    public static void main(String[] words) throws Exception {
        Party party = words[0].equals("netty")
                ? new NettyParty(words[1], Path.of(words[2]))
                : new OtherParty(words[1], Integer.parseInt(words[2]));
        new Remote(new Loads(party).commands()).serve(Path.of(System.getenv(Remote.VARIABLE)));
        Runtime.getRuntime().halt(0); // threads of others may not be daemons
    }
}
