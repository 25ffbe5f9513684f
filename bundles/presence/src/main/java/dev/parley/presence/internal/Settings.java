package dev.parley.presence.internal;

import dev.parley.api.collaboration.Visibility;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.Text;
import dev.parley.spi.store.FileLayer;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The person's answers: {@code settings} in the home folder, a properties file in UTF-8 of at most 64 KiB. Keys that are not known here
 * are kept. Any thread; the disk is used on the executor only.
 */
final class Settings {
    private static final Logger LOG = LoggerFactory.getLogger(Settings.class);
    private static final int BYTES = 65_536;
    private static final String VISIBILITY = "visibility";
    private static final String ENDPOINT_NAME = "endpoint-name";

    private final FileLayer files;
    private final Path file;
    private final Executor executor;
    private final Properties kept; // of the executor
    private final Defaults defaults;
    private volatile Optional<Visibility> visibility;
    private volatile String endpointName;

    /**
     * What holds where the file says nothing, or is not asked.
     *
     * @param visibility what a configuration says instead of the file
     * @param endpointName what this endpoint is called until the person says otherwise: a label
     * @param grace how long a link to somebody watched may be away before that is an event
     */
    record Defaults(Optional<Visibility> visibility, String endpointName, Duration grace) {}

    private Settings(FileLayer files, Path file, Executor executor, Properties kept, Defaults defaults) {
        this.files = files;
        this.file = file;
        this.executor = executor;
        this.kept = kept;
        this.defaults = defaults;
        this.visibility = defaults.visibility().isPresent()
                ? defaults.visibility()
                : visibility(kept.getProperty(VISIBILITY, ""), file.toString());
        this.endpointName = named(kept.getProperty(ENDPOINT_NAME, ""));
    }

    private String named(String name) {
        return name.isEmpty() ? defaults.endpointName() : Text.label(name);
    }

    /**
     * Reads the file; blocks. One that cannot be read counts as no answer, which is the safe side: nobody sees this person until an
     * answer is given, and that writes the file anew.
     */
    static Settings load(FileLayer files, Path home, Executor executor, Defaults defaults) {
        Path file = home.resolve("settings");
        return new Settings(files, file, executor, read(files, file), defaults);
    }

    private static Properties read(FileLayer files, Path file) {
        Properties properties = new Properties();
        try {
            Optional<byte[]> bytes = files.readPrivate(file, BYTES);
            if (bytes.isPresent()) {
                properties.load(new StringReader(new String(bytes.get(), StandardCharsets.UTF_8)));
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "The settings in {} cannot be read; they count as not given, and nobody sees you until you answer again.",
                    file,
                    e);
            properties.clear();
        }
        return properties;
    }

    /**
     * @param text everyone, contacts, nobody, or empty
     * @param where for the log
     */
    static Optional<Visibility> visibility(String text, String where) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Visibility.valueOf(text.strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "{} says visibility = {}; it can be everyone, contacts or nobody, and counts as nobody.",
                    where,
                    Text.label(text),
                    e);
            return Optional.of(Visibility.NOBODY);
        }
    }

    /** What holds now: the last answer, or what the configuration says instead. */
    Optional<Visibility> visibility() {
        return visibility;
    }

    /** Holds at once, also over the configuration, for it is the newest word; the stage completes when it is on disk. */
    CompletionStage<Void> setVisibility(Visibility answer) {
        visibility = Optional.of(answer);
        return keep(VISIBILITY, answer.name().toLowerCase(Locale.ROOT));
    }

    /** What this endpoint is called. */
    String endpointName() {
        return endpointName;
    }

    /**
     * Holds at once; the stage completes when it is on disk.
     *
     * @param name a label; empty for the default
     */
    CompletionStage<Void> setEndpointName(String name) {
        endpointName = named(name);
        return keep(ENDPOINT_NAME, name);
    }

    /** How long a link to somebody watched may be away before that is an event. */
    Duration grace() {
        return defaults.grace();
    }

    private CompletionStage<Void> keep(String key, String value) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            executor.execute(() -> write(key, value, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new ParleyException(
                    "The setting was not kept: Parley is stopping. Set it again at the next start.", e));
        }
        return done.minimalCompletionStage();
    }

    private void write(String key, String value, CompletableFuture<Void> done) {
        kept.setProperty(key, value);
        StringWriter text = new StringWriter();
        try {
            kept.store(text, null);
            files.writePrivate(file, text.toString().getBytes(StandardCharsets.UTF_8));
            done.complete(null);
        } catch (IOException e) {
            done.completeExceptionally(new ParleyException(
                    "The setting could not be kept in " + file + ": " + e.getMessage()
                            + ". It holds until Parley ends.",
                    e));
        }
    }
}
