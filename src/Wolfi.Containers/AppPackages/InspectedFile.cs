namespace Wolfi.Containers.AppPackages;

/// <summary>What one reading of a published file found.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">SHA-256, lower-case hexadecimal.</param>
/// <param name="Sha1">SHA-1, lower-case hexadecimal.</param>
/// <param name="IsProgram">True when the kernel can start it.</param>
/// <param name="IsElf">True for any ELF file.</param>
internal sealed record InspectedFile(long Size, string Sha256, string Sha1, bool IsProgram, bool IsElf);
