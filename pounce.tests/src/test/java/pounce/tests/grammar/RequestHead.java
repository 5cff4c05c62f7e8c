package pounce.tests.grammar;

import java.util.List;

/// A request head as it is understood.
///
/// @param method case and all
/// @param target what is asked for
/// @param minorVersion 0 or 1
/// @param host as the target has it, else Host
/// @param fields in order
/// @param length of the content, in octets; [#CHUNKED] if it comes in chunks
/// @param persists whether another request may follow
/// @param expectsContinue whether the client waits for 100
public record RequestHead(
        String method,
        Target target,
        int minorVersion,
        String host,
        List<Field> fields,
        long length,
        boolean persists,
        boolean expectsContinue) {

    /// The length that nobody knows before the last chunk.
    public static final long CHUNKED = -1;
}
