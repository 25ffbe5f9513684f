package dev.parley.tests.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A test that ran.
 *
 * @param type the simple name of its class
 * @param name of the method, with what JUnit adds to it
 */
record Ran(String type, String name, End end) {
    /** How it ended. */
    enum End {
        PASSED,
        SKIPPED,
        FAILED
    }

    /** What all modules reported since then, also from inside the framework; what is older is of another build. */
    static List<Ran> since(Instant began, Path root) throws IOException {
        List<Path> reports;
        try (Stream<Path> all = Files.walk(root, 5)) {
            reports = all.filter(file ->
                            file.toString().matches(".*/target/(surefire-reports|reports-[^/]*)/TEST-[^/]*\\.xml"))
                    .toList();
        }
        List<Ran> ran = new ArrayList<>();
        for (Path report : reports) {
            if (!Files.getLastModifiedTime(report).toInstant().isBefore(began)) {
                ran.addAll(of(report));
            }
        }
        return ran;
    }

    private static List<Ran> of(Path report) throws IOException {
        try {
            NodeList cases = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(report.toFile())
                    .getElementsByTagName("testcase");
            List<Ran> ran = new ArrayList<>();
            for (int i = 0; i < cases.getLength(); i++) {
                ran.add(of((Element) cases.item(i)));
            }
            return ran;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(report + " is no report of tests", e);
        }
    }

    private static Ran of(Element test) {
        String type = test.getAttribute("classname");
        End end = has(test, "failure") || has(test, "error")
                ? End.FAILED
                : has(test, "skipped") ? End.SKIPPED : End.PASSED;
        return new Ran(type.substring(type.lastIndexOf('.') + 1), test.getAttribute("name"), end);
    }

    private static boolean has(Element test, String kind) {
        return test.getElementsByTagName(kind).getLength() > 0;
    }
}
