using System.Collections.Immutable;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.Licences;

namespace Wolfi.Containers.Evidence;

/// <summary>NuGet packages and runtime packs as components.</summary>
internal static class UpstreamComponents
{
    private const string DotnetSdk = ".NET SDK";
    private const string NuGetLicences = "https://licenses.nuget.org/";

    /// <summary>Identity of a package.</summary>
    public static string IdOf(UpstreamPackage package) => PackageUrl.NuGet(package.Id, package.Version);

    /// <summary>The component.</summary>
    /// <param name="package">The package.</param>
    /// <param name="files">Its files in the image.</param>
    public static Component Of(UpstreamPackage package, IEnumerable<TracedFile> files)
    {
        NuspecFacts facts = package.Facts;
        TracedFile[] shipped = [.. files];
        return new Component
        {
            Id = IdOf(package),
            Kind = package.IsRuntime ? ComponentKind.Framework : ComponentKind.Library,
            Source = ComponentSource.Upstream,
            Name = package.Id,
            Version = package.Version.Length > 0 ? package.Version : null,
            Purl = IdOf(package),
            Hashes = Hashes(package),
            Licence = LicenceOf(package),
            // A host's template lies in the SDK itself, whoever built that.
            Supplier = facts.Authors ?? (package.FileSha256 is null ? null : DotnetSdk),
            Originator = facts.Authors,
            Copyright = facts.Copyright,
            References = References(facts),
            Paths = [.. shipped.Select(file => file.Path).Order(StringComparer.Ordinal)],
            Properties = Properties(package, shipped),
        };
    }

    private static ImmutableArray<ContentHash> Hashes(UpstreamPackage package) =>
    [
        .. new[] { ContentHash.TryCreate(HashKind.Sha256, package.FileSha256), ContentHash.TryCreate(HashKind.Sha512, package.ContentHash) }.OfType<ContentHash>(),
    ];

    private static LicenceExpression? LicenceOf(UpstreamPackage package) => package.Facts switch
    {
        { LicenceExpression: { } expression } => LicenceExpression.Parse(expression),
        { LicenceFile: { } file } facts => LicenceExpression.Of($"{file} of {package.Id} {package.Version}", facts.LicenceText),
        { LicenceUrl: { } url } when url.StartsWith(NuGetLicences, StringComparison.Ordinal) => LicenceExpression.Parse(Uri.UnescapeDataString(url[NuGetLicences.Length..])),
        { LicenceUrl: { } url } => LicenceExpression.Of(url, null),
        _ => null,
    };

    private static ImmutableArray<ComponentReference> References(NuspecFacts facts) =>
    [
        .. new[] { (Kind: ReferenceKind.Website, Url: facts.ProjectUrl), (Kind: ReferenceKind.SourceControl, Url: facts.RepositoryUrl) }
            .Where(reference => reference.Url is not null)
            .Select(reference => new ComponentReference(reference.Kind, reference.Url!)),
    ];

    private static ImmutableSortedDictionary<string, string> Properties(UpstreamPackage package, TracedFile[] files)
    {
        ImmutableSortedDictionary<string, string>.Builder properties = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        void Add(string name, IEnumerable<string> values)
        {
            if (string.Join(", ", values) is { Length: > 0 } text)
            {
                properties[PropertyNames.Prefix + name] = text;
            }
        }

        Add(PropertyNames.Commit, package.Facts.RepositoryCommit is { } commit ? [commit] : []);
        Add(PropertyNames.AuthorSignature, package.Signers.Where(signer => signer.IsAuthor).Select(Signer));
        Add(PropertyNames.RepositorySignature, package.Signers.Where(signer => !signer.IsAuthor).Select(Signer));
        foreach (TraceState state in Enum.GetValues<TraceState>().Where(state => state != TraceState.Modified))
        {
            int count = files.Count(file => file.State == state);
            Add($"{state.Name()}-files", count > 0 ? [count.ToString(System.Globalization.CultureInfo.InvariantCulture)] : []);
        }

        Add("modified-files", files.Where(file => file.State == TraceState.Modified).Select(file => "/" + file.Path));
        return properties.ToImmutable();
    }

    private static string Signer(PackageSigner signer) => $"{signer.Subject} (SHA-256 {signer.Fingerprint})";
}
