using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Surroundings;
using Wolfi.SupplyChain.Sigstore;
using Wolfi.SupplyChain.Trust;

namespace Wolfi.Containers.Sigstore;

/// <summary>Which services sign, log and timestamp, and whose identity signs.</summary>
public sealed record SigstoreSettings
{
    /// <summary>Sigstore's public authority (sigstore's architecture-docs, sigstore-public-deployment-spec.md).</summary>
    public static SigstoreService PublicAuthority { get; } = new(new Uri("https://fulcio.sigstore.dev"), 1);

    /// <summary>Sigstore's public log.</summary>
    public static SigstoreService PublicLog { get; } = new(new Uri("https://rekor.sigstore.dev"), 1);

    /// <summary>No services, and no identity.</summary>
    public static SigstoreSettings None { get; } = new();

    /// <summary>Whether the build's identity signs, by a key that is made for it and a certificate of that key.</summary>
    public bool Keyless { get; init; }

    /// <summary>Where the identity token is: a file or an environment variable; null where the service for continuous integration is asked.</summary>
    public KeyReference? Token { get; init; }

    /// <summary>The services.</summary>
    public SigningConfiguration Configuration { get; init; } = new();

    /// <summary>The roots of trust that answers are held to; null for none.</summary>
    public TrustedRoot? TrustedRoot { get; init; }

    /// <summary>Absolute path of the file that they come from; null for none.</summary>
    public string? TrustedRootFile { get; init; }

    /// <summary>Whether any service is asked.</summary>
    public bool AsksServices => Keyless || !Configuration.Logs.IsEmpty || !Configuration.TimestampServers.IsEmpty;

    /// <summary>Reads them as a build does, for the command line; paths count from this process's folder.</summary>
    /// <param name="keyless">Whether an identity signs.</param>
    /// <param name="values">The settings by the names that they have in builds.</param>
    /// <param name="option">What the command line calls a setting, for messages.</param>
    /// <exception cref="WolfiException">One of them can't be used.</exception>
    public static SigstoreSettings Read(bool keyless, IReadOnlyDictionary<string, string> values, Func<Setting, string> option)
    {
        ArgumentNullException.ThrowIfNull(values);
        DiagnosticBag bag = new();
        RawPublishOptions raw = new()
        {
            ProjectFile = Path.GetFullPath("none"),
            Properties = ImmutableDictionary.CreateRange(StringComparer.OrdinalIgnoreCase, values).SetItem(KnownSettings.WolfiKeyless.Name, keyless ? "true" : "false"),
        };
        SigstoreSettings settings = new SigstoreSettingsReader(raw, new DiskSettingsFiles(), bag, option).Read();
        return bag.ToImmutable() is [var first, ..] ? throw new WolfiException(first) : settings;
    }

    /// <summary>What makes them other services, as text.</summary>
    internal string Identity => string.Join('\n',
    [
        .. Texts("authority", Keyless ? Configuration.Authorities : []),
        .. Texts("log", Configuration.Logs), $"{Configuration.LogSelector} {Configuration.LogCount}",
        .. Texts("timestamp server", Configuration.TimestampServers), $"{Configuration.TimestampSelector} {Configuration.TimestampCount}",
    ]);

    private static IEnumerable<string> Texts(string kind, ImmutableArray<SigstoreService> services) =>
        services.Select(service => string.Create(CultureInfo.InvariantCulture, $"{kind} {service.Url.AbsoluteUri} {service.MajorVersion}"));
}
