package pounce.staticfiles;

import java.io.IOException;
import pounce.api.ResponseBody;
import pounce.api.ResponseStart;
import pounce.api.Send;

/// The content of a representation.
sealed interface Body {

    /// Content that is in memory, in an event that is sent each time.
    ///
    /// @param event the only content
    record InMemory(ResponseBody event) implements Body {}

    /// Content that is opened each time it is sent.
    non-sealed interface Opened extends Body {

        /// Sends a response with this content.
        ///
        /// @param start its head
        /// @param send where it goes
        /// @return false if nothing was sent, because the file is another one by now
        /// @throws IOException if the file cannot be read
        boolean send(ResponseStart start, Send send) throws IOException;
    }
}
