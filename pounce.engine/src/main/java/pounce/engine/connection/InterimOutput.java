package pounce.engine.connection;

import java.nio.ByteBuffer;
import pounce.api.Headers;
import pounce.engine.http1.ResponseHeadEncoder;
import pounce.engine.net.Output;

/// An interim response, encoded where output gathers.
///
/// @param encoder does it
/// @param status 100 to 199
/// @param fields of the application
record InterimOutput(ResponseHeadEncoder encoder, int status, Headers fields) implements Output {

    @Override
    public int size() {
        return encoder.sizeOfInterim(fields);
    }

    @Override
    public boolean encode(ByteBuffer buffer) {
        return encoder.encodeInterim(status, fields, buffer);
    }
}
