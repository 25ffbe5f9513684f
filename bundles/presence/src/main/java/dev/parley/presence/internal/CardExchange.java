package dev.parley.presence.internal;

import dev.parley.api.peer.Text;
import dev.parley.presence.internal.proto.CardMessage;
import dev.parley.spi.link.Stream;
import dev.parley.wire.frame.MessageReader;
import dev.parley.wire.frame.Messages;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code parley.card/1} on one link. All of it runs on the one serial executor of this bundle. At most one message waits for room: a
 * reader that is slow gets the newest state when it has caught up, not every one on the way.
 */
final class CardExchange implements MessageReader.Handler<CardMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(CardExchange.class);

    private final Stream stream;
    private final Executor executor;
    private final EndpointRecord record;
    private final BiConsumer<CardExchange, Told> told;
    private final Consumer<CardExchange> over;
    private CardMessage sent = CardMessage.getDefaultInstance();
    private CardMessage wanted = sent;
    private boolean writing;
    private boolean ended;

    /**
     * @param told takes what the other side told, each time
     * @param over the last call
     */
    CardExchange(
            Stream stream,
            Executor executor,
            EndpointRecord record,
            BiConsumer<CardExchange, Told> told,
            Consumer<CardExchange> over) {
        this.stream = stream;
        this.executor = executor;
        this.record = record;
        this.told = told;
        this.over = over;
    }

    Stream stream() {
        return stream;
    }

    MessageReader<CardMessage> reader() {
        return new MessageReader<>(stream, CardMessage.parser(), CardFormat.MESSAGE_BYTES, this);
    }

    /** Tells the other side what differs from what it was told, now or when it has room. */
    void tell(CardMessage now) {
        wanted = now;
        if (writing || ended || wanted.equals(sent)) {
            return;
        }
        CardMessage change = difference(sent, wanted);
        sent = wanted;
        writing = true;
        Messages.send(stream, change).whenCompleteAsync((done, failure) -> written(failure), executor);
    }

    private void written(Throwable failure) {
        writing = false;
        if (failure == null) {
            tell(wanted);
        } else {
            LOG.debug(
                    "{} was not told our card: the stream is over",
                    stream.link().remote().peer().shortForm(),
                    failure);
        }
    }

    /** Only what changed; the revision always; and that what was told of presence and objects holds no more. */
    static CardMessage difference(CardMessage before, CardMessage now) {
        CardMessage.Builder change = now.toBuilder();
        if (now.getCard().equals(before.getCard())) {
            change.clearCard();
        }
        if (now.getOffer().equals(before.getOffer())) {
            change.clearOffer();
        }
        if (now.getPresence().isEmpty() && !before.getPresence().isEmpty()) {
            return change.setWithdrawn(true).build(); // and the objects with it: both are there, or neither
        }
        if (now.getPresence().equals(before.getPresence())) {
            change.clearPresence();
        }
        if (now.getObjects().equals(before.getObjects())) {
            change.clearObjects();
        }
        return change.build();
    }

    @Override
    public void message(CardMessage message) {
        told.accept(this, record.take(message));
    }

    @Override
    public void ended(Optional<Throwable> failure) {
        if (!ended) {
            ended = true;
            failure.ifPresent(
                    why -> LOG.debug("the card exchange ended: {}", Text.label(String.valueOf(why.getMessage()))));
            over.accept(this);
        }
    }
}
