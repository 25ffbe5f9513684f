package dev.parley.launcher.feature;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bundle's name in a Feature file: Maven coordinates (159.3). Its parts cannot leave a repository's folder.
 *
 * @param classifier empty for most
 */
record BundleId(String group, String name, String type, String classifier, String version) {
    private static final String PART = "([A-Za-z0-9_][A-Za-z0-9_.+-]*)";
    private static final Pattern FORM =
            Pattern.compile(PART + ':' + PART + "(?::" + PART + "(?::" + PART + ")?)?:" + PART);

    /** @throws IllegalArgumentException when it is of another form */
    static BundleId parse(String id) {
        Matcher matcher = FORM.matcher(id);
        if (!matcher.matches() || id.contains("..")) {
            throw new IllegalArgumentException(
                    "\"" + id + "\" is not of the form group:artifact[:type[:classifier]]:version");
        }
        return new BundleId(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3) == null ? "jar" : matcher.group(3),
                matcher.group(4) == null ? "" : matcher.group(4),
                matcher.group(5));
    }

    /** Where it lies in a Maven repository. */
    String path() {
        return group.replace('.', '/')
                + '/'
                + name
                + '/'
                + version
                + '/'
                + name
                + '-'
                + version
                + (classifier.isEmpty() ? "" : '-' + classifier)
                + '.'
                + type;
    }
}
