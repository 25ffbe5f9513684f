package dev.parley.app.notice.internal;

import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.object.PeerObjects;
import dev.parley.api.peer.Subscription;
import dev.parley.api.peer.Text;
import dev.parley.api.view.Bulletin;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Notices: the one of the person here, those of others, and the commands {@code notice} and {@code notices}. Gogo calls the methods of
 * that name, on a command's own thread.
 */
@Component(
        service = NoticesComponent.class,
        immediate = true,
        property = {"osgi.command.scope=parley", "osgi.command.function=notice", "osgi.command.function=notices"})
public final class NoticesComponent {
    private final PeopleNearMe people;
    private final ScheduledExecutorService timer;
    private final Posting posting;
    private final Board board;
    private final NoticeCommands commands;
    private final Subscription subscription;

    private final AtomicReference<Bulletin> bulletin = new AtomicReference<>();

    /** Begins to look for notices, and to show the own one. */
    @Activate
    public NoticesComponent(
            BundleContext context,
            @Reference PeerCollaboration collaboration,
            @Reference PeerObjects objects,
            @Reference PeopleNearMe people,
            @Reference Invitations invitations) {
        this(
                context.getDataFile("notice").toPath(),
                Clock.systemUTC(),
                timer(),
                collaboration,
                objects,
                people,
                invitations);
    }

    NoticesComponent(
            Path file,
            Clock clock,
            ScheduledExecutorService timer,
            PeerCollaboration collaboration,
            PeerObjects objects,
            PeopleNearMe people,
            Invitations invitations) {
        this.people = people;
        this.timer = timer;
        posting = new Posting(objects, file, clock, timer);
        board = new Board(objects, clock, collaboration.me().peer(), this::appeared);
        commands = new NoticeCommands(board, posting, this::name, invitations, clock);
        subscription = collaboration.onChange(posting::on);
    }

    private static ScheduledExecutorService timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "parley-notice");
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true); // no notice, no thread
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Somebody shows lines to the person. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindBulletin(Bulletin there) {
        bulletin.set(there);
    }

    void unbindBulletin(Bulletin gone) {
        bulletin.compareAndSet(gone, null);
    }

    /** Lists notices. */
    public String notices() {
        return commands.list();
    }

    /** Does something with one. */
    public String notice(String... words) {
        return commands.run(List.of(words));
    }

    private void appeared(Board.Author author, Notice notice) {
        Bulletin there = bulletin.get();
        if (there != null) {
            there.show(name(author) + " has put up a notice: " + notice.title() + ". See: notices");
        }
    }

    private String name(Board.Author author) {
        String key = author.peer().shortForm();
        return people.people().stream()
                .filter(person -> person.peer().filter(author.peer()::equals).isPresent())
                .map(PeerNearMe::displayName)
                .filter(name -> !name.isEmpty())
                .map(name -> Text.label(name) + " (" + key + ")")
                .findFirst()
                .orElse(key);
    }

    /** Takes the notice off; it comes again with the bundle. */
    @Deactivate
    void stop() {
        subscription.close();
        board.close();
        posting.close();
        timer.shutdownNow();
    }
}
