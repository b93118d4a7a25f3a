using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Plans;
using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain.Statements;

namespace Wolfi.Containers.Verification;

/// <summary>
/// Accounts for every byte of an image: reads its layers as the packages that they are, checks whose these are, computes everything else again
/// by the functions of the build, and compares.
/// </summary>
public static class ImageAccountant
{
    private static readonly byte[] OurGzipHeader = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

    /// <summary>Makes the account.</summary>
    /// <param name="image">The image.</param>
    /// <param name="entry">What an index says of it; null when it stands in none.</param>
    /// <param name="policy">What it is held to.</param>
    /// <param name="stated">Heads of the app's packages that were attested for this image; without them they are computed from the package database.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static ByteAccount Account(
        Image image, Descriptor? entry, AccountPolicy policy, PackageHeadsPredicate? stated, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(policy);
        Draft draft = new(image);
        try
        {
            draft.Findings.AddRange(ImageValidator.ValidateDocuments(image, entry).Select(finding => AccountErrors.Damaged.Create(finding.Message)));
            draft.Findings.AddRange(ContainerRules.Check(image.Config.Value.Container, policy));
            AccountLayers(draft, policy, stated, cancellationToken);
        }
        catch (OciException e)
        {
            draft.Findings.Add(AccountErrors.Damaged.Create(e.Message));
        }
        catch (WolfiException e)
        {
            draft.Findings.Add(e.Diagnostic);
        }

        return draft.ToAccount();
    }

    private static void AccountLayers(Draft draft, AccountPolicy policy, PackageHeadsPredicate? stated, CancellationToken cancellationToken)
    {
        Image image = draft.Image;
        if (image.Layers.IsEmpty)
        {
            draft.Findings.Add(AccountErrors.NoRecord.Create(image.Digest, "it has no layers"));
            return;
        }

        ReadLayer state = ReadLayer.Of(image.Layers[^1], cancellationToken);
        if (ReadRecord(draft, state) is not { } record || !LayersMatch(draft, record, policy))
        {
            return;
        }

        int proofIndex = record.Image.Packages.Length;
        ReadLayer proof = ReadLayer.Of(image.Layers[proofIndex], cancellationToken);
        ImmutableArray<PackageLayers.Wanted> wanted = Want(draft, record, proof, state, stated?.Heads ?? []);
        ImmutableArray<PackageLayers.Found> found = PackageLayers.Read(wanted, record.Capabilities, cancellationToken);
        draft.Findings.AddRange(found.Select(result => result.Fault).OfType<Diagnostic>());
        ImmutableArray<ApkPackage> packages = [.. found.Select(result => result.Package).OfType<ApkPackage>()];
        if (stated is not null)
        {
            draft.Findings.AddRange(StatedPackageKeys.Check(stated, wanted, found, policy.MinimumSignature));
        }

        if (wanted.Length != image.Layers.Length - 2 || packages.Length != wanted.Length)
        {
            return;
        }

        ComputedImage.Compare(draft, policy, new ComputedImage.Read(record, state, proof, wanted, packages), cancellationToken);
        draft.Findings.AddRange(OurLayers(image, record)
            .Where(layer => !HasOurHeader(image.Layers[layer.Index]))
            .Select(layer => AccountErrors.HeaderDiffers.Create(layer.Index + 1, layer.Title)));
    }

    private static RecordedBuild? ReadRecord(Draft draft, ReadLayer state)
    {
        if (state.Find(RecordedConfiguration.Path) is not { } bytes)
        {
            draft.Findings.Add(AccountErrors.NoRecord.Create(draft.Image.Digest, $"its last layer has no {RecordedConfiguration.Path}"));
            return null;
        }

        try
        {
            return RecordedBuildReader.Read(bytes);
        }
        catch (FormatException e)
        {
            draft.Findings.Add(AccountErrors.NoRecord.Create(draft.Image.Digest, $"of {RecordedConfiguration.Path}: {e.Message}"));
            return null;
        }
    }

    private static bool LayersMatch(Draft draft, RecordedBuild record, AccountPolicy policy)
    {
        const int written = 2;
        Image image = draft.Image;
        ImmutableArray<RecordedPackage> recorded = [.. record.Image.Packages, .. record.Image.App];
        if (image.Layers.Length != recorded.Length + written)
        {
            draft.Findings.Add(AccountErrors.LayersDiffer.Create($"there are {image.Layers.Length} where the record makes {recorded.Length + written}"));
            return false;
        }

        int proof = record.Image.Packages.Length;
        for (int i = 0; i < recorded.Length; i++)
        {
            draft.Name(i < proof ? i : i + 1, i < proof ? LayerKind.Package : LayerKind.Team, recorded[i]);
        }

        draft.Name(proof, LayerKind.Proof, null);
        draft.Name(image.Layers.Length - 1, LayerKind.State, null);
        int[] others = [.. Enumerable.Range(0, recorded.Length).Where(i => image.Layers[i < proof ? i : i + 1].Descriptor.Digest.Hex != recorded[i].DataHash)];
        bool isUncompressed = others.Any(i => MediaTypes.Find(image.Layers[i < proof ? i : i + 1].Descriptor.MediaType)?.Compression == LayerCompression.None);
        if (others.Length > 0 && (isUncompressed || others.Length == recorded.Length))
        {
            draft.Findings.Add(AccountErrors.CompressedAgain.Create(others.Length, recorded.Length));
            NoteDiffIds(draft, record, policy);
            return false;
        }

        draft.Findings.AddRange(others.Select(i => AccountErrors.LayersDiffer.Create(string.Create(
            CultureInfo.InvariantCulture,
            $"layer {(i < proof ? i : i + 1) + 1} is {image.Layers[i < proof ? i : i + 1].Descriptor.Digest} where the record has {recorded[i].Name}-{recorded[i].Version} (sha256:{recorded[i].DataHash})"))));
        return others.Length == 0;
    }

    // The signatures are over other bytes, but a lock file that the verifier trusts says what these are uncompressed. The layers are hashed later.
    private static void NoteDiffIds(Draft draft, RecordedBuild record, AccountPolicy policy)
    {
        if (policy.Lock?.Find(record.Image.Architecture) is not { } locked)
        {
            return;
        }

        HashSet<string> known = [.. locked.Packages.Select(package => package.DiffId)];
        int same = draft.Image.Layers
            .Where(layer => MediaTypes.Find(layer.Descriptor.MediaType)?.Compression == LayerCompression.None)
            .Count(layer => layer.DiffId == layer.Descriptor.Digest && known.Contains(layer.Descriptor.Digest.Hex));
        draft.Notes.Add(string.Create(CultureInfo.InvariantCulture, $"{same} of the lock file's {locked.Packages.Length} packages are there uncompressed, to the byte."));
    }

    private static ImmutableArray<PackageLayers.Wanted> Want(
        Draft draft, RecordedBuild record, ReadLayer proof, ReadLayer state, ImmutableArray<StatedPackageHead> appHeads)
    {
        ImmutableArray<PackageLayers.Wanted>.Builder wanted = ImmutableArray.CreateBuilder<PackageLayers.Wanted>();
        foreach ((int i, RecordedPackage package) in record.Image.Packages.Index())
        {
            string title = $"{package.Name}-{package.Version}";
            if (proof.Find(ProofLayerPlanner.PathOf(i, package.Name, package.Version)) is { } head)
            {
                wanted.Add(new PackageLayers.Wanted(i, title, IsTeam: false, draft.Image.Layers[i], head));
            }
            else
            {
                draft.Findings.Add(AccountErrors.HeadDiffers.Create(i + 1, title, $"the proof layer has no /{ProofLayerPlanner.PathOf(i, package.Name, package.Version)}"));
            }
        }

        byte[] database = state.Find("usr/lib/apk/db/installed") ?? [];
        foreach ((int i, RecordedPackage package) in record.Image.App.Index())
        {
            int index = record.Image.Packages.Length + 1 + i;
            string title = $"{package.Name}-{package.Version}";
            try
            {
                wanted.Add(new PackageLayers.Wanted(index, title, IsTeam: true, draft.Image.Layers[index], AppHeads.Of(appHeads, index, package, database)));
            }
            catch (FormatException e)
            {
                draft.Findings.Add(AccountErrors.TeamHeadDiffers.Create(index + 1, title, e.Message));
            }
        }

        return wanted.ToImmutable();
    }

    private static IEnumerable<(int Index, string Title)> OurLayers(Image image, RecordedBuild record)
    {
        int proof = record.Image.Packages.Length;
        return record.Image.App.Select((package, i) => (proof + 1 + i, $"{package.Name}-{package.Version}"))
            .Prepend((proof, LayerKind.Proof.Name()))
            .Append((image.Layers.Length - 1, LayerKind.State.Name()));
    }

    private static bool HasOurHeader(ImageLayer layer)
    {
        Span<byte> header = stackalloc byte[OurGzipHeader.Length];
        using Stream content = layer.Blob.Open();
        return content.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header.SequenceEqual(OurGzipHeader);
    }

    /// <summary>An account while it is made.</summary>
    internal sealed class Draft
    {
        private readonly AccountedLayer[] _layers;

        public Draft(Image image)
        {
            Image = image;
            _layers = [.. image.Layers.Select((layer, i) => new AccountedLayer { Number = i + 1, Digest = layer.Descriptor.Digest, Size = layer.Descriptor.Size })];
        }

        public Image Image { get; }

        public List<Diagnostic> Findings { get; } = [];

        public List<string> Notes { get; } = [];

        public ImmutableArray<DeclaredThing> Declared { get; set; } = [];

        public bool DocumentsRecomputed { get; set; }

        public void Name(int index, LayerKind kind, RecordedPackage? package) =>
            _layers[index] = _layers[index] with { Kind = kind, Package = package is null ? null : $"{package.Name}-{package.Version}" };

        public void Class(int index, ByteClass value, string? signer, long? buildTime = null) =>
            _layers[index] = _layers[index] with { Class = value, Signer = signer, BuildTime = buildTime };

        public ByteAccount ToAccount() => new()
        {
            Digest = Image.Digest,
            Layers = [.. _layers],
            DocumentBytes = Image.Config.Bytes.Length + Image.Manifest.Bytes.Length,
            DocumentsRecomputed = DocumentsRecomputed,
            Declared = Declared,
            Findings = [.. Findings.DistinctBy(finding => finding.Message).Take(VerificationLimits.Findings)],
            Notes = [.. Notes],
        };
    }
}
