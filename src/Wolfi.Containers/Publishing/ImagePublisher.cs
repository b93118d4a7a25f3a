using System.Collections.Immutable;
using Wolfi.Apk;
using Wolfi.Apk.Caching;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.AppPackages;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Images;
using Wolfi.Containers.Keys;
using Wolfi.Containers.Locking;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Resolutions;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Oci;
using Wolfi.Oci.Artifacts;
using Wolfi.Oci.Images;
using Wolfi.Oci.Registries;
using Wolfi.SupplyChain;

namespace Wolfi.Containers.Publishing;

/// <summary>The way of one build: needs, resolution, plan, image, outputs.</summary>
public static class ImagePublisher
{
    /// <summary>Name of the key that is made for one build, signs the app's packages and is dropped.</summary>
    private const string KeyOfThisBuild = "build.rsa.pub";

    /// <summary>Makes the image, or finds that the last one still stands.</summary>
    /// <exception cref="WolfiException">Anything that the user has to know, with its code.</exception>
    public static async Task<PublishResult> PublishAsync(PublishRequest request, IPublishObserver observer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(observer);
        try
        {
            PublishResult made = await PublishCodedAsync(request, observer, cancellationToken).ConfigureAwait(false);
            if (request.Push is { } push)
            {
                made = await new RegistryOutput(request, push, observer).BringAsync(
                    made, () => PublishCodedAsync(request, observer, cancellationToken), cancellationToken).ConfigureAwait(false);
            }

            ResultFiles.Write(request, made);
            return made;
        }
        catch (ApkException e)
        {
            throw RepositoryErrors.From(e);
        }
        catch (OciException e)
        {
            throw ImageErrors.From(e);
        }
        catch (RegistryException e)
        {
            throw RegistryErrors.From(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ImageErrors.OutputFailed.Fail(e, e.Message);
        }
    }

    private static async Task<PublishResult> PublishCodedAsync(PublishRequest request, IPublishObserver observer, CancellationToken cancellationToken)
    {
        DateTimeOffset? started = request.Evidence.ProvenanceTimes ? TimeProvider.System.GetUtcNow() : null;
        string architecture = RequestedNeeds.ArchitectureOf(request);
        DerivedStore derived = new(request.CacheFolder, request.DerivedKeyFile is { } file ? DerivedKey.ReadOrMake(file) : DerivedKey.MakeForThisProcess());
        BuildLock buildLock = BuildLock.Read(request.Lock, observer);
        using RepositoryClient client = new(handler: null, new PackageCache(request.CacheFolder, request.CacheLimit), derived, request.Credentials.Open(observer.Warn)) { Offline = request.Offline };
        VouchedPackages vouched = new(derived);
        LockMaker maker = new(client, vouched, TimeProvider.System);
        await buildLock.RequireListedAsync(maker, new LockRequest(architecture, [], request.Repositories), cancellationToken).ConfigureAwait(false);

        using SigningKey? namedKey = request.PackageSigningKeyFile is { } keyFile ? KeyFiles.ReadSigning(keyFile, publicName: null) : null;
        using BuildSigner? signer = BuildSigner.Read(request.Signing, observer.Warn);
        ContentHashes contents = new();
        string inputs = BuildFingerprint.OfInputs(request, namedKey?.PublicKey.Fingerprint, cancellationToken, contents, signer is null ? null : $"{signer.Identity}\n{ImageSigning.RepositoryOf(request)}");
        if (buildLock.Standing(architecture) is { } locked && TryReuse(request, BuildFingerprint.Join(inputs, locked), observer, cancellationToken) is { } standing)
        {
            return standing;
        }

        // A key takes as long as a download: make it, and open the other, meanwhile.
        signer?.Begin(cancellationToken);
        Task<SigningKey> key = namedKey is null ? Task.Run(() => SigningKey.Generate(KeyOfThisBuild), cancellationToken) : Task.FromResult(namedKey);
        (PublishedApp app, NeedSet needs) = RequestedNeeds.Find(request, cancellationToken, new ScanCache(derived, contents));
        request = request with { App = app };
        foreach (Diagnostic warning in needs.Warnings)
        {
            observer.Warn(warning);
        }

        LockedWorld world = await buildLock.ResolveAsync(
            maker, new LockedResolver(client, vouched), new LockRequest(architecture, World(request, needs), request.Repositories), cancellationToken).ConfigureAwait(false);
        string fingerprint = BuildFingerprint.Join(inputs, world.File.Find(architecture)!);
        if (TryReuse(request, fingerprint, observer, cancellationToken) is { } same)
        {
            buildLock.Write(world.File, architecture);
            return same;
        }

        ImmutableArray<IndexRecord> records = [.. world.Resolved.Packages.Select(package => package.Resolved.Record)];
        GlibcRules.Check(needs.NativeFiles, records);
        IcuRules.Check(needs.Needs, records);
        NeedMessages.Report(request, needs, records, observer);

        using SigningKey signingKey = await key.ConfigureAwait(false);
        using OutputFolder outputs = OutputFolder.Create(request);
        AppPackagePlan appPlan = AppPackagePlanner.Plan(new AppPackageRequest
        {
            App = request.App,
            Architecture = architecture,
            WorkingDirectory = request.Container.WorkingDirectory,
            IncludeSymbols = request.IncludeSymbols,
            Needs = needs,
        }, cancellationToken);
        AppTrace trace = FileTracer.Trace(appPlan, contents, derived, cancellationToken);
        foreach (Diagnostic warning in trace.Warnings)
        {
            observer.Warn(warning);
        }

        appPlan = AppPackageSboms.AddTo(appPlan, trace);
        ImmutableArray<WrittenAppPackage> appPackages = AppPackageBuilder.Write(
            appPlan, signingKey, outputs.Scratch, new AppPackageReuse(derived, request.Beside, request.SdkVersion), cancellationToken);
        ImagePlanInput planInput = new()
        {
            App = request.App,
            Architecture = architecture,
            Repositories = request.Repositories,
            World = request.Packages,
            Needs = needs,
            Packages = world.Resolved.Packages,
            AppPackages = appPackages,
            PackageFiles = PackageFileReader.Read(world.Resolved.Packages, cancellationToken),
            Container = request.Container,
            Declared = DeclaredContentReader.Read(request.Declared),
            Created = request.Created,
            SdkVersion = request.SdkVersion,
        };
        ImagePlan plan = ImagePlanner.Plan(planInput, observer);
        Image image = ImageFromPlan.Assemble(plan, outputs.Scratch, cancellationToken);
        await SmokeCheck.RunAsync(request, image, observer, cancellationToken).ConfigureAwait(false);
        VerificationCheck.Run(request, image, world.Resolved.Vouchers, observer, cancellationToken);
        BillInput bill = new() { ImageName = request.ImageRepository, Image = image, Plan = plan, PlanInput = planInput, Trace = trace };
        ImmutableArray<EvidenceDocument> evidence = ImageEvidence.Make(
            new EvidenceInput { Request = request, Bill = bill, Lock = world.File, Vouchers = world.Resolved.Vouchers, Started = started }, derived, observer, cancellationToken);
        ImmutableArray<Artifact> signatures = await ImageSigning.SignAsync(signer, request, image, evidence, observer, cancellationToken).ConfigureAwait(false);
        PublishResult result = outputs.MoveIntoPlace(image, evidence, signatures, appPackages, fingerprint, cancellationToken);
        buildLock.Write(world.File, architecture);
        Summary.Report(plan, image, evidence, result, observer);
        await ImageSigning.ReportAsync(signer, request, result, observer).ConfigureAwait(false);
        return result;
    }

    private static PublishResult? TryReuse(PublishRequest request, string fingerprint, IPublishObserver observer, CancellationToken cancellationToken)
    {
        PublishResult? standing = PublishedOutputs.TryReuse(request, fingerprint, cancellationToken);
        if (standing is not null)
        {
            observer.Report($"{standing.Reference} is up to date: nothing has changed since it was made.");
        }

        return standing;
    }

    private static ImmutableArray<WorldAtom> World(PublishRequest request, NeedSet needs) =>
    [
        .. needs.World.Select(atom => atom.ToString()).Select(atom => new WorldAtom(atom, needs.ChainTo(atom) ?? atom)),
        .. request.Packages.Select(package => new WorldAtom(package, $"WolfiPackage -> {package}")),
    ];
}
