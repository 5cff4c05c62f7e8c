package pounce.zstd;

import com.github.luben.zstd.util.Native;
import java.util.List;
import pounce.api.Option;
import pounce.api.Settings;
import pounce.api.Size;
import pounce.api.spi.ContentCoding;
import pounce.api.spi.ContentCodingProvider;

/// The coding `zstd`, before gzip where clients like both equally.
public final class ZstdProvider implements ContentCodingProvider {

    /// How hard it tries; from 6 on it takes much longer than gzip does.
    public static final Option<Integer> LEVEL =
            Option.number("plugin.zstd.level", 3)
                    .where(level -> level >= 1 && level <= 19)
                    .doc("How hard zstd tries, 1 to 19.")
                    .shown();

    /// How far back it looks for what repeats. Each response that is coded keeps that much, and
    /// tables beside it, for as long as it lasts.
    public static final Option<Size> WINDOW =
            Option.size("plugin.zstd.window", Size.ofKibibytes(256))
                    .where(ZstdProvider::isWindow)
                    .doc("How far back zstd looks: a power of two, 1KiB to 8MiB.")
                    .shown();

    /// Made by the service loader.
    public ZstdProvider() {}

    /// Clients need not have room for more (RFC 9659).
    private static boolean isWindow(Size size) {
        return size.octets() >= 1 << 10
                && size.octets() <= FrameHeader.LARGEST_WINDOW
                && Long.bitCount(size.octets()) == 1;
    }

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(LEVEL, WINDOW);
    }

    @Override
    public int preference() {
        return 200;
    }

    @Override
    public ContentCoding create(Settings settings) {
        load();
        return new ZstdCoding(
                settings.get(LEVEL), Long.numberOfTrailingZeros(settings.get(WINDOW).octets()));
    }

    /// Now rather than at the first request.
    private static void load() {
        try {
            Native.load();
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError missing) {
            throw new IllegalArgumentException(
                    "the native library of zstd cannot be loaded; its temporary file needs a directory from which code may run, named by -Djava.io.tmpdir or -DZstdTempFolder: "
                            + missing.getMessage(),
                    missing);
        }
    }
}
