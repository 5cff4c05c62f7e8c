package pounce.lifecycle.flight;

import jdk.jfr.DataAmount;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

/// The event types. Their names are those of the lifecycle events.
final class FlightEvents {
    private FlightEvents() {}

    @Name("pounce.ConnectionOpened")
    @Label("Connection Opened")
    static final class Opened extends FlightEvent {
        @Label("Client")
        String client = "";

        @Label("Server")
        String server = "";

        @Label("Protocol")
        String protocol = "";
    }

    @Name("pounce.ConnectionCompleted")
    @Label("Connection Completed")
    static final class Closed extends FlightEvent {
        @Label("Requests")
        int requestsServed;

        @Label("Octets Sent")
        @DataAmount
        long totalBytesSent;

        @Label("Age")
        @Timespan(Timespan.NANOSECONDS)
        long took;

        @Label("Reason")
        String reason = "";
    }

    @Name("pounce.RequestStarted")
    @Label("Request Started")
    static final class Started extends RequestFlightEvent {
        @Label("HTTP Version")
        String httpVersion = "";
    }

    @Name("pounce.ResponseCompleted")
    @Label("Response Completed")
    static final class Completed extends EndFlightEvent {}

    @Name("pounce.ResponseAborted")
    @Label("Response Aborted")
    static final class Aborted extends EndFlightEvent {
        @Label("Reason")
        String reason = "";
    }

    @Name("pounce.ClientDisconnected")
    @Label("Client Disconnected")
    static final class Gone extends EndFlightEvent {}

    @Name("pounce.RequestRefused")
    @Label("Request Refused")
    static final class Refused extends FlightEvent {
        @Label("Client")
        String client = "";

        @Label("Status")
        int status;

        @Label("Code")
        String code = "";
    }

    @Name("pounce.RequestFailed")
    @Label("Request Failed")
    static final class Failed extends RequestFlightEvent {
        @Label("Code")
        String code = "";

        @Label("Failure")
        String failure = "";
    }

    @Name("pounce.RequestQueued")
    @Label("Request Queued")
    static final class Queued extends RequestFlightEvent {
        @Label("Wait")
        @Timespan(Timespan.NANOSECONDS)
        long took;

        @Label("Admitted")
        boolean admitted;
    }

    @Name("pounce.StreamOpened")
    @Label("Stream Opened")
    static final class StreamBegun extends RequestFlightEvent {
        @Label("Status")
        int status;
    }

    @Name("pounce.StreamClosed")
    @Label("Stream Closed")
    static final class StreamEnded extends RequestFlightEvent {
        @Label("Duration of Stream")
        @Timespan(Timespan.NANOSECONDS)
        long took;

        @Label("Reason")
        String reason = "";
    }

    @Name("pounce.TlsHandshakeCompleted")
    @Label("TLS Handshake Completed")
    static final class Handshake extends FlightEvent {
        @Label("Version")
        String version = "";

        @Label("Cipher Suite")
        String cipherSuite = "";

        @Label("Application Protocol")
        String applicationProtocol = "";

        @Label("Resumed")
        boolean resumed;

        @Label("Handshake Time")
        @Timespan(Timespan.NANOSECONDS)
        long took;
    }

    @Name("pounce.TlsHandshakeFailed")
    @Label("TLS Handshake Failed")
    static final class HandshakeFailed extends FlightEvent {
        @Label("Client")
        String client = "";

        @Label("Code")
        String code = "";

        @Label("Reason")
        String reason = "";

        @Label("Time Until Failure")
        @Timespan(Timespan.NANOSECONDS)
        long took;
    }

    @Name("pounce.CertificateExpiring")
    @Label("Certificate Expiring")
    static final class Expiring extends FlightEvent {
        @Label("Subject")
        String subject = "";

        @Label("Expires")
        @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
        long expires;
    }

    @Name("pounce.LoopHeld")
    @Label("Event Loop Held")
    static final class Held extends FlightEvent {
        @Label("Place")
        String place = "";

        @Label("Time So Far")
        @Timespan(Timespan.NANOSECONDS)
        long took;
    }
}
