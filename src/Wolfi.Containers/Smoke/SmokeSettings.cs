namespace Wolfi.Containers.Smoke;

/// <summary>What a smoke run waits for.</summary>
public sealed record SmokeSettings
{
    /// <summary>The longest that a run may take, unless the user says otherwise.</summary>
    public static readonly TimeSpan StandardTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The longest time that may be asked for, in seconds.</summary>
    public const int MostSeconds = 3600;

    /// <summary>The path to ask for over HTTP, such as <c>/health</c>; null asks for nothing.</summary>
    public string? HttpPath { get; init; }

    /// <summary>The TCP port that the app must listen on; null for the first one that the image exposes.</summary>
    public int? Port { get; init; }

    /// <summary>How long the app may take to answer, to listen or to end.</summary>
    public TimeSpan Timeout { get; init; } = StandardTimeout;

    /// <summary>The runtime to use, one of <see cref="SmokeRuntimes.Names"/>; null for the first that is there.</summary>
    public string? Runtime { get; init; }

    /// <summary>Whether a text can be the path of a request: it begins with <c>/</c> and has printable ASCII only (RFC 3986, section 3.3).</summary>
    public static bool IsHttpPath(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith('/') && text.All(c => c is > ' ' and < (char)0x7f and not '#');
    }
}
