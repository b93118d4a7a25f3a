using System.Diagnostics.CodeAnalysis;

namespace Wolfi.Oci.Documents;

/// <summary>What an image runs on, in Go's names: <c>linux/amd64</c>, <c>linux/arm64</c>, <c>linux/arm/v7</c>.</summary>
/// <param name="Os">Operating system.</param>
/// <param name="Architecture">Processor architecture.</param>
/// <param name="Variant">Variant of the architecture, where it has any (arm, and arm64's <c>v8</c>); else null.</param>
public sealed record Platform(string Os, string Architecture, string? Variant = null)
{
    private const int LongestPart = 32;

    /// <summary>Linux on x86-64.</summary>
    public static Platform LinuxAmd64 { get; } = new("linux", "amd64");

    /// <summary>Linux on 64-bit ARM.</summary>
    public static Platform LinuxArm64 { get; } = new("linux", "arm64");

    /// <summary>The platform of a new Linux image: 64-bit ARM is written as <c>v8</c>, as Docker's own images have it; readers take both as one.</summary>
    /// <param name="architecture">Processor architecture, in Go's name.</param>
    public static Platform OfLinux(string architecture) => new("linux", architecture, architecture == "arm64" ? "v8" : null);

    /// <summary>Reads <c>OS/ARCHITECTURE[/VARIANT]</c>.</summary>
    /// <exception cref="OciException"><see cref="OciFault.InvalidReference"/>.</exception>
    public static Platform Parse(string text) => TryParse(text, out Platform? platform)
        ? platform
        : throw new OciException(OciFault.InvalidReference, $"'{Shown.Text(text)}' is not a platform such as 'linux/amd64'.");

    /// <summary>Reads <c>OS/ARCHITECTURE[/VARIANT]</c>; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Platform? platform)
    {
        string[] parts = (text ?? "").Split('/', 4);
        platform = parts.Length is 2 or 3 && parts.All(IsPart) ? new Platform(parts[0], parts[1], parts.Length == 3 ? parts[2] : null) : null;
        return platform is not null;
    }

    /// <summary>Whether content for <paramref name="other"/> is content for this platform. <c>arm64</c> and <c>arm64/v8</c> are one.</summary>
    public bool Matches(Platform other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Os == other.Os && Architecture == other.Architecture && Normal(this) == Normal(other);
    }

    /// <summary><c>linux/amd64</c>.</summary>
    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";

    private static string? Normal(Platform platform) => platform is { Architecture: "arm64", Variant: "v8" } ? null : platform.Variant;

    private static bool IsPart(string text) => text.Length is > 0 and <= LongestPart
        && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '.' or '_' or '-');
}
