package dev.parley.discovery.mdns.internal;

import dev.parley.testkit.HandDrivenExecution;
import dev.parley.wire.net.LocalInterface;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Responders and probes that do nothing but remember, answer what a test gives them, and fail when it says so. */
final class FakeStations {
    final List<FakeResponder> responders = new ArrayList<>();
    final List<FakeProbe> probes = new ArrayList<>();
    final Drops drops = new Drops();
    final List<LocalInterface> interfaces = new ArrayList<>(List.of(Examples.ethernet()));
    Optional<IOException> refusal = Optional.empty();

    MdnsSetting setting(HandDrivenExecution execution) {
        return new MdnsSetting(
                execution,
                Examples.INTERVAL,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                () -> List.copyOf(interfaces),
                this::respond,
                this::probe,
                drops);
    }

    /** The responder that was opened last at an attachment. */
    FakeResponder responder(Attachment attachment) {
        return responders.stream()
                .filter(one -> one.attachment.equals(attachment))
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    FakeProbe probe(FakeResponder responder) {
        return probes.get(responders.indexOf(responder));
    }

    long open() {
        return responders.stream().filter(one -> !one.closed).count()
                + probes.stream().filter(one -> !one.closed).count();
    }

    private Responder respond(Attachment attachment, String service, Responder.Listener listener) {
        FakeResponder made = new FakeResponder(attachment, service, listener);
        responders.add(made);
        return made;
    }

    private Probe probe(Attachment attachment) throws IOException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        FakeProbe made = new FakeProbe();
        probes.add(made);
        return made;
    }

    /** Remembers what was published. */
    static final class FakeResponder implements Responder {
        final Attachment attachment;
        final Listener listener;
        final List<Optional<Registration>> published = new ArrayList<>();
        final List<String> tidied = new ArrayList<>();
        boolean closed;
        private final String service;

        FakeResponder(Attachment attachment, String service, Listener listener) {
            this.attachment = attachment;
            this.service = service;
            this.listener = listener;
        }

        @Override
        public String service() {
            return service;
        }

        @Override
        public void publish(Optional<Registration> registration) {
            published.add(registration);
        }

        /** What is out now: nothing unless something was published. */
        Map<String, String> text() {
            return published.isEmpty()
                    ? Map.of()
                    : published
                            .get(published.size() - 1)
                            .map(Registration::text)
                            .orElse(Map.of());
        }

        @Override
        public void tidy(String anyService) {
            tidied.add(anyService);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Answers with what it was given. */
    static final class FakeProbe implements Probe {
        final List<byte[]> waiting = new ArrayList<>();
        final List<Map<String, String>> changes = new ArrayList<>();
        final List<String> goodbyes = new ArrayList<>();
        Runnable whileSayingGoodbye = () -> {};
        int asked;
        Optional<IOException> failure = Optional.empty();
        boolean closed;

        @Override
        public void ask() throws IOException {
            asked++;
            fail();
        }

        @Override
        public List<byte[]> answers() throws IOException {
            fail();
            List<byte[]> answers = List.copyOf(waiting);
            waiting.clear();
            return answers;
        }

        /** Somebody's services answer the next question. */
        void answer(String... services) {
            byte[] answer = DnsMessage.goodbye(List.of(services));
            for (int i = 0; i < answer.length - 5; i++) { // the time to live of each record
                if (answer[i] == 0 && answer[i + 1] == 12 && answer[i + 3] == 1) {
                    answer[i + 7] = 75;
                }
            }
            waiting.add(answer);
        }

        @Override
        public void change(String service, Map<String, String> text) throws IOException {
            changes.add(text);
            fail();
        }

        @Override
        public void goodbye(String service) throws IOException {
            whileSayingGoodbye.run();
            goodbyes.add(service);
            fail();
        }

        private void fail() throws IOException {
            if (failure.isPresent()) {
                throw failure.get();
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
