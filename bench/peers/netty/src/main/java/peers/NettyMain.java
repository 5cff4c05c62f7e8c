package peers;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Plain Netty, the codec alone: no aggregator, no router.
public final class NettyMain {
    static final AsciiString SERVER = AsciiString.cached("netty"),
            TEXT = AsciiString.cached("text/plain"),
            JSON = AsciiString.cached("application/json"),
            BIN = AsciiString.cached("application/octet-stream");
    static final HttpHeadersFactory HF =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);
    static final HttpHeadersFactory TF =
            DefaultHttpHeadersFactory.trailersFactory().withValidation(false);
    static final Map<Integer, ByteBuf> STATIC_BUFS = new HashMap<>();
    static final ByteBuf HELLO = shared(Peer.HELLO), CHUNK = shared(Peer.CHUNK);

    static ByteBuf shared(byte[] b) {
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(b.length).writeBytes(b).asReadOnly());
    }

    static synchronized ByteBuf big(int n) {
        return STATIC_BUFS.computeIfAbsent(n, k -> shared(Peer.bytes(k)));
    }

    private static AsciiString dateText = AsciiString.EMPTY_STRING;
    private static String dateFrom = "";

    static AsciiString date() {
        String s = Peer.date();
        if (s != dateFrom) {
            dateText = new AsciiString(s);
            dateFrom = s;
        }
        return dateText;
    }

    public static void main(String[] a) throws Exception {
        String t = System.getProperty("transport", "nio");
        IoHandlerFactory f;
        Class<? extends ServerChannel> ch;
        switch (t) {
            case "epoll" -> {
                f = EpollIoHandler.newFactory();
                ch = EpollServerSocketChannel.class;
            }
            case "uring" -> {
                f = IoUringIoHandler.newFactory();
                ch = IoUringServerSocketChannel.class;
            }
            default -> {
                f = NioIoHandler.newFactory();
                ch = NioServerSocketChannel.class;
            }
        }
        EventLoopGroup g = new MultiThreadIoEventLoopGroup(Peer.CPUS, f);
        bind(
                g,
                ch,
                Peer.port(a),
                new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel c) {
                        h1(c.pipeline());
                    }
                });
        if (Peer.h2(a)) {
            bind(
                    g,
                    ch,
                    Peer.h2cPort(a),
                    new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel c) {
                            h2(c.pipeline());
                        }
                    });
            SslProvider p = SslProvider.valueOf(System.getProperty("ssl", "JDK"));
            SslContext sc =
                    SslContextBuilder.forServer(Peer.CERT.toFile(), Peer.KEY.toFile())
                            .sslProvider(p)
                            .applicationProtocolConfig(
                                    new ApplicationProtocolConfig(
                                            ApplicationProtocolConfig.Protocol.ALPN,
                                            ApplicationProtocolConfig.SelectorFailureBehavior
                                                    .NO_ADVERTISE,
                                            ApplicationProtocolConfig
                                                    .SelectedListenerFailureBehavior.ACCEPT,
                                            ApplicationProtocolNames.HTTP_2,
                                            ApplicationProtocolNames.HTTP_1_1))
                            .build();
            bind(
                    g,
                    ch,
                    Peer.tlsPort(a),
                    new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel c) {
                            c.pipeline()
                                    .addLast(
                                            sc.newHandler(c.alloc()),
                                            new ApplicationProtocolNegotiationHandler(
                                                    ApplicationProtocolNames.HTTP_1_1) {
                                                @Override
                                                protected void configurePipeline(
                                                        ChannelHandlerContext x, String proto) {
                                                    if (proto.equals(
                                                            ApplicationProtocolNames.HTTP_2))
                                                        h2(x.pipeline());
                                                    else h1(x.pipeline());
                                                }
                                            });
                        }
                    });
        }
    }

    static void bind(
            EventLoopGroup g, Class<? extends ServerChannel> ch, int port, ChannelHandler init)
            throws Exception {
        new ServerBootstrap()
                .group(g, g)
                .channel(ch)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(init)
                .bind("127.0.0.1", port)
                .sync();
    }

    static void h1(ChannelPipeline p) {
        p.addLast(
                new HttpServerCodec(
                        new HttpDecoderConfig().setHeadersFactory(HF).setTrailersFactory(TF)),
                new H1());
    }

    static void h2(ChannelPipeline p) {
        p.addLast(
                Http2FrameCodecBuilder.forServer()
                        .validateHeaders(false)
                        .initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(1000))
                        .build(),
                new H2());
    }

    static final class H1 extends ChannelInboundHandlerAdapter {
        private ByteBuf echo;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
            try {
                if (msg instanceof HttpRequest r) {
                    String p = r.uri();
                    if (p.equals("/echo"))
                        echo = ctx.alloc().buffer(HttpUtil.getContentLength(r, 1024));
                    else answer(ctx, p);
                }
                if (msg instanceof HttpContent c && echo != null) {
                    echo.writeBytes(c.content());
                    if (msg instanceof LastHttpContent) {
                        ByteBuf b = echo;
                        echo = null;
                        full(ctx, b, BIN);
                    }
                }
            } finally {
                ReferenceCountUtil.release(msg);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        private static void full(ChannelHandlerContext ctx, ByteBuf body, AsciiString type) {
            DefaultFullHttpResponse r =
                    new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body, HF, TF);
            r.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, type)
                    .set(HttpHeaderNames.SERVER, SERVER)
                    .set(HttpHeaderNames.DATE, date())
                    .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.readableBytes()));
            ctx.write(r, ctx.voidPromise());
        }

        private static void answer(ChannelHandlerContext ctx, String p) throws Exception {
            switch (p) {
                case "/plaintext" -> full(ctx, HELLO.duplicate(), TEXT);
                case "/json" -> full(ctx, Unpooled.wrappedBuffer(Peer.json()), JSON);
                case "/sleep/50" ->
                        ctx.executor()
                                .schedule(
                                        () -> {
                                            full(ctx, HELLO.duplicate(), TEXT);
                                            ctx.flush();
                                        },
                                        50,
                                        TimeUnit.MILLISECONDS);
                case "/stream" -> {
                    DefaultHttpResponse r =
                            new DefaultHttpResponse(
                                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK, HF);
                    r.headers()
                            .set(HttpHeaderNames.CONTENT_TYPE, BIN)
                            .set(HttpHeaderNames.SERVER, SERVER)
                            .set(HttpHeaderNames.DATE, date())
                            .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
                    ctx.write(r, ctx.voidPromise());
                    for (int i = 0; i < Peer.CHUNKS; i++)
                        ctx.writeAndFlush(
                                new DefaultHttpContent(CHUNK.duplicate()), ctx.voidPromise());
                    ctx.write(LastHttpContent.EMPTY_LAST_CONTENT, ctx.voidPromise());
                }
                default -> {
                    if (p.startsWith("/bytes/")) full(ctx, big(Peer.tailInt(p)).duplicate(), BIN);
                    else if (p.startsWith("/static/")) {
                        Path file = Peer.STATIC.resolve(p.substring(8));
                        long len = Files.size(file);
                        DefaultHttpResponse r =
                                new DefaultHttpResponse(
                                        HttpVersion.HTTP_1_1, HttpResponseStatus.OK, HF);
                        r.headers()
                                .set(HttpHeaderNames.CONTENT_TYPE, BIN)
                                .set(HttpHeaderNames.SERVER, SERVER)
                                .set(HttpHeaderNames.DATE, date())
                                .set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(len));
                        ctx.write(r, ctx.voidPromise());
                        ctx.write(new DefaultFileRegion(file.toFile(), 0, len), ctx.newPromise());
                        ctx.write(LastHttpContent.EMPTY_LAST_CONTENT, ctx.voidPromise());
                    } else {
                        DefaultFullHttpResponse r =
                                new DefaultFullHttpResponse(
                                        HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND);
                        r.headers().set(HttpHeaderNames.CONTENT_LENGTH, "0");
                        ctx.write(r);
                    }
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable t) {
            ctx.close();
        }
    }

    static final class H2 extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            try {
                if (msg instanceof Http2HeadersFrame h && h.isEndStream()) {
                    boolean json = AsciiString.contentEquals("/json", h.headers().path());
                    ByteBuf body = json ? Unpooled.wrappedBuffer(Peer.json()) : HELLO.duplicate();
                    Http2Headers hs =
                            new DefaultHttp2Headers(false)
                                    .status(HttpResponseStatus.OK.codeAsText())
                                    .set(HttpHeaderNames.CONTENT_TYPE, json ? JSON : TEXT)
                                    .set(HttpHeaderNames.SERVER, SERVER)
                                    .set(HttpHeaderNames.DATE, date())
                                    .set(
                                            HttpHeaderNames.CONTENT_LENGTH,
                                            new AsciiString(
                                                    Integer.toString(body.readableBytes())));
                    ctx.write(new DefaultHttp2HeadersFrame(hs, false).stream(h.stream()));
                    ctx.write(new DefaultHttp2DataFrame(body, true).stream(h.stream()));
                }
            } finally {
                ReferenceCountUtil.release(msg);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable t) {
            ctx.close();
        }
    }
}
