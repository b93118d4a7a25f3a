using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Solving;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Images;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Resolutions;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Verification;

/// <summary>The image once more, from its packages and its record by the functions of the build, beside the image that is there.</summary>
internal static class ComputedImage
{
    /// <summary>What was read of the image.</summary>
    public sealed record Read(
        RecordedBuild Record, ReadLayer State, ReadLayer Proof, ImmutableArray<PackageLayers.Wanted> Layers, ImmutableArray<ApkPackage> Packages)
    {
        /// <summary>How many of the packages are the distribution's; the others are the app's.</summary>
        public int OfDistribution => Record.Image.Packages.Length;
    }

    /// <summary>Computes the image again and tells every difference.</summary>
    /// <exception cref="WolfiException">The packages can't be an image at all: the build would have refused them.</exception>
    public static void Compare(ImageAccountant.Draft draft, AccountPolicy policy, Read read, CancellationToken cancellationToken)
    {
        RecordedParts parts = Parts(draft, policy, read, cancellationToken);
        draft.Findings.AddRange(PackageStandings.Check([.. parts.Packages.Select(package => package.Package)], parts.Architecture, policy));
        CheckOrder(draft, parts, cancellationToken);
        CheckAppOrder(draft, read);
        draft.Declared = DeclaredThings.Of(parts);
        draft.Findings.AddRange(draft.Declared
            .Where(thing => !policy.AllowAllDeclared && !policy.AllowedDeclared.Contains(thing.Name))
            .Select(thing => AccountErrors.DeclaredRefused.Create(thing.Kind, thing.Text, thing.Name)));

        if (ContainerRules.CheckEntrypoint(draft.Image.Config.Value.Container, Root(parts)) is { } refused)
        {
            draft.Findings.Add(refused);
        }

        ImagePlan plan = ImagePlanner.Plan(parts, (_, _) => parts.Configuration, new SilentObserver());
        CompareWritten(draft, plan, read, cancellationToken);
        CompareDocuments(draft, plan, read);
    }

    private static RecordedParts Parts(ImageAccountant.Draft draft, AccountPolicy policy, Read read, CancellationToken cancellationToken)
    {
        RecordedBuild record = read.Record;
        ImmutableArray<PackageRepository> repositories = ImageKeys.Read(record, read.State, policy, draft.Findings);
        ImmutableArray<ApkPackage> distribution = read.Packages[..read.OfDistribution];
        return new RecordedParts
        {
            Architecture = record.Image.Architecture,
            Repositories = repositories,
            World = record.Image.World,
            Needs = new NeedSet
            {
                Architecture = record.Image.Architecture,
                Needs = record.Image.Needs,
                Hints = record.Image.Hints,
                Omitted = record.Image.OmittedNeeds,
            },
            Packages = [.. distribution.Select((package, i) => Attribute(draft, policy, read, i, repositories[record.PackageRepositories[i]]))],
            AppPackages = [.. read.Packages[read.OfDistribution..].Select((package, i) => AttributeApp(draft, read, read.OfDistribution + i, package))],
            PackageFiles = PackageFileReader.Read(distribution, i => read.Layers[i].Open(), cancellationToken),
            Declared = DeclaredOfImage.Read(record, read.State, draft.Image.Layers.Length, draft.Findings),
            SdkVersion = record.SdkVersion,
            Configuration = record.Configuration,
        };
    }

    private static VerifiedPackage Attribute(ImageAccountant.Draft draft, AccountPolicy policy, Read read, int place, PackageRepository repository)
    {
        ApkPackage package = read.Packages[place];
        PackageLayers.Wanted layer = read.Layers[place];
        RecordedPackage recorded = read.Record.Image.Packages[place];
        (string? signer, Diagnostic? fault) = PackageAttribution.Of(package, recorded, layer.Index + 1, layer.Title, WithKeysOf(policy, read.Record, place));
        if (fault is not null)
        {
            draft.Findings.Add(fault);
        }
        else
        {
            draft.Class(layer.Index, recorded.Class, signer, package.Info.BuildDate);
        }

        return new VerifiedPackage(
            new ResolvedPackage(IndexRecords.FromPackage(package), repository), package, PackageAttribution.TrustOf(recorded.Class), PackageFile.At(layer.Title));
    }

    // Rules are a repository's, so a package of another one's key is none of it.
    private static AccountPolicy WithKeysOf(AccountPolicy policy, RecordedBuild record, int place)
    {
        HashSet<string> recorded = [.. record.Repositories[record.PackageRepositories[place]].PackageKeys.Select(key => key.Sha256)];
        return policy with { PackageKeys = Keyring.Create(policy.PackageKeys.Keys.Where(key => recorded.Contains(key.Fingerprint))) };
    }

    // Whoever signs the image answers for these; here they are what the image's records say.
    private static WrittenAppPackage AttributeApp(ImageAccountant.Draft draft, Read read, int place, ApkPackage package)
    {
        draft.Class(read.Layers[place].Index, ByteClass.Team, null);
        return new WrittenAppPackage(KindOf(read, place), read.Layers[place].Title, package);
    }

    private static AppPackageKind KindOf(Read read, int place)
    {
        string own = read.Record.Image.App[^1].Name;
        return Enum.GetValues<AppPackageKind>().FirstOrDefault(kind => AppNames.Of(kind, own) == read.Record.Image.App[place - read.OfDistribution].Name, AppPackageKind.Own);
    }

    private static void CheckOrder(ImageAccountant.Draft draft, RecordedParts parts, CancellationToken cancellationToken)
    {
        if (parts.Packages.GroupBy(package => package.Package.Info.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            draft.Findings.Add(AccountErrors.LayersDiffer.Create($"{twice.Key} is there twice"));
            return;
        }

        ImmutableArray<WorldAtom> world =
        [
            .. parts.Needs!.World.Select(atom => new WorldAtom(atom.ToString(), parts.Needs.ChainTo(atom.ToString()) ?? atom.ToString())),
            .. parts.World.Select(atom => new WorldAtom(atom, $"WolfiPackage -> {atom}")),
        ];
        (ImmutableArray<VerifiedPackage> ordered, string? fault) = ClosureProof.Solve(new LockRequest(parts.Architecture, world, parts.Repositories), parts.Packages, cancellationToken);
        if (fault is not null)
        {
            draft.Findings.Add(AccountErrors.LayersDiffer.Create($"the packages are not what the record asks for: {fault.TrimEnd('.')}"));
            return;
        }

        int place = parts.Packages.Zip(ordered).TakeWhile(pair => pair.First.Package.Info.Name == pair.Second.Package.Info.Name).Count();
        if (place < ordered.Length)
        {
            draft.Findings.Add(AccountErrors.LayersDiffer.Create(
                $"they are not in install order: layer {place + 1} is {parts.Packages[place].Package.Info.Name} where {ordered[place].Package.Info.Name} belongs"));
        }
    }

    private static void CheckAppOrder(ImageAccountant.Draft draft, Read read)
    {
        ImmutableArray<RecordedPackage> app = read.Record.Image.App;
        string own = app.IsEmpty ? "" : app[^1].Name;
        string[] canonical = [.. Enum.GetValues<AppPackageKind>().Select(kind => AppNames.Of(kind, own)).Where(name => app.Any(package => package.Name == name))];
        if (!canonical.SequenceEqual(app.Select(package => package.Name), StringComparer.Ordinal))
        {
            draft.Findings.Add(AccountErrors.LayersDiffer.Create($"the app's packages are {string.Join(", ", app.Select(package => package.Name))}, which no app has in that order"));
        }
    }

    private static RootFileSystem Root(RecordedParts parts)
    {
        RootFileSystem root = new();
        foreach (VerifiedPackage package in parts.Packages)
        {
            root.Add(new LayerOwner(package.Package.Info, IsTeam: false), package.Package.Entries);
        }

        foreach (WrittenAppPackage package in parts.AppPackages)
        {
            root.Add(new LayerOwner(package.Package.Info, IsTeam: true), package.Package.Entries);
        }

        return root;
    }

    private static void CompareWritten(ImageAccountant.Draft draft, ImagePlan plan, Read read, CancellationToken cancellationToken)
    {
        foreach ((int i, PlannedLayer planned) in plan.Layers.Index())
        {
            if (planned is PlannedLayer.Written written)
            {
                ReadLayer layer = written.Kind == LayerKind.Proof ? read.Proof : read.State;
                if (LayerComparison.Find(layer, written.Entries, cancellationToken) is { } difference)
                {
                    draft.Findings.Add(AccountErrors.ContentDiffers.Create(i + 1, written.Kind.Name(), difference));
                }
                else
                {
                    draft.Class(i, written.Class, null);
                }
            }
        }
    }

    // Layers of ours go by the digests that they have: how they are compressed may differ from here, what they hold was compared.
    private static void CompareDocuments(ImageAccountant.Draft draft, ImagePlan plan, Read read)
    {
        Dictionary<int, string> diffIds = read.Layers.Zip(read.Packages).ToDictionary(pair => pair.First.Index, pair => pair.Second.DiffId);
        Image computed = ImageFromPlan.Assemble(plan, (layer, i) => new NewLayer
        {
            Blob = draft.Image.Layers[i].Blob,
            DiffId = layer switch
            {
                PlannedLayer.Verbatim => Oci.Digest.FromHex(diffIds[i]),
                { Kind: LayerKind.Proof } => read.Proof.DiffId,
                _ => read.State.DiffId,
            },
            CreatedBy = layer.Kind.Name(),
            Comment = layer.History,
        });
        if (DocumentComparison.Find(draft.Image, computed) is var (document, difference))
        {
            draft.Findings.Add(AccountErrors.DocumentDiffers.Create(document, difference));
        }
        else
        {
            draft.DocumentsRecomputed = true;
        }
    }
}
