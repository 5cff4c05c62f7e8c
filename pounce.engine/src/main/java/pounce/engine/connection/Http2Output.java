package pounce.engine.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import pounce.api.Headers;
import pounce.api.Response;
import pounce.engine.exchange.ResponsePlan;
import pounce.engine.http2.DataScheduler;
import pounce.engine.http2.FlowWindow;
import pounce.engine.http2.FrameDecoder;
import pounce.engine.http2.FrameEncoder;
import pounce.engine.http2.Http2Error;
import pounce.engine.http2.PeerSettings;
import pounce.engine.http2.ResponseFieldsEncoder;
import pounce.engine.http2.Setting;
import pounce.engine.net.Transport;

/// What a connection sends. Frames of all streams gather in one buffer, in the order in which they
/// are made, as field blocks must be; and one thread writes it, started when there is something to
/// write. It runs behind whatever its event loop has to do already: so the answers to all requests
/// of one read are one write.
///
/// Content goes into the buffer as far as there is room and the windows allow. The rest of it waits
/// where it is, with its thread, and the writer fetches it by priority. Frames that only control do
/// not wait for room, since who reads must not wait for who writes; so they are counted.
///
/// All but [#run] is under the session's lock.
final class Http2Output implements Runnable {
    /// Less than this is not worth a frame, if the buffer could be written instead.
    private static final int SMALLEST_PIECE = 1 << 10;

    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    private final Http2 http2;
    private final Transport transport;
    private final Http2Session session;
    private final ResponseFieldsEncoder encoder;
    private final FlowWindow window = new FlowWindow(PeerSettings.INITIAL.initialWindow());
    private final DataScheduler<Http2Stream> ready = new DataScheduler<>();
    private final Queue<Http2Stream> waitingForRoom = new ArrayDeque<>();
    private @Nullable ByteBuffer gathered;

    /// Frames in the buffer that only control, and responses for which there is no application:
    /// whoever makes them waits for nothing.
    private int controls;

    /// DATA frames that nobody has counted yet.
    private int dataFrames;

    /// A thread writes, or will.
    private boolean isWriting;

    /// Nothing comes behind what is in the buffer.
    private boolean isLast;

    Http2Output(Http2 http2, Transport transport, Http2Session session) {
        this.http2 = http2;
        this.transport = transport;
        this.session = session;
        this.encoder = new ResponseFieldsEncoder(http2.http().settings().serverField());
    }

    // ---------------------------------------------------------------- the writer

    /// {@return whether the caller must start the writer, once it has given up the lock}
    boolean mustStart() {
        if (isWriting || (gathered == null && !canFetch() && !isLast)) {
            return false;
        }
        isWriting = true;
        return true;
    }

    private boolean canFetch() {
        return window.size() > 0 && !ready.isEmpty();
    }

    /// Writes until there is nothing more.
    @Override
    public void run() {
        try {
            for (var full = next(); full != null; full = next()) {
                transport.write(full);
                transport.flush();
                giveBack(full);
            }
        } catch (IOException broken) {
            session.ending().broken(broken);
        } catch (RuntimeException | Error bug) {
            session.ending().failed(bug);
        }
    }

    private @Nullable ByteBuffer next() throws IOException {
        boolean ends;
        session.lock();
        try {
            fetch();
            session.wakeStalledIfEnded();
            var full = gathered;
            gathered = null;
            controls = 0;
            waitingForRoom.forEach(Http2Stream::wake);
            waitingForRoom.clear();
            if (full != null) {
                return full.flip();
            }
            ends = isLast;
            isLast = false;
            isWriting = ends; // nobody writes behind the end
        } finally {
            session.unlock();
        }
        if (ends) {
            transport.shutdownOutput();
            session.ending().outputEnded();
        }
        return null;
    }

    private void giveBack(ByteBuffer buffer) {
        if (buffer.capacity() == Http2.OUTPUT) {
            http2.outputs().giveBack(buffer.clear());
        }
    }

    /// Takes content from those who wait, whose turn it is, as far as there is room.
    private void fetch() {
        for (var stream = ready.next(); stream != null && canFetch(); stream = ready.next()) {
            int left = stream.pending().remaining();
            int count = piece(stream, left);
            if (stream.window().size() <= 0) {
                boolean _ = ready.remove(stream); // until it grows
            } else if (count < Math.min(left, SMALLEST_PIECE) && room() < SMALLEST_PIECE) {
                return;
            } else {
                boolean isAll = count == left;
                data(stream, stream.pending(), count, isAll && stream.pendingIsLast());
                if (isAll) {
                    boolean _ = ready.remove(stream);
                } else {
                    ready.sent(stream);
                }
                stream.fetched(count);
            }
        }
    }

    /// The connection is closed: nobody writes any more.
    void close() {
        var rest = gathered;
        gathered = null;
        isWriting = true;
        if (rest != null) {
            giveBack(rest);
        }
        waitingForRoom.forEach(Http2Stream::wake);
        waitingForRoom.clear();
    }

    /// Nothing more comes; what is in the buffer still goes out.
    void end() {
        ready.clear();
        isLast = true;
    }

    // ---------------------------------------------------------------- room

    private int room() {
        return gathered == null ? Http2.OUTPUT : Math.max(0, gathered.remaining());
    }

    /// {@return whether a stream may add a field block, or must wait for the writer}
    boolean hasRoom() {
        return gathered == null || gathered.position() < Http2.OUTPUT / 2;
    }

    /// Wakes a stream when there is room again.
    void tellOfRoom(Http2Stream stream) {
        waitingForRoom.add(stream);
    }

    /// {@return the buffer, with room for so much; it becomes larger where it must not wait}
    private ByteBuffer buffer(int octets) {
        var buffer = gathered;
        if (buffer == null && octets <= Http2.OUTPUT) {
            buffer = http2.outputs().borrow();
        } else if (buffer == null) {
            buffer = ByteBuffer.allocate(octets);
        } else if (buffer.remaining() < octets) {
            var larger = ByteBuffer.allocate(2 * buffer.position() + octets);
            larger.put(buffer.flip());
            giveBack(buffer);
            buffer = larger;
        }
        gathered = buffer;
        return buffer;
    }

    // ---------------------------------------------------------------- frames that control

    private ByteBuffer control() {
        controls++;
        return buffer(FrameEncoder.CONTROL);
    }

    /// {@return whether more of them wait than a decent client brings about}
    boolean isFlooded() {
        return controls > http2.settings().queuedFrames();
    }

    void settings(List<Setting> settings) {
        FrameEncoder.settings(settings, buffer(FrameEncoder.settingsSize(settings)));
    }

    void settingsAck() {
        FrameEncoder.settingsAck(control());
    }

    void ping(long opaque) {
        FrameEncoder.ping(opaque, control());
    }

    void pingAck(long opaque) {
        FrameEncoder.pingAck(opaque, control());
    }

    void goAway(int lastStream, Http2Error error) {
        FrameEncoder.goAway(lastStream, error, control());
    }

    void rstStream(int stream, Http2Error error) {
        FrameEncoder.rstStream(stream, error, control());
    }

    void windowUpdate(int stream, int increment) {
        if (increment > 0) {
            FrameEncoder.windowUpdate(stream, increment, control());
        }
    }

    // ---------------------------------------------------------------- responses

    /// Adds a head.
    ///
    /// @return its octets in the buffer
    int head(int stream, ResponsePlan plan, boolean endsStream) {
        var fields = plan.fields();
        var buffer = buffer(FrameEncoder.headersSize(encoder.size(fields)));
        int start = FrameEncoder.beginHeaders(buffer);
        encoder.head(plan.status(), fields, length(plan), date(), buffer);
        FrameEncoder.endHeaders(start, stream, endsStream, buffer);
        return buffer.position() - start;
    }

    private String date() {
        return http2.http().date(transport.now());
    }

    private static long length(ResponsePlan plan) {
        return switch (plan.length()) {
            case ResponsePlan.Length.Known(long octets) -> octets;
            case ResponsePlan.Length.Unknown _, ResponsePlan.Length.Absent _ -> -1;
        };
    }

    /// Adds a response that the server makes itself, whole if the windows allow, else without its
    /// content. It counts as a frame that only controls: a refused request is shorter than its
    /// answer.
    ///
    /// @param streamWindow of the stream
    /// @return its octets in the buffer
    int whole(int stream, Response response, ByteBuffer content, int streamWindow) {
        int length = content.remaining();
        boolean fits = length <= Math.min(window.size(), streamWindow) && ready.isEmpty();
        var fields = response.headers();
        var buffer =
                buffer(
                        FrameEncoder.headersSize(encoder.size(fields))
                                + FrameEncoder.HEADER
                                + length);
        int start = FrameEncoder.beginHeaders(buffer);
        encoder.head(response.status(), fields, fits ? length : 0, date(), buffer);
        FrameEncoder.endHeaders(start, stream, !fits, buffer);
        if (fits) {
            FrameEncoder.data(stream, content, length, true, buffer);
            window.use(length);
        }
        controls++;
        return buffer.position() - start;
    }

    /// Adds the head of an interim response.
    void interim(int stream, int status, Headers fields) {
        var buffer = buffer(FrameEncoder.headersSize(encoder.size(fields)));
        int start = FrameEncoder.beginHeaders(buffer);
        encoder.interim(status, fields, buffer);
        FrameEncoder.endHeaders(start, stream, false, buffer);
    }

    /// Adds trailers, which end the stream.
    ///
    /// @return their octets in the buffer
    int trailers(int stream, Headers fields) {
        var buffer = buffer(FrameEncoder.headersSize(encoder.size(fields)));
        int start = FrameEncoder.beginHeaders(buffer);
        encoder.trailers(fields, buffer);
        FrameEncoder.endHeaders(start, stream, true, buffer);
        return buffer.position() - start;
    }

    /// Adds content, unless others wait for that, and as far as it can be sent now.
    ///
    /// @param content is not moved
    /// @return how much of it is in the buffer now, in octets
    int content(Http2Stream stream, ByteBuffer content, boolean endsStream) {
        int length = content.remaining();
        int sent = 0;
        if (ready.isEmpty()) {
            var rest = content;
            for (int count = piece(stream, length);
                    count > 0;
                    count = piece(stream, length - sent)) {
                data(stream, rest, count, endsStream && sent + count == length);
                sent += count;
                if (sent < length) {
                    rest = content.slice(content.position() + sent, length - sent);
                }
            }
        }
        return sent;
    }

    /// Ends a stream that has no trailers, behind all its content.
    void endStream(Http2Stream stream) {
        FrameEncoder.data(stream.id(), EMPTY, 0, true, buffer(FrameEncoder.HEADER));
        stream.count(FrameEncoder.HEADER);
    }

    /// {@return how much of a stream's content can be sent now, in one frame}
    private int piece(Http2Stream stream, int left) {
        int allowed = Math.min(window.size(), stream.window().size());
        int possible = Math.min(room() - FrameEncoder.HEADER, FrameDecoder.MAX_PAYLOAD);
        return Math.max(0, Math.min(left, Math.min(allowed, possible)));
    }

    private void data(Http2Stream stream, ByteBuffer content, int count, boolean endsStream) {
        var buffer = buffer(FrameEncoder.HEADER + count);
        FrameEncoder.data(stream.id(), content, count, endsStream, buffer);
        window.use(count);
        stream.window().use(count);
        stream.count(FrameEncoder.HEADER + count);
        dataFrames++;
    }

    /// {@return how many DATA frames have been made since the last call}
    int takeDataFrames() {
        int count = dataFrames;
        dataFrames = 0;
        return count;
    }

    // ---------------------------------------------------------------- who waits for what

    /// Lets the writer fetch the content of a stream, if its window allows. It may be on offer
    /// already: a window that is shut is noticed when its turn comes.
    void offer(Http2Stream stream) {
        if (stream.window().size() > 0) {
            boolean _ = ready.remove(stream);
            ready.add(stream);
        }
    }

    /// The stream has nothing to send any more.
    ///
    /// @return whether it was on offer
    boolean withdraw(Http2Stream stream) {
        return ready.remove(stream);
    }

    /// {@return whether a stream waits for the client, and not for the writer}
    boolean isStalled(Http2Stream stream) {
        return window.size() <= 0 || stream.window().size() <= 0;
    }

    /// {@return false if the window would be too large}
    boolean growWindow(int increment) {
        return window.change(increment);
    }

    void tableLimit(long octets) {
        encoder.tableLimit(octets);
    }
}
