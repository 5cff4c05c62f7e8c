package pounce.api.multipart;

/// What a decoder takes at most.
///
/// @param parts how many
/// @param name of a part's name and of its file name, in octets each
/// @param fieldSection of all fields of one part, in octets
/// @param part of one part's content, in octets
public record MultipartLimits(int parts, long name, int fieldSection, long part) {}
