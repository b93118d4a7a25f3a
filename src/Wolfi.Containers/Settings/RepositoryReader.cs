using System.Collections.Immutable;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Keys;

namespace Wolfi.Containers.Settings;

/// <summary>The repositories, with their keys and rules.</summary>
internal sealed class RepositoryReader(RawPublishOptions raw, ISettingsFiles files, DiagnosticBag bag)
{
    /// <summary>Wolfi's own repository.</summary>
    public const string WolfiUrl = BuiltInKeys.WolfiRepository;

    private const string Kind = "WolfiRepository";

    private readonly NamedKeys _keys = new(raw, files, bag);

    public ImmutableArray<PackageRepository> Read()
    {
        ImmutableArray<RawItem> items = Items();
        ImmutableArray<PublicKey> shared = SharedKeys();
        SignatureAlgorithm minimum = MinimumSignature();
        bool fips = IsFips(raw, bag);
        if (fips && FipsMode.FaultOf(minimum, $"{KnownSettings.WolfiMinimumSignature.Name}={raw[KnownSettings.WolfiMinimumSignature]}") is { } weak)
        {
            bag.Add(weak);
        }

        if (items.Length > 1 && HasSharedKeys())
        {
            bag.Add(SettingsErrors.KeyForSeveral, items.Length);
        }

        ImmutableArray<string> capabilities = Capabilities();
        ImmutableArray<PackageRepository> repositories = [.. items.Select(item => Read(item, shared, minimum, fips) with { AllowedCapabilities = capabilities })];
        foreach (Diagnostic fault in fips ? FipsMode.FaultsOf(repositories.SelectMany(repository => repository.IndexKeys.Keys.Concat(repository.PackageKeys.Keys))) : [])
        {
            bag.Add(fault);
        }

        foreach (PackageRepository free in repositories.Where(repository => repository.Tag is null && repository.PackagePatterns.IsEmpty).Skip(1))
        {
            bag.Add(SettingsErrors.NoRules, free.ToString(), repositories.Length);
        }

        return repositories;
    }

    /// <summary>Whether only approved algorithms count.</summary>
    public static bool IsFips(RawPublishOptions raw, DiagnosticBag bag) => Values.Flag(raw, KnownSettings.WolfiFips, standard: false, bag);

    // On the command line the property takes the place of the items.
    private ImmutableArray<RawItem> Items()
    {
        ImmutableArray<RawItem> items = raw[KnownSettings.WolfiRepository] is { Length: > 0 } property
            ? [.. Values.Entries(property).Select(entry => RawItem.Create(entry))]
            : raw.ItemsOf(KnownSettings.WolfiRepositoryItem);
        return items.IsEmpty ? [RawItem.Create(WolfiUrl)] : items;
    }

    private ImmutableArray<string> SharedKeyPaths() => raw[KnownSettings.WolfiKey] is { Length: > 0 } property
        ? Secrets.IsKeyText(property) ? [property] : Values.Entries(property)
        : [.. raw.ItemsOf(KnownSettings.WolfiKeyItem).Select(item => item.Include)];

    private bool HasSharedKeys() => !SharedKeyPaths().IsEmpty;

    private ImmutableArray<PublicKey> SharedKeys() => _keys.Read(KnownSettings.WolfiKey.Name, SharedKeyPaths());

    private PackageRepository Read(RawItem item, ImmutableArray<PublicKey> shared, SignatureAlgorithm minimum, bool fips)
    {
        string location = Location(item);
        string shown = RepositoryLocation.Redact(location);
        string? canonical = CanonicalUrl(item, shown);
        ImmutableArray<PublicKey> own = _keys.Read($"{Kind} '{shown}'", Values.Entries(item["IndexKeys"]));
        ImmutableArray<PublicKey> index = !own.IsEmpty ? own
            : !shared.IsEmpty ? shared
            : (canonical ?? location) == WolfiUrl ? [BuiltInKeys.ReadWolfiKey()]
            : [];
        if (index.IsEmpty && item["IndexKeys"].Length == 0 && !HasSharedKeys())
        {
            bag.Add(SettingsErrors.NoKey, shown);
        }

        ImmutableArray<PublicKey> packages = _keys.Read($"{Kind} '{shown}'", Values.Entries(item["PackageKeys"]));
        return new PackageRepository
        {
            Location = location,
            CanonicalUrl = canonical,
            Tag = Tag(item, shown),
            PackagePatterns = Patterns(item, shown),
            IndexKeys = _keys.Ring(shown, index),
            PackageKeys = _keys.Ring(shown, packages.IsEmpty ? index : packages),
            Signatures = Signatures(item, shown, fips),
            MinimumSignature = minimum,
            AllowHttp = Values.Flag(Kind, item, "AllowHttp", bag),
        };
    }

    private string Location(RawItem item)
    {
        string text = item.Include.Trim();
        if (!text.Contains("://", StringComparison.Ordinal))
        {
            return Path.TrimEndingDirectorySeparator(raw.FullPath(text));
        }

        if (UrlFault(text, out _) is { } fault)
        {
            bag.Add(SettingsErrors.InvalidLocation, Values.Shown(RepositoryLocation.Redact(text)), fault);
        }

        return text.TrimEnd('/');
    }

    private static string? UrlFault(string text, out Uri? uri) =>
        !Uri.TryCreate(text, UriKind.Absolute, out uri) ? "it is no URL"
        : uri.Scheme is not ("https" or "http" or "file") ? "only https, http and file URLs are read"
        : uri.Query.Length > 0 || uri.Fragment.Length > 0 ? "a repository's URL has neither query nor fragment"
        : null;

    private string? CanonicalUrl(RawItem item, string shown)
    {
        string text = item["CanonicalUrl"].TrimEnd('/');
        if (text.Length == 0)
        {
            return null;
        }

        bool plain = UrlFault(text, out Uri? uri) is null && uri!.Scheme is "https" or "http" && uri.UserInfo.Length == 0;
        if (!plain)
        {
            bag.Add(SettingsErrors.InvalidMetadata, Kind, shown, "CanonicalUrl", Values.Shown(RepositoryLocation.Redact(text)), "it is no https or http URL without user info");
        }

        return plain ? text : null;
    }

    private string? Tag(RawItem item, string shown)
    {
        string tag = item["Tag"].TrimStart('@');
        if (tag.Length > 0 && !tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
        {
            bag.Add(SettingsErrors.InvalidMetadata, Kind, shown, "Tag", Values.Shown(tag), "a tag is made of letters, digits, '_', '-' and '.'");
        }

        return tag.Length == 0 ? null : tag;
    }

    private ImmutableArray<string> Patterns(RawItem item, string shown)
    {
        ImmutableArray<string> patterns = Values.Words(item["Packages"]);
        foreach (string pattern in patterns.Where(pattern => !PackageRules.IsPattern(pattern)))
        {
            bag.Add(SettingsErrors.InvalidPattern, shown, Values.Shown(pattern));
        }

        return patterns;
    }

    // An index names its packages by SHA-1, so in FIPS mode none is vouched for by it alone.
    private PackageSignatures Signatures(RawItem item, string shown, bool fips)
    {
        PackageSignatures signatures = Signatures(item, shown);
        if (fips && signatures == PackageSignatures.Index)
        {
            bag.Add(FipsErrors.Contradicted, $"Signatures=Index of {Kind} '{shown}'", "an index names packages by SHA-1");
        }

        return fips ? PackageSignatures.Packages : signatures;
    }

    private PackageSignatures Signatures(RawItem item, string shown)
    {
        switch (item["Signatures"])
        {
            case "":
                return PackageSignatures.Auto;
            case var text when Enum.GetNames<PackageSignatures>().Contains(text, StringComparer.OrdinalIgnoreCase):
                return Enum.Parse<PackageSignatures>(text, ignoreCase: true);
            case var text:
                bag.Add(SettingsErrors.InvalidMetadata, Kind, shown, "Signatures", Values.Shown(text), "it is none of Auto, Packages, Index");
                return PackageSignatures.Auto;
        }
    }

    private ImmutableArray<string> Capabilities()
    {
        ImmutableArray<string> names = [.. raw.ItemsOf(KnownSettings.WolfiAllowCapability).Select(item => item.Include.Trim()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (string wrong in names.Where(name => !FileCapabilities.IsName(name)))
        {
            bag.Add(SettingsErrors.InvalidMetadata, KnownSettings.WolfiAllowCapability.Name, Values.Shown(wrong), "Include", Values.Shown(wrong), "it is no package and absolute path of a file of it, as in ping:/usr/bin/ping");
        }

        return names;
    }

    private SignatureAlgorithm MinimumSignature()
    {
        string text = raw[KnownSettings.WolfiMinimumSignature];
        if (text.Length == 0)
        {
            return SignatureAlgorithm.Rsa256;
        }

        if (SignatureAlgorithms.FromEntryName(text.ToUpperInvariant()) is { } algorithm)
        {
            return algorithm;
        }

        bag.Add(SettingsErrors.InvalidChoice, KnownSettings.WolfiMinimumSignature.Name, Values.Shown(text), "RSA, RSA256, RSA512");
        return SignatureAlgorithm.Rsa256;
    }
}
