package pounce.api;

/// What [Request#form()] and [Request#parts()] take at most; the server's are options, and
/// [RequestHead#FORM_LIMITS] replaces them for single requests. Whatever exceeds one makes the
/// reader throw [pounce.api.error.LimitException]: 413 if a handler lets it pass.
///
/// @param fields of a form, or parts of a multipart content; [Options#LIMIT_FORM_FIELDS]
/// @param name of a field, a part or a file, as UTF-8; [Options#LIMIT_FORM_NAME]
/// @param memory a whole form, or all parts together that are read as text or octets;
///   [Options#LIMIT_FORM_MEMORY]
/// @param part the content of one part; [Options#LIMIT_PART]
/// @param partHeaderSection all header fields of one part, less than 1 MiB;
///   [Options#LIMIT_PART_HEADER_SECTION]
public record FormLimits(int fields, Size name, Size memory, Size part, Size partHeaderSection) {
    private static final long LARGEST_HEADER_SECTION = 1 << 20;

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if there may be no field, or a header section may be larger
    ///   than 1 MiB
    public FormLimits {
        if (fields < 1) throw new IllegalArgumentException("fields < 1: " + fields);
        if (partHeaderSection.octets() > LARGEST_HEADER_SECTION) {
            throw new IllegalArgumentException("a header section of " + partHeaderSection);
        }
    }

    /// {@return what these settings say}
    ///
    /// @param settings the server's
    public static FormLimits of(Settings settings) {
        return new FormLimits(
                settings.get(Options.LIMIT_FORM_FIELDS),
                settings.get(Options.LIMIT_FORM_NAME),
                settings.get(Options.LIMIT_FORM_MEMORY),
                settings.get(Options.LIMIT_PART),
                settings.get(Options.LIMIT_PART_HEADER_SECTION));
    }
}
