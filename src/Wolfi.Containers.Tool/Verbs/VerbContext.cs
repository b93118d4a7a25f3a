using System.CommandLine;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Registries;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Surroundings;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary>What every verb of one run has: the streams, what ends it and <c>--json</c>.</summary>
internal sealed record VerbContext(Terminal Terminal, CancellationToken CancellationToken = default)
{
    /// <summary><c>--json</c>.</summary>
    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print one JSON document on standard output; everything else goes to standard error.",
        Recursive = true,
    };

    /// <summary>Hears what the core has to say while it works.</summary>
    public IPublishObserver Observer => new TerminalObserver(this);

    /// <summary>Tells a warning, or one error of several, on standard error.</summary>
    public void Tell(Diagnostic diagnostic)
    {
        if (diagnostic.Descriptor.Severity == Severity.Warning)
        {
            Report.Warn(Terminal, diagnostic);
        }
        else
        {
            Report.FailLine(Terminal, diagnostic);
        }
    }

    /// <summary>Where the passwords of keys come from: the environment, and the person at the terminal.</summary>
    public KeySecrets KeySecrets => KeySecrets.OfThisProcess with { Ask = Terminal.AskSecret };

    /// <summary>How this run speaks to registries: by the environment; warnings and pauses go to standard error.</summary>
    public RegistryAccess Registries => RegistryAccess.OfThisProcess(Observer);

    /// <summary>The credentials of private repositories, as the environment tells them; warnings go to standard error.</summary>
    public IRepositoryCredentials OpenCredentials() => new DeferredCredentials(() => CredentialSourcesReader.Read().Open(Tell));
}
