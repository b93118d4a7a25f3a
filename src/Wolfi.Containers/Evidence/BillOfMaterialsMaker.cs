using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Plans;
using Wolfi.Oci.Documents;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.Licences;
using Wolfi.SupplyChain.Spdx;

namespace Wolfi.Containers.Evidence;

/// <summary>Makes an image's bill of materials from the values of its build; the finished image is not scanned.</summary>
public static class BillOfMaterialsMaker
{
    /// <summary>The tool's name in documents.</summary>
    public const string Tool = "wolfi-containers";

    /// <summary>Namespace of the app's own packages in package URLs: no distribution's, so that no advisory of one is taken for theirs.</summary>
    public const string AppNamespace = "wolfi-containers";

    private const string DefaultDistribution = "wolfi";

    /// <summary>The tool's version.</summary>
    public static string ToolVersion { get; } =
        typeof(BillOfMaterialsMaker).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>Makes the bill.</summary>
    public static BillOfMaterials Make(BillInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        OperatingSystemRelease? system = OperatingSystemRelease.Find(input.PlanInput.PackageFiles);
        string vendor = VendorOf(input.Plan.Configuration.Labels, input.PlanInput.App.AssemblyName);
        string digest = input.Image.Digest.ToString();
        string purl = PackageUrl.Oci(input.ImageName, digest, input.Image.Config.Value.Platform.Architecture);
        Component image = new()
        {
            Id = purl,
            Kind = ComponentKind.Image,
            Source = ComponentSource.Own,
            Name = input.ImageName,
            Version = digest,
            Purl = purl,
            Hashes = [Sha256(input.Image.Digest.Hex)],
            Licence = LicenceExpression.Parse(input.Plan.Configuration.Labels.GetValueOrDefault(AnnotationNames.Licenses)),
            Supplier = vendor,
        };
        Parts parts = new();
        AddLayers(parts, input, image, vendor, system);
        AddSystem(parts, image, system);
        Dictionary<string, string> packages = AddPackages(parts, input, image, system);
        Dictionary<AppPackageKind, string> app = AddAppPackages(parts, input, image, vendor);
        AddUpstream(parts, input.Trace, app);
        AddDependencies(parts, input, packages, app);
        AddDeclared(parts, input, image);
        return BillOfMaterials.Create(image, parts.Components.Values, parts.Relationships, new BillCreation
        {
            Tool = Tool,
            ToolVersion = ToolVersion,
            Author = vendor,
            Created = input.PlanInput.Created,
            Identity = digest,
            IsComplete = !input.Trace.Files.Any(file => file.State == TraceState.Unknown),
        });
    }

    // The project's vendor, else its authors; the SDK itself takes the assembly's name for these.
    internal static string VendorOf(IReadOnlyDictionary<string, string> labels, string assemblyName) =>
        new[] { AnnotationNames.Vendor, AnnotationNames.Authors }
            .Select(name => labels.GetValueOrDefault(name))
            .FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)) ?? assemblyName;

    private static void AddLayers(Parts parts, BillInput input, Component image, string vendor, OperatingSystemRelease? system)
    {
        for (int i = 0; i < input.Plan.Layers.Length; i++)
        {
            PlannedLayer layer = input.Plan.Layers[i];
            bool ofDistribution = layer.Kind is LayerKind.Package or LayerKind.Proof;
            Component component = new()
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"layer:{i + 1:D3}:{input.Image.Layers[i].Descriptor.Digest}"),
                Kind = ComponentKind.Layer,
                Source = ofDistribution ? ComponentSource.Distribution : ComponentSource.Own,
                Name = input.Image.Layers[i].Descriptor.Digest.ToString(),
                Hashes = [Sha256(input.Image.Layers[i].Descriptor.Digest.Hex)],
                Supplier = ofDistribution ? system?.Name ?? DefaultDistribution : vendor,
                Description = layer.History,
                Properties = Property(PropertyNames.Class, layer.Class.Name()),
            };
            parts.Add(component, new Relationship(image.Id, RelationshipKind.Contains, component.Id));
        }
    }

    private static void AddSystem(Parts parts, Component image, OperatingSystemRelease? system)
    {
        if (system is not null)
        {
            Component component = new()
            {
                Id = $"os:{system.Id}@{system.Version}",
                Kind = ComponentKind.OperatingSystem,
                Source = ComponentSource.Distribution,
                Name = system.Id,
                Version = system.Version,
                Hashes = [Sha256(system.Sha256)],
                Supplier = system.Name,
            };
            parts.Add(component, new Relationship(image.Id, RelationshipKind.Contains, component.Id));
        }
    }

    private static Dictionary<string, string> AddPackages(Parts parts, BillInput input, Component image, OperatingSystemRelease? system)
    {
        Dictionary<string, string> ids = new(StringComparer.Ordinal);
        foreach (VerifiedPackage package in input.PlanInput.Packages)
        {
            PackageInfo info = package.Package.Info;
            PackageDescription description = input.Descriptions.GetValueOrDefault(info.Name) ?? new PackageDescription();
            string purl = PackageUrl.Apk(system?.Id ?? DefaultDistribution, info.Name, info.Version.ToString(), info.Architecture);
            Component component = new()
            {
                Id = purl,
                Kind = ComponentKind.DistributionPackage,
                Source = ComponentSource.Distribution,
                Name = info.Name,
                Version = info.Version.ToString(),
                Purl = purl,
                Hashes = [Sha256(info.DataHash)],
                Licence = LicenceExpression.Parse(info.License) ?? description.Licence,
                Supplier = description.Supplier ?? system?.Name ?? DefaultDistribution,
                Originator = description.Originator ?? (info.Maintainer.Length > 0 ? info.Maintainer : null),
                Description = info.Description.Length > 0 ? info.Description : null,
                DownloadLocation = description.DownloadLocation,
                Copyright = description.Copyright,
                References = Uri.TryCreate(info.Url, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" ? [new ComponentReference(ReferenceKind.Website, info.Url)] : [],
                Properties = Property(PropertyNames.Layer, "sha256:" + info.DataHash).Add(PropertyNames.Prefix + "origin", info.Origin)
                    .Add(PropertyNames.Prefix + PropertyNames.Class, package.Trust.ToByteClass().Name()),
            };
            component = info.Commit.Length > 0 ? component with { Properties = component.Properties.Add(PropertyNames.Prefix + PropertyNames.Commit, info.Commit) } : component;
            parts.Add(component, new Relationship(image.Id, RelationshipKind.Contains, component.Id));
            foreach (string name in info.Provides.Select(provide => provide.Name).Prepend(info.Name))
            {
                ids.TryAdd(name, component.Id);
            }

            // Several packages of one origin are made from the same sources.
            foreach (Component source in description.MadeFrom)
            {
                parts.AddShared(source, new Relationship(component.Id, RelationshipKind.GeneratedFrom, source.Id));
            }

            foreach (Component content in description.Contents)
            {
                parts.AddShared(content, new Relationship(component.Id, RelationshipKind.Contains, content.Id));
            }
        }

        return ids;
    }

    private static Dictionary<AppPackageKind, string> AddAppPackages(Parts parts, BillInput input, Component image, string vendor)
    {
        Dictionary<AppPackageKind, string> ids = [];
        foreach (WrittenAppPackage package in input.PlanInput.AppPackages)
        {
            PackageInfo info = package.Package.Info;
            string purl = PackageUrl.Apk(AppNamespace, info.Name, info.Version.ToString(), info.Architecture);
            Component component = new()
            {
                Id = purl,
                Kind = ComponentKind.AppPackage,
                Source = package.Kind == AppPackageKind.Own ? ComponentSource.Own : ComponentSource.Upstream,
                Name = info.Name,
                Version = info.Version.ToString(),
                Purl = purl,
                Hashes = [Sha256(info.DataHash)],
                Licence = LicenceExpression.Parse(info.License),
                Supplier = vendor,
                Description = info.Description,
                Properties = Property(PropertyNames.Layer, "sha256:" + info.DataHash),
            };
            if (package.Kind == AppPackageKind.Own)
            {
                component = component with { Properties = WithFileCounts(component.Properties, input) };
            }

            ids[package.Kind] = component.Id;
            parts.Add(component, new Relationship(image.Id, RelationshipKind.Contains, component.Id));
        }

        return ids;
    }

    private static ImmutableSortedDictionary<string, string> WithFileCounts(ImmutableSortedDictionary<string, string> properties, BillInput input)
    {
        if (input.PlanInput.App.SourceRevision is { Length: > 0 } revision)
        {
            properties = properties.Add(PropertyNames.Prefix + PropertyNames.Commit, revision);
        }

        foreach (IGrouping<TraceState, TracedFile> state in input.Trace.Files.Where(file => file.Package is null).GroupBy(file => file.State))
        {
            properties = properties.Add($"{PropertyNames.Prefix}{state.Key.Name()}-files", state.Count().ToString(CultureInfo.InvariantCulture));
        }

        return properties;
    }

    private static void AddUpstream(Parts parts, AppTrace trace, Dictionary<AppPackageKind, string> app)
    {
        ILookup<string, TracedFile> files = trace.Files.Where(file => file.Package is not null).ToLookup(file => UpstreamComponents.IdOf(file.Package!), StringComparer.Ordinal);
        HashSet<string> inputs = [.. trace.Inputs.Select(file => file.Package).OfType<UpstreamPackage>().Select(UpstreamComponents.IdOf)];
        foreach (UpstreamPackage package in trace.Packages)
        {
            Component component = UpstreamComponents.Of(package, files[UpstreamComponents.IdOf(package)]);
            AppPackageKind kind = package.IsRuntime ? AppPackageKind.RuntimePack : AppPackageKind.NuGetDependencies;
            if (component.Paths.IsEmpty || !app.TryGetValue(kind, out string? holder))
            {
                holder = app[AppPackageKind.Own];
            }

            // What ships inside a program is not a part that could be taken out again.
            RelationshipKind relationship = inputs.Contains(component.Id) ? RelationshipKind.GeneratedFrom
                : component.Paths.IsEmpty ? RelationshipKind.DependsOn
                : RelationshipKind.Contains;
            parts.AddShared(component, new Relationship(holder, relationship, component.Id));
        }
    }

    private static void AddDependencies(Parts parts, BillInput input, Dictionary<string, string> packages, Dictionary<AppPackageKind, string> app)
    {
        foreach ((PackageInfo info, string id) in input.PlanInput.Packages.Select(package => (package.Package.Info, packages[package.Package.Info.Name]))
            .Concat(input.PlanInput.AppPackages.Select(package => (package.Package.Info, app[package.Kind]))))
        {
            foreach (string name in info.Depends.Where(atom => !atom.IsConflict).Select(atom => atom.Name))
            {
                string? needed = packages.GetValueOrDefault(name)
                    ?? input.PlanInput.AppPackages.Where(package => package.Package.Info.Name == name).Select(package => app[package.Kind]).FirstOrDefault();
                if (needed is not null && needed != id)
                {
                    parts.Relationships.Add(new Relationship(id, RelationshipKind.DependsOn, needed));
                }
            }
        }

        Dictionary<string, string> libraries = input.Trace.Packages.GroupBy(package => package.Id, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, group => UpstreamComponents.IdOf(group.First()), StringComparer.OrdinalIgnoreCase);
        foreach (DependencyLibrary library in input.Trace.Graph.Libraries)
        {
            string from = library.Kind == DependencyLibraryKind.Project ? app[AppPackageKind.Own] : libraries[library.Id];
            foreach (string to in library.Dependencies.Select(id => libraries.GetValueOrDefault(id)).OfType<string>().Where(to => to != from))
            {
                parts.Relationships.Add(new Relationship(from, RelationshipKind.DependsOn, to));
            }
        }
    }

    private static void AddDeclared(Parts parts, BillInput input, Component image)
    {
        IEnumerable<(string Path, string Sha256)> declared = input.PlanInput.Declared.Files.Select(file => (file.Declaration.Target.Trim('/'), file.Sha256))
            .Concat(input.PlanInput.Declared.Certificates.Select(certificate => ($"usr/local/share/ca-certificates/{certificate.Name}", certificate.Sha256)));
        foreach ((string path, string sha256) in declared)
        {
            Component file = new()
            {
                Id = "file:" + path,
                Kind = ComponentKind.File,
                Source = ComponentSource.Own,
                Name = path,
                Hashes = [Sha256(sha256)],
                Properties = Property(PropertyNames.Class, "declared"),
            };
            parts.Add(file, new Relationship(image.Id, RelationshipKind.Contains, file.Id));
        }
    }

    private static ContentHash Sha256(string hex) => new(HashKind.Sha256, hex);

    private static ImmutableSortedDictionary<string, string> Property(string name, string value) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(PropertyNames.Prefix + name, value);

    /// <summary>What has been gathered so far.</summary>
    private sealed class Parts
    {
        public Dictionary<string, Component> Components { get; } = new(StringComparer.Ordinal);

        public List<Relationship> Relationships { get; } = [];

        public void Add(Component component, Relationship relationship)
        {
            Components.Add(component.Id, component);
            Relationships.Add(relationship);
        }

        public void AddShared(Component component, Relationship relationship)
        {
            Components.TryAdd(component.Id, component);
            Relationships.Add(relationship);
        }
    }
}
