package dev.parley.launcher.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Shown;
import dev.parley.launcher.status.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong is refused with status 2, in a sentence that names it and says what is possible. */
class WrongOptionsTest {
    private static String refused(Map<String, String> environment, String... arguments) {
        LaunchException e =
                assertThrows(LaunchException.class, () -> OptionParser.parse(List.of(arguments), environment));
        assertEquals(Status.WRONG_OPTIONS, e.status());
        assertTrue(e.getMessage().endsWith("."), e.getMessage());
        assertEquals(Shown.lines(e.getMessage()), e.getMessage());
        return e.getMessage();
    }

    private static String refused(String... arguments) {
        return refused(Map.of(), arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "--port, -1, 65535",
        "--port, 65536, 65535",
        "--port, 1e3, 65535",
        "--port, '', 65535",
        "--port, 99999999999999999999, 65535",
        "--visibility, Everyone, everyone or contacts or nobody",
        "--profile, large, default or small",
        "--accept, none, ask or all",
        "--events, xml, json",
        "--name, '  ', 1 to 255 characters",
        "--realm, '', 1 to 255 characters",
        "--bind, no-such-interface, interface of this machine: ",
        "--bind, 192.0.2.1, interface of this machine: ",
        "--bind, 999.1.1.1, interface of this machine: ",
        "--bind, 1.2.3, interface of this machine: ",
        "--bind, fe80::1%nothing, interface of this machine: ",
        "--bind, ':::', interface of this machine: ",
        "--home, '', folder",
        "--feature, /nowhere/at/all.json, file that you may read",
        "--bundle, /, file that you may read",
        "--commands, /nowhere/at/all, file that you may read"
    })
    void aWrongValueIsNamedWithWhatIsPossible(String flag, String value, String possible) {
        String said = refused(flag, value);
        assertTrue(said.startsWith(flag + " is \"" + value + "\""), said);
        assertTrue(said.contains(possible), said);
    }

    @Test
    void aWrongVariableIsNamedAsAVariable() {
        assertTrue(refused(Map.of("PARLEY_PORT", "x")).startsWith("PARLEY_PORT is \"x\""));
        assertTrue(refused(Map.of("PARLEY_VERBOSE", "maybe")).startsWith("PARLEY_VERBOSE is \"maybe\""));
        assertTrue(refused(Map.of("PARLEY_EXIT", "1")).startsWith("PARLEY_EXIT is possible only"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u001b[2Jb", "a\nb", "a\u202eb", "a\u0000b", "a\u009bb", "\ud800"})
    void namesThatSteerATerminalAreRefusedAndNotRepeated(String name) {
        refused("--name", name);
        refused("--realm", name);
        refused("--home=" + name + "\0");
        refused(name);
        refused("--" + name);
    }

    @Test
    void aNameHasAtMost255CharactersAndTheMessageIsShorter() {
        assertTrue(refused("--name", "x".repeat(100_000)).length() < 500);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"EXIT", "VERBOSE", "JSON", "SCRIPT", "THREE", "VERSION", "HELP"})
    void aValueThatIsMissingIsAskedFor(Option option) {
        String said = refused(option.flag());
        assertTrue(said.contains(option.flag() + " " + option.argument()), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--exit", "--verbose", "--json", "--help"})
    void aSwitchTakesNoValue(String flag) {
        assertEquals(flag + " takes no value.", refused(flag + "=true"));
    }

    @Test
    void whatIsNotRepeatableIsRefusedTheSecondTime() {
        assertEquals("--port is given twice; once is possible.", refused("--port", "1", "--port=1"));
    }

    @Test
    void whatIsNoOptionAndNoCommandIsNamed() {
        assertTrue(refused("--prot", "1").contains("--port"));
        assertTrue(refused("start").startsWith("\"start\" is no command"));
        assertTrue(refused("demo", "now").startsWith("\"now\" after demo"));
        assertTrue(refused("").startsWith("\"\" is no command"));
    }

    @Test
    void optionsThatMeanNothingTogetherAreRefused() {
        assertTrue(refused("--exit").contains("--commands"));
        assertTrue(refused("--json").contains("call"));
        assertTrue(refused("--script").contains("demo"));
        assertTrue(refused("--three").contains("demo"));
        assertEquals("--port means nothing with demo; leave it out.", refused("--port", "1", "demo"));
        assertEquals("--port means nothing with call; leave it out.", refused("--port", "1", "call", "near"));
    }

    @Test
    void callWantsOneCommandAndOptionsBeforeIt() {
        assertTrue(refused("call").contains("call \"near\""));
        assertTrue(refused("call", " ").contains("call \"near\""));
        assertTrue(refused("call", "near\nme").contains("one console command"));
        assertTrue(refused("call", "--home", "x", "near").startsWith("Options stand before call"));
        assertTrue(refused("call", "--home=x", "near").startsWith("Options stand before call"));
    }
}
