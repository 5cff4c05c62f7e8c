package pounce.tests.application;

import pounce.engine.application.Application;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;

/// What an application answers to a request.
final class Answer {
    private Answer() {}

    static String of(Application application) throws Exception {
        var sent = new RecordedSend();
        application.app().handle(ScriptedScope.of(), ScriptedReceive.of(), sent);
        return sent.text();
    }
}
