package dev.parley.console.internal;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.ContactRequest;
import dev.parley.api.contacts.ContactRequestEvent;
import dev.parley.api.contacts.ContactRequestId;
import dev.parley.api.contacts.ContactRequestState;
import dev.parley.api.contacts.ContactRequests;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.contacts.Verification;
import dev.parley.api.contacts.VerificationEvent;
import dev.parley.api.contacts.VerificationState;
import dev.parley.api.contacts.Verifications;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Comparisons that have words at once and end when the test says so, and contact requests. */
final class FakeIntroductions {
    final Compared verifications = new Compared();
    final Asked requests = new Asked();

    static final class Compared implements Verifications {
        final List<Consumer<VerificationEvent>> listeners = new ArrayList<>();
        final List<One> all = new ArrayList<>();
        VerificationState after = VerificationState.VERIFIED;

        @Override
        public Verification begin(PeerName peer) {
            One one = new One(peer, false);
            all.add(one);
            return one;
        }

        @Override
        public List<Verification> open() {
            return all.stream()
                    .filter(one -> !one.state().isFinal())
                    .map(Verification.class::cast)
                    .toList();
        }

        @Override
        public Subscription onChange(Consumer<VerificationEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        final class One implements Verification {
            private final PeerName peer;
            private final boolean incoming;
            VerificationState state = VerificationState.COMPARING;
            Optional<Boolean> said = Optional.empty();

            One(PeerName peer, boolean incoming) {
                this.peer = peer;
                this.incoming = incoming;
            }

            @Override
            public PeerName peer() {
                return peer;
            }

            @Override
            public String displayName() {
                return "Bob";
            }

            @Override
            public boolean incoming() {
                return incoming;
            }

            @Override
            public VerificationState state() {
                return state;
            }

            @Override
            public List<String> words() {
                return List.of("amber", "cabin", "lemon", "otter");
            }

            @Override
            public String code() {
                return "PARLEY-VERIFY-1:OURS";
            }

            @Override
            public void scanned(String code) {
                if (!code.startsWith("PARLEY-VERIFY-1:")) {
                    throw new ContactException.BadCode("This is no code.");
                }
                matches(code.equals("PARLEY-VERIFY-1:THEIRS"));
            }

            @Override
            public Duration remaining() {
                return Duration.ofMinutes(5);
            }

            @Override
            public String explanation() {
                return state == VerificationState.DIFFERENT ? "Somebody may be between you." : "";
            }

            @Override
            public void matches(boolean same) {
                said = Optional.of(same);
                state = same ? after : VerificationState.DIFFERENT;
                List.copyOf(listeners).forEach(listener -> listener.accept(new VerificationEvent.Changed(this, state)));
            }

            @Override
            public void cancel() {
                state = VerificationState.CANCELLED;
            }

            @Override
            public CompletionStage<VerificationState> outcome() {
                return CompletableFuture.completedStage(state);
            }
        }
    }

    static final class Asked implements ContactRequests {
        final List<Consumer<ContactRequestEvent>> listeners = new ArrayList<>();
        final List<Question> all = new ArrayList<>();

        @Override
        public ContactRequest send(PeerName peer, String message) {
            Question question = new Question(peer, message, false);
            all.add(question);
            return question;
        }

        @Override
        public List<ContactRequest> open() {
            return all.stream()
                    .filter(one -> !one.state().isFinal())
                    .map(ContactRequest.class::cast)
                    .toList();
        }

        @Override
        public Subscription onChange(Consumer<ContactRequestEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }

    static final class Question implements ContactRequest {
        private final PeerName peer;
        private final String message;
        private final boolean incoming;
        ContactRequestState state = ContactRequestState.OPEN;

        Question(PeerName peer, String message, boolean incoming) {
            this.peer = peer;
            this.message = message;
            this.incoming = incoming;
        }

        @Override
        public ContactRequestId id() {
            return new ContactRequestId(new UUID(0x1234_5678_0000_4000L, 1));
        }

        @Override
        public PeerName peer() {
            return peer;
        }

        @Override
        public String displayName() {
            return "Bob";
        }

        @Override
        public String message() {
            return message;
        }

        @Override
        public boolean incoming() {
            return incoming;
        }

        @Override
        public ContactRequestState state() {
            return state;
        }

        @Override
        public String explanation() {
            return "";
        }

        @Override
        public CompletionStage<PeerContact> accept() {
            state = ContactRequestState.ACCEPTED;
            return CompletableFuture.completedStage(new PeerContact(
                    peer,
                    "Bob",
                    ContactDetails.NONE,
                    false,
                    false,
                    false,
                    1,
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty()));
        }

        @Override
        public void decline() {
            state = ContactRequestState.DECLINED;
        }

        @Override
        public void cancel() {
            state = ContactRequestState.CANCELLED;
        }

        @Override
        public CompletionStage<ContactRequestState> outcome() {
            return CompletableFuture.completedStage(state);
        }
    }
}
