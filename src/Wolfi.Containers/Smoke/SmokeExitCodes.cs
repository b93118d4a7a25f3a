using System.Collections.Frozen;

namespace Wolfi.Containers.Smoke;

/// <summary>What exit codes of a container's first process mean, where the app's words say nothing.</summary>
internal static class SmokeExitCodes
{
    /// <summary>The table; <c>docs/smoke.md</c> shows it. The kernel drops a default abort for process 1, so that 134 is not among them: it becomes a fault.</summary>
    public static FrozenDictionary<int, string> Meanings { get; } = new Dictionary<int, string>
    {
        [126] = "the program may not be started: it is not executable",
        [127] = "the loader did not find a library of the program, or the program itself",
        [129] = "the host found no *.deps.json of the app, or could not read it",
        [131] = "the host found no runtime, or files of it are missing",
        [135] = "libcoreclr.so is missing or can't be loaded",
        [137] = "killed: out of memory, or a file of the runtime is missing",
        [139] = "the runtime ended the process (an abort, as process 1), or it touched memory that it has not",
        [150] = "the host found no shared framework of the version that the app asks for",
        [159] = "the single file could not unpack itself",
    }.ToFrozenDictionary();
}
