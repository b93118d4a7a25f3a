namespace Wolfi.Containers.Settings;

public static partial class KnownSettings
{
    /// <summary>The property <c>WolfiVerify</c>.</summary>
    public static Setting WolfiVerify { get; } = Property("false",
        "Whether the finished image is verified to its last byte before it is put in its place, and the build fails on a finding; see docs/verify.md.");
}
