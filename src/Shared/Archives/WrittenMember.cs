namespace Wolfi.Archives;

/// <summary>What a <see cref="GzipMemberWriter"/> wrote.</summary>
/// <param name="Size">Bytes of the member.</param>
/// <param name="Sha256">SHA-256 of the member, lower-case hexadecimal: a layer's digest, a package's datahash.</param>
/// <param name="ContentSize">Bytes before compression.</param>
/// <param name="ContentSha256">SHA-256 of them, lower-case hexadecimal: a layer's diff id.</param>
internal sealed record WrittenMember(long Size, string Sha256, long ContentSize, string ContentSha256);
