package dev.parley.launcher.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.options.Options.Command;
import dev.parley.launcher.status.LaunchException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person may say, and that it arrives. */
class OptionParserTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.writeString(folder.resolve("a file.jar"), "x");
    }

    private static Options parse(String... arguments) throws LaunchException {
        return OptionParser.parse(List.of(arguments), Map.of());
    }

    private static Options variables(String... pairs) throws LaunchException {
        Map<String, String> environment = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            environment.put(pairs[i], pairs[i + 1]);
        }
        return OptionParser.parse(List.of(), environment);
    }

    @Test
    void nothingSaidIsAPeerWithoutOptions() throws LaunchException {
        Options options = parse();
        assertEquals(Command.RUN, options.command());
        for (Option option : Option.values()) {
            assertFalse(options.has(option), option::flag);
            assertEquals(List.of(), options.all(option));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NAME, Ada Lovelace",
        "NAME, 张伟 👨‍👩‍👧",
        "PORT, 0",
        "PORT, 65535",
        "BIND, 127.0.0.1",
        "BIND, ::1",
        "VISIBILITY, everyone",
        "VISIBILITY, nobody",
        "REALM, a-realm",
        "PROFILE, default",
        "PROFILE, small",
        "ACCEPT, ask",
        "ACCEPT, all",
        "COMMANDS, -",
        "EVENTS, json",
        "HOME, a folder to be made"
    })
    void eachOptionWithAValueCanBeTypedInTwoWaysAndBeAVariable(Option option, String value) throws LaunchException {
        assertEquals(Optional.of(value), parse(option.flag(), value).value(option));
        assertEquals(Optional.of(value), parse(option.flag() + "=" + value).value(option));
        assertEquals(Optional.of(value), variables(option.variable(), value).value(option));
    }

    @ParameterizedTest
    @EnumSource(names = {"FEATURE", "BUNDLE", "COMMANDS"})
    void eachOptionWithAFileToo(Option option) throws LaunchException {
        assertEquals(
                List.of(file.toString()), parse(option.flag(), file.toString()).all(option));
        assertEquals(
                List.of(file.toString()),
                variables(option.variable(), file.toString()).all(option));
    }

    @Test
    void switchesAreOnWhenTyped() throws LaunchException {
        assertTrue(parse("--verbose").has(Option.VERBOSE));
        assertTrue(parse("--verbose", "--verbose").has(Option.VERBOSE));
        assertTrue(parse("--commands", "-", "--exit").has(Option.EXIT));
        assertTrue(parse("--version").has(Option.VERSION));
        assertTrue(parse("--help").has(Option.HELP));
        assertTrue(parse("-h").has(Option.HELP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "1", "yes"})
    void switchesCanBeTurnedOnByVariables(String value) throws LaunchException {
        assertTrue(variables("PARLEY_VERBOSE", value).has(Option.VERBOSE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "no", ""})
    void orLeftOff(String value) throws LaunchException {
        assertFalse(variables("PARLEY_VERBOSE", value).has(Option.VERBOSE));
    }

    @Test
    void repeatableOnesKeepTheirOrder() throws LaunchException {
        Options options = parse("--bind", "127.0.0.1", "--verbose", "--bind=::1");
        assertEquals(List.of("127.0.0.1", "::1"), options.all(Option.BIND));
        assertEquals(Optional.of("::1"), options.value(Option.BIND));
    }

    @Test
    void aVariableHoldsSeveralAddressesOrFiles() throws LaunchException {
        assertEquals(
                List.of("127.0.0.1", "::1"),
                variables("PARLEY_BIND", "127.0.0.1, ::1,").all(Option.BIND));
        assertEquals(
                List.of(file.toString(), file.toString()),
                variables("PARLEY_BUNDLE", file + File.pathSeparator + file).all(Option.BUNDLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", " , "})
    void aVariableThatNamesNothingIsNotThere(String value) throws LaunchException {
        assertFalse(variables("PARLEY_BIND", value).has(Option.BIND));
    }

    @Test
    void theCommandLineWinsOverTheEnvironment() throws LaunchException {
        Options options = OptionParser.parse(
                List.of("--port", "7", "--bind", "::1"),
                Map.of("PARLEY_PORT", "not even a number", "PARLEY_BIND", "127.0.0.1", "PARLEY_REALM", "kept"));
        assertEquals(Optional.of("7"), options.value(Option.PORT));
        assertEquals(List.of("::1"), options.all(Option.BIND));
        assertEquals(Optional.of("kept"), options.value(Option.REALM));
    }

    @Test
    void callTakesOneConsoleCommandAsTheShellGivesIt() throws LaunchException {
        Options options = parse("--home", "h", "call", "near");
        assertEquals(Command.CALL, options.command());
        assertEquals("near", options.called());
        assertEquals(
                "say \"two words\" \"it's\" \"\" plain",
                parse("call", "say", "two words", "it's", "", "plain").called());
        assertEquals("near --help", parse("call", "near", "--help").called());
        assertTrue(parse("call", "near", "--json").has(Option.JSON));
        assertTrue(parse("--json", "call", "near").has(Option.JSON));
    }

    @Test
    void whatIsSetForPeersDoesNotHinderTheOtherCommands() throws LaunchException {
        Map<String, String> environment = Map.of("PARLEY_EXIT", "true", "PARLEY_PORT", "7", "PARLEY_HOME", "h");
        assertEquals(
                Optional.of("h"),
                OptionParser.parse(List.of("call", "near"), environment).value(Option.HOME));
        assertEquals(
                Command.DEMO,
                OptionParser.parse(List.of("demo", "--script"), environment).command());
    }

    @Test
    void whoAsksForHelpNeedNotBeRightAboutTheRest() throws LaunchException {
        assertTrue(parse("--help", "--port", "x").has(Option.HELP));
        assertTrue(OptionParser.parse(List.of("--version"), Map.of("PARLEY_BIND", "nowhere"))
                .has(Option.VERSION));
        assertTrue(parse("--help", "call").has(Option.HELP));
    }

    @Test
    void theHelpNamesEveryOptionWithItsChoicesAndFitsATerminal() {
        String help = Help.text();
        for (Option option : Option.values()) {
            assertTrue(help.contains("  " + option.flag()), option::flag);
            option.choices().forEach(choice -> assertTrue(help.contains(choice), choice));
        }
        help.lines().forEach(line -> assertTrue(line.length() <= 120, line));
    }
}
