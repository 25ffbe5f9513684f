package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.HandDrivenExecution;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StationsTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(3);
    private final FakeStations fakes = new FakeStations();
    private final Stations stations = new Stations(fakes.setting(execution));
    private final List<Station> news = new ArrayList<>();

    private List<Attachment> follow(Attachment... wanted) {
        return stations.follow(List.of(wanted), any -> null, news::add);
    }

    @Test
    void opensWhatIsNewAndClosesWhatIsNoMore() {
        assertEquals(List.of(), follow(Examples.V4, Examples.V6));
        assertEquals(2, news.size());
        assertEquals(news, stations.all());
        assertEquals(List.of(), follow(Examples.V4, Examples.V6));
        assertEquals(2, news.size(), "nothing is opened twice");
        assertEquals(List.of(Examples.V6), follow(Examples.V4));
        assertTrue(fakes.responder(Examples.V6).closed);
        assertEquals(Optional.empty(), stations.at(Examples.V6));
        assertEquals(Optional.of(news.get(0)), stations.at(Examples.V4));
    }

    @Test
    void eachOpeningHasANameOfItsOwn() {
        follow(Examples.V4, Examples.V6);
        follow();
        follow(Examples.V4);
        List<String> names = fakes.responders.stream()
                .map(FakeStations.FakeResponder::service)
                .toList();
        assertEquals(3, names.stream().distinct().count(), names::toString);
        assertTrue(names.stream().allMatch(name -> name.matches("parley-[0-9a-f]{12}")), names::toString);
    }

    @Test
    void whatCannotBeOpenedIsTriedAgainLaterAndSaysWhy() {
        fakes.refusal = Optional.of(new IOException("Address already in use"));
        follow(Examples.V4);
        assertEquals(Optional.of("Address already in use"), stations.failure(Examples.V4));
        fakes.refusal = Optional.empty();
        follow(Examples.V4);
        assertEquals(List.of(), stations.all(), "not at once");
        execution.advance(Duration.ofSeconds(5));
        follow(Examples.V4);
        assertEquals(1, stations.all().size());
    }

    @Test
    void whatFailsAfterItWasOpenedIsClosedAndTriedAgain() {
        follow(Examples.V4, Examples.V6);
        FakeStations.FakeResponder first = fakes.responder(Examples.V4);
        stations.failed(Examples.V4, new IOException("no"));
        assertTrue(first.closed && fakes.probe(first).closed);
        assertEquals(1, stations.all().size(), "the other one stays");
        execution.advance(Duration.ofSeconds(5));
        follow(Examples.V4, Examples.V6);
        assertNotEquals(first, fakes.responder(Examples.V4));
    }

    @Test
    void aFailureIsForgottenWithItsInterface() {
        stations.failed(Examples.V4, new IOException("no"));
        follow(Examples.V6);
        assertEquals(Optional.empty(), stations.failure(Examples.V4));
        follow(Examples.V4);
        assertEquals(Optional.of(Examples.V4), stations.at(Examples.V4).map(Station::attachment));
    }

    @Test
    void afterTheEndNothingOpens() {
        follow(Examples.V4, Examples.V6);
        stations.close();
        stations.close();
        assertEquals(0, fakes.open());
        follow(Examples.V4);
        assertEquals(0, fakes.open());
        assertEquals(List.of(), stations.all());
    }
}
