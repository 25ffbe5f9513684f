package dev.parley.tests.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What the tester inside wrote: one file a bundle of tests, in the format of JUnit's reports. */
final class Reports {
    private Reports() {}

    /** One test that ran; {@code failure} is empty when it passed. */
    record Case(String name, String failure) {}

    static List<Case> read(Path folder) throws IOException {
        List<Case> cases = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            for (Path file : Distribution.files(folder)) {
                if (file.toString().endsWith(".xml")) {
                    NodeList all = parse(file).getElementsByTagName("testcase");
                    for (int i = 0; i < all.getLength(); i++) {
                        cases.add(one((Element) all.item(i)));
                    }
                }
            }
        }
        return cases;
    }

    private static Case one(Element test) {
        String type = test.getAttribute("classname");
        return new Case(
                type.substring(type.lastIndexOf('.') + 1) + "." + test.getAttribute("name"),
                text(test, "failure") + text(test, "error") + text(test, "skipped"));
    }

    /** A skipped test counts as one that failed: there is nothing to skip here. */
    private static String text(Element test, String kind) {
        NodeList found = test.getElementsByTagName(kind);
        if (found.getLength() == 0) {
            return "";
        }
        Element element = (Element) found.item(0);
        return kind + ": " + element.getAttribute("message") + "\n" + element.getTextContent();
    }

    private static Element parse(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is no report of tests", e);
        }
    }
}
