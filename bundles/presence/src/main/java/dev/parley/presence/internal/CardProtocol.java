package dev.parley.presence.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.presence.internal.proto.CardMessage;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exchanges cards on every link, once: the side that dialled opens the stream. State belongs to the serial executor. */
final class CardProtocol implements ProtocolHandler {
    static final ProtocolId PROTOCOL = new ProtocolId("parley.card", 1);

    private static final Logger LOG = LoggerFactory.getLogger(CardProtocol.class);

    private final SafeExecutor executor;
    private final Cards cards;
    private final Signatures signatures;
    private final Function<PeerName, CardMessage> own;
    private final Consumer<Told> known;
    private final Map<EndPointId, CardExchange> exchanges = new HashMap<>();

    /**
     * @param own what we tell somebody now
     * @param known takes what they told
     */
    CardProtocol(
            SafeExecutor executor,
            Cards cards,
            Signatures signatures,
            Function<PeerName, CardMessage> own,
            Consumer<Told> known) {
        this.executor = executor;
        this.cards = cards;
        this.signatures = signatures;
        this.own = own;
        this.known = known;
    }

    @Override
    public ProtocolId protocol() {
        return PROTOCOL;
    }

    @Override
    public void opened(Stream stream) {
        CardExchange exchange = exchange(stream);
        executor.execute(() -> {
            CardExchange before = exchanges.get(stream.link().remote().endpoint());
            boolean second = before != null && before.stream().link() == stream.link();
            if (second || stream.link().dialled()) {
                stream.fail(new ProtocolException("a card stream is opened once a link, by the side that dialled."));
            } else {
                begin(exchange);
            }
        });
        stream.read(executor, exchange.reader());
    }

    /** Hears of every link. */
    void linkChanged(LinkChange change) {
        executor.execute(() -> {
            Link link = change.link();
            if (change instanceof LinkChange.Opened
                    && link.dialled()
                    && link.closed().isEmpty()) {
                open(link);
            } else if (change instanceof LinkChange.Closed) {
                exchanges.computeIfPresent(
                        link.remote().endpoint(),
                        (endpoint, exchange) -> exchange.stream().link() == link ? null : exchange);
            }
        });
    }

    private void open(Link link) {
        try {
            Stream stream = link.open(PROTOCOL);
            CardExchange exchange = exchange(stream);
            stream.read(executor, exchange.reader());
            begin(exchange);
        } catch (LinkClosedException gone) {
            LOG.debug("a link was gone before cards could be exchanged", gone);
        }
    }

    private CardExchange exchange(Stream stream) {
        Link link = stream.link();
        EndpointRecord record = new EndpointRecord(link.remote(), link.instance(), Audience.NEAR_ME, cards, signatures);
        return new CardExchange(stream, executor, record, this::told, this::over);
    }

    /** The stream of a link that is over may come late, when another link has taken its place. */
    private void begin(CardExchange exchange) {
        if (exchange.stream().link().closed().isPresent()) {
            return;
        }
        exchanges.put(exchange.stream().link().remote().endpoint(), exchange);
        tell(exchange);
    }

    private void tell(CardExchange exchange) {
        exchange.tell(own.apply(exchange.stream().link().remote().peer()));
    }

    /** Tells everybody linked what changed. */
    void push() {
        exchanges.values().forEach(this::tell);
    }

    /** What one peer may be told may be another thing now. */
    void push(PeerName peer) {
        exchanges.values().stream()
                .filter(exchange -> exchange.stream().link().remote().peer().equals(peer))
                .forEach(this::tell);
    }

    /** Only the newest link of an endpoint speaks for it: an older one may still bring what was true before a restart. */
    private void told(CardExchange exchange, Told told) {
        if (exchanges.getOrDefault(told.endpoint().endpoint(), exchange) == exchange) {
            known.accept(told);
        }
    }

    private void over(CardExchange exchange) {
        exchanges.remove(exchange.stream().link().remote().endpoint(), exchange);
    }
}
