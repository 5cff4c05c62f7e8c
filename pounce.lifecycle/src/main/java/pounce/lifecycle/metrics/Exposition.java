package pounce.lifecycle.metrics;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Metrics as text, in one of the formats that Prometheus reads.
final class Exposition {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final String TOTAL = "_total";

    private final Format format;
    private final StringBuilder text = new StringBuilder(8 << 10);

    /// What text there can be.
    enum Format {
        /// The text format of Prometheus, version 0.0.4.
        PROMETHEUS("text/plain; version=0.0.4; charset=utf-8"),
        /// OpenMetrics, version 1.0.0.
        OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

        private final String type;

        Format(String type) {
            this.type = type;
        }

        /// {@return its media type}
        String type() {
            return type;
        }
    }

    Exposition(Format format) {
        this.format = format;
    }

    /// {@return everything that was written, and the end}
    String finish() {
        if (format == Format.OPENMETRICS) {
            text.append("# EOF\n");
        }
        return text.toString();
    }

    /// Numbers of one name that differ in their labels.
    final class Family {
        private final String sample;

        private Family(String sample) {
            this.sample = sample;
        }

        /// Adds a number.
        ///
        /// @param labels names and values in turn
        void sample(long value, String... labels) {
            sample(Long.toString(value), labels);
        }

        /// Adds a number.
        ///
        /// @param labels names and values in turn
        void sample(double value, String... labels) {
            sample(Double.toString(value), labels);
        }

        private void sample(String value, String[] labels) {
            text.append(sample);
            labels(labels);
            text.append(' ').append(value).append('\n');
        }
    }

    /// Begins counters.
    ///
    /// @param name without `_total`, which every counter has behind it
    Family counters(String name, String help) {
        head(format == Format.OPENMETRICS ? name : name + TOTAL, "counter", help);
        return new Family(name + TOTAL);
    }

    void counter(String name, String help, long value) {
        counters(name, help).sample(value);
    }

    void counter(String name, String help, double value) {
        counters(name, help).sample(value);
    }

    void counters(String name, String help, String label, Map<String, Long> values) {
        if (!values.isEmpty()) {
            var family = counters(name, help);
            values.forEach((each, value) -> family.sample(value, label, each));
        }
    }

    /// Begins gauges.
    Family gauges(String name, String help) {
        head(name, "gauge", help);
        return new Family(name);
    }

    void gauge(String name, String help, long value) {
        gauges(name, help).sample(value);
    }

    void gauge(String name, String help, double value) {
        gauges(name, help).sample(value);
    }

    void histogram(String name, String help, Buckets buckets, Histogram.Sum sum) {
        head(name, "histogram", help);
        var bucket = new Family(name + "_bucket");
        long count = 0;
        for (int i = 0; i < buckets.count(); i++) {
            count += sum.counts[i];
            bucket.sample(count, "le", buckets.label(i));
        }
        new Family(name + "_sum").sample(sum.nanos / SECOND);
        new Family(name + "_count").sample(count);
    }

    private void head(String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private void labels(String[] labels) {
        if (labels.length == 0) {
            return;
        }
        text.append('{');
        for (int i = 0; i < labels.length; i += 2) {
            if (i > 0) {
                text.append(',');
            }
            text.append(labels[i]).append("=\"");
            value(labels[i + 1]);
            text.append('"');
        }
        text.append('}');
    }

    private void value(String label) {
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '"' -> text.append("\\\"");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
    }
}
