package dev.parley.launcher.control;

import dev.parley.launcher.home.Home;
import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Shown;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;

/** {@code parley call "COMMAND"}. */
public final class Call {
    private Call() {}

    /**
     * @return the command's status
     * @throws LaunchException with status 3 when nothing runs in that home
     */
    public static int run(Home home, String command, boolean json, PrintStream out, PrintStream err)
            throws LaunchException {
        if (!Files.exists(home.control())) {
            throw notRunning(home, null);
        }
        try {
            ControlClient.Answer answer = new ControlClient(home.control()).call(command, json);
            PrintStream to = answer.status() == 0 || json ? out : err;
            if (!answer.output().isEmpty()) {
                to.println(
                        json
                                ? answer.output().strip()
                                : Shown.lines(answer.output()).stripTrailing());
            }
            return answer.status();
        } catch (IOException e) {
            throw notRunning(home, e);
        }
    }

    private static LaunchException notRunning(Home home, IOException why) {
        return LaunchException.cannotStart(
                "No parley answers in the home " + home.folder() + (why == null ? "" : " (" + why.getMessage() + ")")
                        + ". Start one with parley --home DIR, or name another home.",
                why);
    }
}
