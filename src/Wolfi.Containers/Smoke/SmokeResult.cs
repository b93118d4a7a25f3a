using System.Collections.Immutable;

namespace Wolfi.Containers.Smoke;

/// <summary>How an image's app ran.</summary>
public sealed record SmokeResult
{
    /// <summary>The image's manifest.</summary>
    public required string Digest { get; init; }

    /// <summary>What ran it: runc, podman or docker.</summary>
    public required string Runtime { get; init; }

    /// <summary>Whether the app did what was waited for.</summary>
    public required bool Passed { get; init; }

    /// <summary>What the run came to.</summary>
    public required SmokeEnd End { get; init; }

    /// <summary>The whole of it in one sentence, without its end mark.</summary>
    public required string Summary { get; init; }

    /// <summary>The exit code; null when the app did not end by itself.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The port that was waited for; null when none was.</summary>
    public int? Port { get; init; }

    /// <summary>The status of the HTTP answer; null when nothing was asked or answered.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>From the start to the answer or the end.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What the app's words say is missing, each once; of an app that passed, what it did without.</summary>
    public required ImmutableArray<SmokeReason> Reasons { get; init; }

    /// <summary>The last lines that the app wrote, to either stream.</summary>
    public required ImmutableArray<string> LastLines { get; init; }
}
