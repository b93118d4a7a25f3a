using System.Runtime.InteropServices;

namespace Wolfi.StandIn.Machines;

/// <summary>One processor architecture: apk's name, Debian's library folder, the loader's file name and its SONAME version.</summary>
internal sealed record MachineArchitecture(Architecture Processor, string Name, string Triplet, string Loader, string LoaderVersion);

/// <summary>The architectures that a repository is made for.</summary>
internal static class Architectures
{
    public static IReadOnlyList<MachineArchitecture> All { get; } =
    [
        new(Architecture.X64, "x86_64", "x86_64-linux-gnu", "ld-linux-x86-64.so.2", "2"),
        new(Architecture.Arm64, "aarch64", "aarch64-linux-gnu", "ld-linux-aarch64.so.1", "1"),
    ];

    public static MachineArchitecture Host { get; } =
        All.FirstOrDefault(a => a.Processor == RuntimeInformation.ProcessArchitecture)
        ?? throw new StandInException($"The stand-in is made on x64 and arm64 machines; this one is {RuntimeInformation.ProcessArchitecture}.");
}
