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

    private final FileLayer files;
    private final Path file;
    private final Executor executor;
    private final Properties kept; // of the executor
    private volatile Optional<Visibility> visibility;

    private Settings(FileLayer files, Path file, Executor executor, Properties kept, Optional<Visibility> override) {
        this.files = files;
        this.file = file;
        this.executor = executor;
        this.kept = kept;
        this.visibility =
                override.isPresent() ? override : visibility(kept.getProperty(VISIBILITY, ""), file.toString());
    }

    /**
     * Reads the file; blocks. One that cannot be read counts as no answer, which is the safe side: nobody sees this person until an
     * answer is given, and that writes the file anew.
     *
     * @param override what a configuration says instead of the file
     */
    static Settings load(FileLayer files, Path home, Executor executor, Optional<Visibility> override) {
        Path file = home.resolve("settings");
        return new Settings(files, file, executor, read(files, file), override);
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
     * @param text everyone, nobody, or empty
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
                    "{} says visibility = {}; it can be everyone or nobody, and counts as nobody.",
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
        CompletableFuture<Void> done = new CompletableFuture<>();
        visibility = Optional.of(answer);
        try {
            executor.execute(() -> write(answer, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new ParleyException(
                    "The setting was not kept: Parley is stopping. Set it again at the next start.", e));
        }
        return done.minimalCompletionStage();
    }

    private void write(Visibility answer, CompletableFuture<Void> done) {
        kept.setProperty(VISIBILITY, answer.name().toLowerCase(Locale.ROOT));
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
