using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Containers.AppPackages;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.Spdx;

namespace Wolfi.Containers.Evidence;

/// <summary>
/// Gives each of the app's packages an SBOM of its own at <c>var/lib/db/sbom</c>, as the distribution's packages have: its files with where they came from.
/// It is a function of the package's content alone, without a time and an architecture, and so moves no layer by itself.
/// </summary>
public static class AppPackageSboms
{
    // The version of the documents' form; the tool's own would move the layers of apps that have not changed.
    private const string Form = "1";
    private const long NoTime = 315_532_800;

    /// <summary>The plan with the SBOMs.</summary>
    public static AppPackagePlan AddTo(AppPackagePlan plan, AppTrace trace)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(trace);
        Dictionary<string, TracedFile> files = trace.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        return plan with
        {
            Packages = [.. plan.Packages.Select(package => package with
            {
                Files = [.. package.Files.Append(Document(package, [.. package.Files.Select(file => files[file.Path])], trace)).OrderBy(file => file.Path, StringComparer.Ordinal)],
            })],
        };
    }

    private static PlannedFile Document(PlannedAppPackage package, TracedFile[] files, AppTrace trace)
    {
        byte[] content = SpdxWriter.Write(Bill(package, files, trace)).ToArray();
        return new PlannedFile
        {
            Path = PathOf(package.Info),
            Mode = AppPackages.FileModes.Plain,
            Size = content.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            Content = content,
        };
    }

    /// <summary>Path of a package's SBOM in the image.</summary>
    internal static string PathOf(PackageInfo info) => $"{PackageDescriptions.Folder}/{info.Name}-{info.Version}.spdx.json";

    private static BillOfMaterials Bill(PlannedAppPackage package, TracedFile[] files, AppTrace trace)
    {
        // No architecture: a portable app's package has the same content for every one, and so is one layer for all of them.
        string purl = PackageUrl.Apk(BillOfMaterialsMaker.AppNamespace, package.Info.Name, package.Info.Version.ToString(), architecture: null);
        Component subject = new()
        {
            Id = purl,
            Kind = ComponentKind.AppPackage,
            Source = package.Kind == AppPackageKind.Own ? ComponentSource.Own : ComponentSource.Upstream,
            Name = package.Info.Name,
            Version = package.Info.Version.ToString(),
            Purl = purl,
        };
        List<Component> components = [];
        List<Relationship> relationships = [];
        foreach (IGrouping<string, TracedFile> upstream in files.Where(file => file.Package is not null).GroupBy(file => UpstreamComponents.IdOf(file.Package!), StringComparer.Ordinal))
        {
            components.Add(UpstreamComponents.Of(upstream.First().Package!, []));
            relationships.Add(new Relationship(subject.Id, RelationshipKind.Contains, upstream.Key));
        }

        // What a single file or native program was made of is named, though none of it can be found in there again.
        IEnumerable<UpstreamPackage> inputs = package.Kind == AppPackageKind.Own
            ? trace.Inputs.Select(file => file.Package).OfType<UpstreamPackage>().DistinctBy(UpstreamComponents.IdOf, StringComparer.Ordinal)
            : [];
        foreach (UpstreamPackage input in inputs)
        {
            string id = UpstreamComponents.IdOf(input);
            if (!components.Exists(component => component.Id == id))
            {
                components.Add(UpstreamComponents.Of(input, []));
            }

            relationships.Add(new Relationship(subject.Id, RelationshipKind.GeneratedFrom, id));
        }

        foreach (TracedFile file in files)
        {
            Component component = FileComponent(file);
            components.Add(component);
            relationships.Add(file switch
            {
                { Package: null } => new Relationship(subject.Id, RelationshipKind.Contains, component.Id),
                { State: TraceState.Derived } => new Relationship(component.Id, RelationshipKind.GeneratedFrom, UpstreamComponents.IdOf(file.Package)),
                _ => new Relationship(UpstreamComponents.IdOf(file.Package), RelationshipKind.Contains, component.Id),
            });
            if (file is { Package: not null, State: TraceState.Derived })
            {
                relationships.Add(new Relationship(subject.Id, RelationshipKind.Contains, component.Id));
            }
        }

        return BillOfMaterials.Create(subject, components, relationships, new BillCreation
        {
            Tool = BillOfMaterialsMaker.Tool,
            ToolVersion = Form,
            Created = NoTime,
            Identity = IdentityOf(package, components),
        });
    }

    private static Component FileComponent(TracedFile file) => new()
    {
        Id = "file:" + file.Path,
        Kind = ComponentKind.File,
        Source = file.Source,
        Name = file.Path,
        Hashes = [.. new[] { ContentHash.TryCreate(HashKind.Sha1, file.Sha1), ContentHash.TryCreate(HashKind.Sha256, file.Sha256) }.OfType<ContentHash>()],
        Properties = PropertiesOf(file),
    };

    private static ImmutableSortedDictionary<string, string> PropertiesOf(TracedFile file)
    {
        ImmutableSortedDictionary<string, string> properties =
            ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(PropertyNames.Prefix + PropertyNames.Trace, file.State.Name());
        return file.MadeOf.IsEmpty ? properties : properties.Add(PropertyNames.Prefix + PropertyNames.MadeOf, InputBytes.ToText(file.MadeOf));
    }

    private static string IdentityOf(PlannedAppPackage package, List<Component> components)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{package.Info.Name} {package.Info.Version}");
        foreach (Component component in components.OrderBy(component => component.Id, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{component.Id} {string.Join(' ', component.Hashes.Select(hash => hash.Hex))}");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
