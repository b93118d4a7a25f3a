namespace Wolfi.Containers.Tool.Output;

/// <summary>What the process answers to its caller.</summary>
internal enum ExitCode
{
    /// <summary>Done, or the answer is "yes".</summary>
    Success = 0,

    /// <summary>The answer is "no": verification failed, nothing satisfies, the input is damaged.</summary>
    No = 1,

    /// <summary>The arguments are wrong.</summary>
    WrongUsage = 2,

    /// <summary>The surroundings failed: a file, the disk, the network, or this tool itself.</summary>
    Surroundings = 3,

    /// <summary>A signal stopped the run: 128 and SIGINT, as shells have it.</summary>
    Cancelled = 130,
}
