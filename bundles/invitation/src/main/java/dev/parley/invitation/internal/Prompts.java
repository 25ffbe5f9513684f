package dev.parley.invitation.internal;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationPrompt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the person through every user interface there is, and takes the question away again. On the serial executor. */
final class Prompts {
    private static final Logger LOG = LoggerFactory.getLogger(Prompts.class);

    private final Ranked<InvitationPrompt> prompts;
    private final Map<IncomingInvitation, Question> questions = new LinkedHashMap<>(); // ids are only their inviter's

    Prompts(Ranked<InvitationPrompt> prompts) {
        this.prompts = prompts;
    }

    private record Question(IncomingInvitation invitation, List<InvitationPrompt> asked) {}

    void ask(IncomingInvitation invitation) {
        Question question = new Question(invitation, new ArrayList<>());
        questions.put(invitation, question);
        prompts.all().forEach(prompt -> ask(question, prompt));
    }

    /** A user interface came: it is asked what is open. */
    void added(InvitationPrompt prompt) {
        if (prompts.all().contains(prompt)) {
            List.copyOf(questions.values()).forEach(question -> ask(question, prompt));
        }
    }

    /** It needs no answer any more. */
    void withdraw(IncomingInvitation invitation) {
        Question question = questions.remove(invitation);
        if (question == null) {
            return;
        }
        List<InvitationPrompt> present = prompts.all();
        question.asked().stream()
                .filter(present::contains)
                .forEach(prompt -> call(prompt, invitation, InvitationPrompt::withdraw));
    }

    private static void ask(Question question, InvitationPrompt prompt) {
        if (!question.asked().contains(prompt)) {
            question.asked().add(prompt);
            call(prompt, question.invitation(), InvitationPrompt::ask);
        }
    }

    private static void call(
            InvitationPrompt prompt,
            IncomingInvitation invitation,
            BiConsumer<InvitationPrompt, IncomingInvitation> what) {
        try {
            what.accept(prompt, invitation);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the prompt {} failed for {}; others may answer", prompt, invitation.id(), e);
        }
    }
}
