package dev.parley.introduction.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactRequestState;
import org.junit.jupiter.api.Test;

class RequestStageTest {
    @Test
    void theOtherSideAloneKeepsNobody() {
        for (RequestStage stage : RequestStage.values()) {
            for (RequestEvent event : RequestEvent.values()) {
                RequestStage.Move move = stage.on(event);
                if (move.actions().contains(RequestAction.KEEP)) {
                    boolean weAsked = stage == RequestStage.ASKING && event == RequestEvent.THEIR_YES;
                    boolean wePermit = stage == RequestStage.ASKED && event == RequestEvent.YES;
                    assertTrue(weAsked || wePermit, stage + " " + event);
                }
            }
        }
    }

    @Test
    void whatTheApiCallsOverStaysAsItIs() {
        for (RequestStage stage : RequestStage.values()) {
            for (RequestEvent event : RequestEvent.values()) {
                if (stage.state().isFinal()) {
                    assertEquals(stage.state(), stage.on(event).next().state(), stage + " " + event);
                }
            }
        }
    }

    @Test
    void aYesIsSaidOnlyOnceItIsKept() {
        for (RequestStage stage : RequestStage.values()) {
            for (RequestEvent event : RequestEvent.values()) {
                RequestStage.Move move = stage.on(event);
                if (move.actions().contains(RequestAction.SEND_YES)) {
                    assertEquals(ContactRequestState.ACCEPTED, move.next().state(), stage + " " + event);
                }
            }
        }
    }

    @Test
    void whoeverSpeaksStopsWhenItIsHeard() {
        assertFalse(RequestStage.SAYING_YES.on(RequestEvent.NOTED).next().speaks());
        assertFalse(RequestStage.SAYING_NO.on(RequestEvent.NOTED).next().speaks());
        assertFalse(RequestStage.ASKING.on(RequestEvent.THEIR_NO).next().speaks());
    }
}
