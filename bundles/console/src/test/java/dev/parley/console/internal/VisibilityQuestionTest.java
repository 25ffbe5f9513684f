package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.collaboration.Visibility;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VisibilityQuestionTest {
    @Test
    void wordsAndTheirBeginningsAreAnswers() {
        for (String everyone : List.of("everyone", "e", " Everyone ", "y", "yes", "YES")) {
            assertEquals(Optional.of(Visibility.EVERYONE), VisibilityQuestion.choice(everyone), everyone);
        }
        for (String nobody : List.of("nobody", "n", "no")) {
            assertEquals(Optional.of(Visibility.NOBODY), VisibilityQuestion.choice(nobody), nobody);
        }
        assertEquals(Optional.of(Visibility.CONTACTS), VisibilityQuestion.choice("con"));
    }

    /** Asked again, instead of taken for a no. */
    @Test
    void anythingElseIsNone() {
        for (String none : List.of("", " ", "maybe", "yesterday", "everyone!", "nope")) {
            assertEquals(Optional.empty(), VisibilityQuestion.choice(none), none);
        }
    }
}
