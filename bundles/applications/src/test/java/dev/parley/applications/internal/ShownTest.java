package dev.parley.applications.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationEvent;
import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.Audience;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerScope;
import dev.parley.spi.store.StoreException;
import dev.parley.spi.store.StoredRecord;
import dev.parley.testkit.FakeStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may see an application, by its author's scope and the person's choice. */
class ShownTest {
    private static final ApplicationId ID = ApplicationId.parse(TestBundle.ID);

    @TempDir
    Path folder;

    private InFelix felix;

    @BeforeEach
    void start() throws Exception {
        felix = new InFelix(folder);
    }

    @AfterEach
    void stop() throws Exception {
        felix.close();
    }

    private void deploy(String scope) {
        felix.get(felix.applications()
                .deploy(new TestBundle("app.one", "1.0").with("scope=" + scope).write(folder)));
    }

    private boolean isOffered(PeerScope audience) {
        return !felix.applications.offered(audience).isEmpty();
    }

    private InstalledApplication installed() {
        return felix.applications().installed().get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "ALL, EVERYONE, true, true",
        "ALL, CONTACTS, false, true",
        "ALL, NOBODY, false, false",
        "NEAR_ME, EVERYONE, true, false",
        "NEAR_ME, CONTACTS, false, true",
        "NEAR_ME, NOBODY, false, false",
        "INTERNET, CONTACTS, false, true",
        "INTERNET, NOBODY, false, false",
        "NONE, NOBODY, false, false"
    })
    void row25_scopeAndChoiceDecideWhoSeesIt(String scope, Audience choice, boolean near, boolean contacts) {
        deploy(scope);
        felix.get(felix.applications().show(ID, choice));
        assertEquals(near, isOffered(PeerScope.NEAR_ME));
        assertEquals(contacts, isOffered(PeerScope.INTERNET));
        assertEquals(choice, installed().shownTo());
        assertTrue(installed().chosen());
    }

    @ParameterizedTest
    @CsvSource({"ALL, EVERYONE", "NEAR_ME, EVERYONE", "INTERNET, CONTACTS", "NONE, NOBODY"})
    void withoutAChoiceItIsWhatTheScopeAllows(String scope, Audience widest) {
        deploy(scope);
        assertEquals(widest, installed().shownTo());
        assertFalse(installed().chosen());
    }

    @ParameterizedTest
    @CsvSource({"INTERNET, EVERYONE", "NONE, EVERYONE", "NONE, CONTACTS"})
    void theScopeIsTheWidestChoice(String scope, Audience tooWide) {
        deploy(scope);
        assertInstanceOf(
                ApplicationException.class, felix.failure(felix.applications().show(ID, tooWide)));
        assertFalse(installed().chosen());
    }

    @Test
    void aNewVersionWithANarrowerScopeNarrowsTheChoice() {
        deploy("ALL");
        felix.get(felix.applications().show(ID, Audience.EVERYONE));
        felix.get(felix.applications()
                .deploy(new TestBundle("app.one", "2.0").with("scope=INTERNET").write(folder)));
        assertEquals(Audience.CONTACTS, installed().shownTo());
    }

    @Test
    void whatIsNotThereCannotBeShown() {
        assertInstanceOf(
                ApplicationException.Unknown.class,
                felix.failure(felix.applications().show(ID, Audience.NOBODY)));
    }

    @Test
    void row26_aChoiceIsAnEventAndAnOfferAtOnce() {
        deploy("ALL");
        List<ApplicationEvent> events = new ArrayList<>();
        List<Boolean> offers = new ArrayList<>();
        felix.applications.onChange(events::add);
        felix.applications.onChange(() -> offers.add(isOffered(PeerScope.NEAR_ME)));
        felix.execution.run();
        felix.get(felix.applications().show(ID, Audience.NOBODY));
        assertInstanceOf(ApplicationEvent.Updated.class, events.get(1));
        assertEquals(Audience.NOBODY, events.get(1).application().shownTo());
        felix.get(felix.applications().show(ID, Audience.EVERYONE));
        assertEquals(List.of(false, true), offers);
        felix.get(felix.applications().show(ID, Audience.EVERYONE));
        assertEquals(3, events.size(), "the same choice again is no event");
    }

    @Test
    void row23_theChoiceSurvivesARestart() throws Exception {
        FakeStore store = new FakeStore(Runnable::run);
        deploy("ALL");
        felix.applications.bindStore(store);
        assertTrue(felix.get(felix.applications().show(ID, Audience.CONTACTS)));
        felix.close();
        felix = new InFelix(folder.resolve("again"));
        felix.applications.bindStore(store);
        deploy("ALL");
        assertEquals(Audience.CONTACTS, installed().shownTo());
        assertTrue(installed().chosen());
        assertFalse(isOffered(PeerScope.NEAR_ME));
    }

    @Test
    void nothingIsShownBeforeTheChoicesOfEarlierStartsAreRead() throws Exception {
        Path store = new TestBundle("the.store", "1.0")
                .id("11111111-2222-4333-8444-555555555555")
                .more(
                        "Provide-Capability",
                        "osgi.service;objectClass:List<String>=\"dev.parley.spi.store.RecordStore\"")
                .write(folder);
        felix.close();
        felix = new InFelix(folder.resolve("again"), Optional.empty(), store);
        deploy("ALL");
        assertEquals(List.of(), felix.applications.offered(PeerScope.ALL), "the choice may have been nobody");
        assertTrue(felix.applications.find(ID).isPresent(), "it can be launched");
        felix.applications.bindStore(new FakeStore(Runnable::run));
        assertEquals(2, felix.applications.offered(PeerScope.NEAR_ME).size());
    }

    @Test
    void withoutAStoreItHoldsUntilTheEndAndIsWrittenWhenOneComes() {
        FakeStore store = new FakeStore(Runnable::run);
        deploy("ALL");
        assertFalse(felix.get(felix.applications().show(ID, Audience.NOBODY)));
        felix.applications.bindStore(store);
        assertEquals(1, store.table(Shown.TABLE).size());
        assertEquals(Audience.NOBODY, installed().shownTo());
    }

    @Test
    void aFullDiskChangesNothing() {
        FakeStore store = new FakeStore(Runnable::run);
        deploy("ALL");
        felix.applications.bindStore(store);
        store.full(true);
        assertInstanceOf(
                StoreException.class, felix.failure(felix.applications().show(ID, Audience.NOBODY)));
        assertEquals(Audience.EVERYONE, installed().shownTo());
    }

    @Test
    void mutatedRecordsAreChoicesOrNothing() {
        Random random = new Random(46);
        List<Audience> audiences = List.of(Audience.values());
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder key = new StringBuilder(TestBundle.ID);
            StringBuilder value =
                    new StringBuilder(audiences.get(i % audiences.size()).name());
            StringBuilder changed = i % 2 == 0 ? key : value;
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                changed.setCharAt(random.nextInt(changed.length()), (char) random.nextInt(256));
            }
            Optional<?> choice =
                    Shown.read(new StoredRecord(key.toString(), StandardCharsets.ISO_8859_1.encode(value.toString())));
            read += choice.isPresent() ? 1 : 0;
        }
        assertTrue(read > 1_000 && read < 100_000, read + " were read");
    }
}
