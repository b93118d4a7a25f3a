using System.Collections.Immutable;

namespace Wolfi.Containers.Settings;

/// <summary>What the container runs and how; null means "the default, which depends on the app".</summary>
public sealed record ContainerSettings
{
    /// <summary>Working directory and the app's folder; absolute.</summary>
    public string WorkingDirectory { get; init; } = "/app";

    /// <summary>User as the project wrote it (number, number:number, or a name in passwd); null for the default.</summary>
    public string? User { get; init; }

    /// <summary>True when the project allows root by name.</summary>
    public bool AllowRoot { get; init; }

    /// <summary>The entrypoint, when the project sets one; null for the app's own command.</summary>
    public ImmutableArray<string>? Entrypoint { get; init; }

    /// <summary>The default arguments (<c>Cmd</c>); null for none.</summary>
    public ImmutableArray<string>? Command { get; init; }

    /// <summary>Ports that the project names, such as <c>8080/tcp</c>.</summary>
    public ImmutableArray<string> Ports { get; init; } = [];

    /// <summary>Environment variables that the project sets, in order; the last of a name wins.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Whether labels beside the project's own are wanted.</summary>
    public bool GeneratesLabels { get; init; } = true;

    /// <summary>Labels, generated and the project's own; the project's win.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Labels { get; init; } = [];
}
