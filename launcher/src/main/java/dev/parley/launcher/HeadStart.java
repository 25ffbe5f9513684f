package dev.parley.launcher;

import dev.parley.launcher.home.FrameworkFolder;
import dev.parley.launcher.home.Home;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.xml.parsers.SAXParserFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What takes its time and stands in nobody's way goes on aside while the framework is made: the log, then those parts of the platform
 * that the bundles ask for soon, one after another, when they start. What the last start left is deleted then.
 */
final class HeadStart {
    /** Descriptors of components are XML; the rest is what reading the keys of a person takes. */
    private static final List<Callable<?>> SOON = List.of(
            HeadStart::xml,
            () -> KeyStore.getInstance("PKCS12"),
            () -> Mac.getInstance("HmacPBESHA256"),
            () -> Cipher.getInstance("PBEWithHmacSHA256AndAES_256"),
            () -> CertificateFactory.getInstance("X.509"),
            () -> KeyFactory.getInstance("EC"));

    private final FrameworkFolder leftOver;
    private final CompletableFuture<Logger> log = new CompletableFuture<>();

    private HeadStart(FrameworkFolder leftOver) {
        this.leftOver = leftOver;
    }

    /** Begins; where the log lies must be known, and the home be locked. */
    static HeadStart begin(Home home) {
        FrameworkFolder leftOver = new FrameworkFolder(home);
        leftOver.setAside();
        HeadStart start = new HeadStart(leftOver);
        Thread thread = new Thread(start::run, "parley-ahead");
        thread.setDaemon(true);
        thread.start();
        return start;
    }

    private void run() {
        try {
            log.complete(LoggerFactory.getLogger(HeadStart.class));
        } catch (RuntimeException | Error e) {
            log.completeExceptionally(e);
            return;
        }
        for (Callable<?> part : SOON) {
            try {
                part.call();
            } catch (Exception e) { // whoever needs it will find that, and say so to the person
                log.join().debug("the platform lacks something", e);
            }
        }
        leftOver.deleteOld();
    }

    private static Void xml() throws Exception {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.setNamespaceAware(true);
        byte[] document = "<a b=\"c\">d</a>".getBytes(StandardCharsets.UTF_8);
        factory.newSAXParser().parse(new ByteArrayInputStream(document), new DefaultHandler());
        return null;
    }

    /** Waits until there is a log: what is logged before is printed as a warning by SLF4J. */
    void awaitLog() {
        log.join();
    }
}
