package dev.parley.launcher.feature;

import dev.parley.launcher.json.Json;
import dev.parley.launcher.json.JsonException;
import dev.parley.launcher.status.LaunchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads Feature files (159.7), and refuses what it does not understand but must. */
public final class FeatureReader {
    private static final String VERSION = "1.0";
    private static final String LAUNCHING = "framework-launching-properties";
    private static final int MOST_BYTES = 4 << 20;
    private static final int HIGHEST_LEVEL = 99;
    private static final Set<String> PLATFORMS =
            Set.of("", "linux-x86_64", "linux-aarch_64", "osx-x86_64", "osx-aarch_64", "windows-x86_64");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    private final List<Path> repositories;

    /** @param repositories folders in Maven's layout; the first with a bundle has it */
    public FeatureReader(List<Path> repositories) {
        this.repositories = List.copyOf(repositories);
    }

    /** @throws LaunchException with {@code status} when the file is no such feature, saying why */
    public Feature read(Path file, int status) throws LaunchException {
        try {
            return parse(text(file));
        } catch (NoSuchFileException e) {
            throw unusable(file, "there is no such file", status, e);
        } catch (CharacterCodingException e) {
            throw unusable(file, "it is no text in UTF-8", status, e);
        } catch (IOException e) {
            throw unusable(file, e.toString(), status, e);
        } catch (JsonException | IllegalArgumentException e) {
            throw unusable(file, e.getMessage(), status, e);
        }
    }

    private static LaunchException unusable(Path file, String why, int status, Exception cause) {
        return new LaunchException(
                status, "The feature " + file + " cannot be used: " + why + ". Build it anew, or name another.", cause);
    }

    /** Never more than the limit, whatever a special file may give. */
    private static String text(Path file) throws IOException, JsonException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new JsonException("it has more than " + MOST_BYTES + " bytes");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    /**
     * @throws JsonException when it is no feature
     * @throws IllegalArgumentException when a bundle's id is none
     */
    Feature parse(String text) throws JsonException {
        Map<String, Object> feature = Json.parseObject(text);
        Object version = feature.getOrDefault("feature-resource-version", VERSION);
        if (!VERSION.equals(version)) {
            throw new JsonException("it is of version " + version + ", and " + VERSION + " can be read");
        }
        List<FeatureBundle> bundles = new ArrayList<>();
        for (Object bundle : Json.array(feature.getOrDefault("bundles", List.of()), "bundles")) {
            bundles.add(bundle(Json.object(bundle, "a bundle")));
        }
        return new Feature(
                string(feature, "id", null),
                flag(feature, "complete"),
                List.copyOf(bundles),
                configurations(feature),
                properties(feature));
    }

    private FeatureBundle bundle(Map<String, Object> bundle) throws JsonException {
        String id = string(bundle, "id", null);
        BundleId coordinates = BundleId.parse(id);
        Object level = bundle.getOrDefault("bundleStartLevel", 1L);
        if (!(level instanceof Long number) || number < 1 || number > HIGHEST_LEVEL) {
            throw new JsonException(
                    id + " has the start level " + level + ", and 1 to " + HIGHEST_LEVEL + " are possible");
        }
        String platform = string(bundle, "platform", "");
        if (!PLATFORMS.contains(platform)) {
            throw new JsonException(id + " is for the unknown platform " + platform);
        }
        String sha256 = string(bundle, "sha-256", "");
        if (!SHA_256.matcher(sha256).matches()) {
            throw new JsonException(id + " has no sha-256, and no other digest counts");
        }
        return new FeatureBundle(id, find(coordinates.path()), number.intValue(), platform, sha256);
    }

    private Path find(String path) {
        for (Path repository : repositories) {
            Path jar = repository.resolve(path);
            if (Files.exists(jar)) {
                return jar;
            }
        }
        return repositories.get(0).resolve(path);
    }

    private static Map<String, Map<String, Object>> configurations(Map<String, Object> feature) throws JsonException {
        Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
        Object all = feature.getOrDefault("configurations", Map.of());
        for (Map.Entry<String, Object> each : Json.object(all, "configurations").entrySet()) {
            configurations.put(each.getKey(), Json.object(each.getValue(), each.getKey()));
        }
        return configurations;
    }

    private static Map<String, String> properties(Map<String, Object> feature) throws JsonException {
        Map<String, String> properties = new LinkedHashMap<>();
        Object all = feature.getOrDefault("extensions", Map.of());
        for (Map.Entry<String, Object> each : Json.object(all, "extensions").entrySet()) {
            Map<String, Object> extension = Json.object(each.getValue(), each.getKey());
            if (each.getKey().equals(LAUNCHING)) {
                Json.object(extension.get("json"), LAUNCHING)
                        .forEach((name, value) -> properties.put(name, String.valueOf(value)));
            } else if ("mandatory".equals(extension.get("kind"))) {
                throw new JsonException("the extension " + each.getKey() + " is mandatory, and unknown here");
            }
        }
        return properties;
    }

    private static String string(Map<String, Object> object, String name, String otherwise) throws JsonException {
        Object value = object.containsKey(name) ? object.get(name) : otherwise;
        if (value instanceof String string) {
            return string;
        }
        throw new JsonException("\"" + name + "\" is no text");
    }

    private static boolean flag(Map<String, Object> object, String name) throws JsonException {
        Object value = object.getOrDefault(name, false);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new JsonException("\"" + name + "\" is neither true nor false");
    }
}
