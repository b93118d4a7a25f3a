using System.Collections.Immutable;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Images;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Resolutions;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Images;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Publishing;

/// <summary>The way of one image for one platform: needs, packages, plan, image, evidence. What it makes is put in its place by whoever runs it.</summary>
/// <param name="session">What all images of the build share.</param>
/// <param name="request">What is asked for.</param>
/// <param name="observer">Hears what happens.</param>
internal sealed class ImageBuild(BuildSession session, PublishRequest request, IPublishObserver observer)
{
    private PublishRequest _request = request;
    private NeedSet? _needs;
    private LockedWorld? _world;
    private string? _inputs;

    /// <summary>apk's name of the architecture.</summary>
    public string Architecture { get; } = RequestedNeeds.ArchitectureOf(request);

    /// <summary>What is asked for; once <see cref="ResolveAsync"/> is done, with the app as it ships.</summary>
    public PublishRequest Request => _request;

    /// <summary>The lock file with what was resolved.</summary>
    public LockFile Lock => World.File;

    /// <summary>The layers that are packages' data members, once <see cref="ResolveAsync"/> is done.</summary>
    public IEnumerable<(Digest Digest, long Size)> PackageLayers =>
        World.Resolved.Packages.Select(package => (Digest.Parse("sha256:" + package.Package.Info.DataHash), package.Package.DataMember.Length));

    private LockedWorld World => _world ?? throw new InvalidOperationException("Nothing was resolved.");

    /// <summary>Hash over all inputs, where the lock file says which packages; null where they are resolved anew.</summary>
    /// <exception cref="WolfiException">A locked package was withdrawn, where the project wants to hear of that.</exception>
    public async Task<string?> StandingFingerprintAsync(CancellationToken cancellationToken)
    {
        await session.Lock.RequireListedAsync(session.Maker, new LockRequest(Architecture, [], _request.Repositories), cancellationToken).ConfigureAwait(false);
        string? signer = session.Signer is null ? null : $"{session.Signer.Identity}\n{ImageSigning.RepositoryOf(_request)}";
        _inputs = BuildFingerprint.OfInputs(_request, session.PackageKeyFingerprint, cancellationToken, session.Contents, signer);
        return session.Lock.Standing(Architecture) is { } locked ? BuildFingerprint.Join(_inputs, locked) : null;
    }

    /// <summary>Finds what the app needs and the packages that it gets.</summary>
    /// <returns>Hash over all inputs.</returns>
    /// <exception cref="WolfiException">The app can't run in an image, or packages can't be had or trusted.</exception>
    public async Task<string> ResolveAsync(CancellationToken cancellationToken)
    {
        (PublishedApp app, _needs) = RequestedNeeds.Find(_request, cancellationToken, new ScanCache(session.Derived, session.Contents));
        _request = _request with { App = app };
        foreach (Diagnostic warning in _needs.Warnings)
        {
            observer.Warn(warning);
        }

        _world = await session.Lock.ResolveAsync(
            session.Maker, session.Resolver, new LockRequest(Architecture, Wanted(_request, _needs), _request.Repositories), observer, cancellationToken).ConfigureAwait(false);
        return BuildFingerprint.Join(_inputs!, _world.File.Find(Architecture)!);
    }

    /// <summary>Goes on as though the app had been published without its runtime: that is most of its bytes, and takes the same way as the rest.</summary>
    public void LeaveOutRuntime() =>
        _request = _request with { App = _request.App with { Files = _request.App.Files.RemoveAll(file => AppPackagePlanner.KindOf(_request.App, file) == AppPackageKind.RuntimePack) } };

    /// <summary>Makes the image and all documents and signatures about it.</summary>
    /// <param name="scratch">An existing folder, which must outlive the image.</param>
    /// <param name="locked">The lock file that the documents name.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="early">Gets the image's blobs while the rest is made; null for nobody.</param>
    /// <exception cref="WolfiException">Anything that the user has to know.</exception>
    public async Task<BuiltImage> MakeAsync(string scratch, LockFile locked, CancellationToken cancellationToken, EarlyPush? early = null)
    {
        NeedSet needs = _needs!;
        ImmutableArray<IndexRecord> records = [.. World.Resolved.Packages.Select(package => package.Resolved.Record)];
        GlibcRules.Check(needs.NativeFiles, records);
        IcuRules.Check(needs.Needs, records);
        NeedMessages.Report(_request, needs, records, observer);

        SigningKey signingKey = await session.PackageKeyAsync().ConfigureAwait(false);
        AppPackagePlan appPlan = AppPackagePlanner.Plan(new AppPackageRequest
        {
            App = _request.App,
            Architecture = Architecture,
            WorkingDirectory = _request.Container.WorkingDirectory,
            IncludeSymbols = _request.IncludeSymbols,
            Needs = needs,
        }, cancellationToken, new InspectionCache(session.Derived, session.Contents));
        EvidenceTime time = new();
        AppTrace trace = time.OfTracing(() => FileTracer.Trace(appPlan, session.Contents, session.Derived, cancellationToken));
        foreach (Diagnostic warning in trace.Warnings)
        {
            observer.Warn(warning);
        }

        AppPackagePlan described = time.OfDocuments(() => AppPackageSboms.AddTo(appPlan, trace));
        ImmutableArray<WrittenAppPackage> appPackages = AppPackageBuilder.Write(
            described, signingKey, scratch, new AppPackageReuse(session.Derived, _request.Beside, _request.SdkVersion), cancellationToken);
        ImagePlanInput planInput = new()
        {
            App = _request.App,
            Architecture = Architecture,
            Repositories = _request.Repositories,
            World = _request.Packages,
            Needs = needs,
            Packages = World.Resolved.Packages,
            AppPackages = appPackages,
            PackageFiles = PackageFileReader.Read(World.Resolved.Packages, session.Derived, cancellationToken),
            Container = _request.Container,
            Declared = DeclaredContentReader.Read(_request.Declared),
            Created = _request.Created,
            SdkVersion = _request.SdkVersion,
        };
        ImagePlan plan = ImagePlanner.Plan(planInput, observer);
        Image image = ImageFromPlan.Assemble(plan, scratch, cancellationToken);
        await SmokeCheck.RunAsync(_request, image, observer, cancellationToken).ConfigureAwait(false);
        VerificationCheck.Run(_request, image, World.Resolved.Vouchers, observer, cancellationToken);
        early?.Send(PushedManifest.Of(image).Blobs);
        BillInput bill = new() { ImageName = _request.ImageRepository, Image = image, Plan = plan, PlanInput = planInput, Trace = trace };
        string? builder = session.Signer is null ? null : await session.Signer.GetHostedBuilderAsync(cancellationToken).ConfigureAwait(false);
        EvidenceInput input = new()
        {
            Request = _request,
            Bill = bill,
            Lock = locked,
            Vouchers = World.Resolved.Vouchers,
            PackageKey = session.Signer is null && !_request.PackageKey.IsNamed ? null : signingKey.PublicKey,
            Builder = builder,
            Started = session.Started,
        };
        ImmutableArray<SupplyChain.EvidenceDocument> evidence = time.OfDocuments(() => ImageEvidence.Make(input, session.Derived, observer, cancellationToken));
        time.Report(observer);
        (ImmutableArray<Artifact> bundles, ImmutableArray<TaggedAttachments> classic) = await SignAsync(image, evidence, cancellationToken).ConfigureAwait(false);
        return new BuiltImage
        {
            Image = image,
            Bill = bill,
            Evidence = evidence,
            Signatures = ClassicSigning.Attached(_request, bundles),
            ClassicSignatures = classic,
            Packages = appPackages,
        };
    }

    // Keys, and the programs and services behind them, serve one image at a time.
    private async Task<(ImmutableArray<Artifact> Bundles, ImmutableArray<TaggedAttachments> Classic)> SignAsync(
        Image image, ImmutableArray<SupplyChain.EvidenceDocument> evidence, CancellationToken cancellationToken)
    {
        await session.SigningTurn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ImmutableArray<Artifact> bundles = await ImageSigning.SignAsync(session.Signer, _request, image, evidence, cancellationToken).ConfigureAwait(false);
            return (bundles, await ClassicSigning.SignAsync(session.Signer, _request, image.Digest, bundles, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            session.SigningTurn.Release();
        }
    }

    private static ImmutableArray<WorldAtom> Wanted(PublishRequest request, NeedSet needs) =>
    [
        .. needs.World.Select(atom => atom.ToString()).Select(atom => new WorldAtom(atom, needs.ChainTo(atom) ?? atom)),
        .. request.Packages.Select(package => new WorldAtom(package, $"WolfiPackage -> {package}")),
    ];
}
