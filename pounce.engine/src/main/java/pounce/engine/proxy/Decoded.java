package pounce.engine.proxy;

import pounce.api.error.ErrorCode;
import pounce.engine.message.Violation;

/// What a look at the beginning of a connection yields.
public sealed interface Decoded {

    /// A whole header; its octets are used up.
    ///
    /// @param header what it says
    record Ready(ProxyHeader header) implements Decoded {}

    /// Not whole yet. No octet is used up: all are wanted again, with more behind them.
    record NeedMore() implements Decoded {}

    /// No header; nothing that follows can be trusted.
    ///
    /// @param violation the rule
    record Refused(Violation violation) implements Decoded {}

    /// {@return a header that breaks a rule}
    ///
    /// @param rule which, for the log
    static Decoded refused(String rule) {
        return new Refused(new Violation(ErrorCode.POUNCE_PARSE_PROXY_HEADER, rule));
    }
}
