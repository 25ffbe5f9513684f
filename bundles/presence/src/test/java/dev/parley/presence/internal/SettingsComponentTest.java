package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.Visibility;
import dev.parley.testkit.ForgetfulFiles;
import dev.parley.testkit.HandDrivenExecution;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SettingsComponentTest {
    private static final Path HOME = Path.of("/home/left/parley");
    private static final Path FILE = HOME.resolve("settings");

    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final ForgetfulFiles files = new ForgetfulFiles();
    private final FakeBundle bundle = new FakeBundle();

    private SettingsComponent start(String visibility) {
        return new SettingsComponent(bundle.context(), new Configured(visibility), execution, files);
    }

    private Optional<Visibility> registered() {
        execution.run();
        assertEquals(1, bundle.services.size());
        return ((Settings) bundle.services.get(0)).visibility();
    }

    private void write(String text) throws IOException {
        files.writePrivate(FILE, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void nothingIsRegisteredBeforeTheFileIsRead() throws IOException {
        write("visibility=everyone\n");
        start("");
        assertEquals(List.of(), bundle.services);
        assertEquals(Optional.of(Visibility.EVERYONE), registered());
    }

    @Test
    void noAnswerYet() {
        start("");
        assertEquals(Optional.empty(), registered());
    }

    @Test
    void theConfigurationCountsMoreThanTheAnswer() throws IOException {
        write("visibility=everyone\n");
        start("nobody");
        assertEquals(Optional.of(Visibility.NOBODY), registered());
    }

    @Test
    void whatNobodyUnderstandsHides() throws IOException {
        start("evrybody");
        assertEquals(Optional.of(Visibility.NOBODY), registered());
        bundle.services.clear();
        write("visibility=\\u00zz");
        start("");
        assertEquals(Optional.empty(), registered());
        bundle.services.clear();
        write("visibility=everyone\n");
        files.expose(FILE);
        start("");
        assertEquals(Optional.empty(), registered(), "others may have written it");
    }

    @Test
    void itStopsInTheMiddleOfReading() {
        start("").stop();
        execution.run();
        assertEquals(List.of(), bundle.services);
    }

    @Test
    void itStopsWhenItsBundleIsGone() {
        SettingsComponent component = start("");
        execution.run();
        bundle.stopped = true;
        component.stop();
        execution.run();
        start("");
        execution.run();
        assertEquals(1, bundle.services.size(), "the framework takes the first one away by itself");
    }

    @Test
    void anAnswerThatWasGivenIsKeptThoughItStops() throws IOException {
        write("other=kept\n");
        SettingsComponent component = start("");
        execution.run();
        Settings settings = (Settings) bundle.services.get(0);
        CompletionStage<Void> kept = settings.setVisibility(Visibility.EVERYONE);
        component.stop();
        execution.run();
        assertTrue(kept.toCompletableFuture().isDone());
        files.crash();
        String text = new String(files.readPrivate(FILE, 1_000).orElseThrow(), StandardCharsets.UTF_8);
        assertTrue(text.contains("visibility=everyone") && text.contains("other=kept"), text);
        CompletionStage<Void> late = settings.setVisibility(Visibility.NOBODY);
        assertTrue(late.toCompletableFuture().isCompletedExceptionally());
    }

    @Test
    void aFullDiskIsTold() {
        start("");
        execution.run();
        Settings settings = (Settings) bundle.services.get(0);
        files.failAt(1);
        CompletionStage<Void> kept = settings.setVisibility(Visibility.EVERYONE);
        execution.run();
        assertTrue(kept.toCompletableFuture().isCompletedExceptionally());
        assertEquals(Optional.of(Visibility.EVERYONE), settings.visibility(), "it holds until Parley ends");
    }

    @Test
    void twentyTimes() {
        for (int i = 0; i < 20; i++) {
            SettingsComponent component = start("");
            execution.run();
            assertEquals(1, bundle.services.size());
            component.stop();
            execution.run();
            assertEquals(List.of(), bundle.services);
        }
    }

    private record Configured(String visibility) implements SettingsComponent.Config {
        @Override
        public String home() {
            return HOME.toString();
        }

        @Override
        public long graceMs() {
            return 70_000;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return SettingsComponent.Config.class;
        }
    }
}
