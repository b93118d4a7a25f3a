using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Solving;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Projects;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Surroundings;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>needs DIR|PROJECT|IMAGE</c>: what an app needs, why, which packages answer it, and what that costs.</summary>
internal static class NeedsVerb
{
    public static Command Create(VerbContext context)
    {
        Argument<string> target = new("DIR|PROJECT|IMAGE")
        {
            Description = "A publish folder, a project that was published, or an image: REGISTRY/REPOSITORY[:TAG][@DIGEST], oci:DIR[:TAG], docker-archive:FILE, oci-archive:FILE or a layout's folder.",
        };
        RepositoryOptions repositories = new();
        Option<string?> forArchitecture = ArchitectureOptions.Architecture();
        Option<ImmutableArray<ProjectProperty>> properties = ProjectOptions.Properties();
        Command command = new("needs", "Show what an app needs from the distribution: each package, what it answers, which file asks for it and why, and what each need costs.") { target, forArchitecture, properties };
        repositories.AddTo(command);
        IndexCacheOptions cache = new();
        cache.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string text = parsed.GetRequiredValue(target);
            using RepositoryClient client = cache.Open(parsed, context);
            bool json = parsed.GetValue(context.Json);
            if (ProjectOf(text) is { } project)
            {
                PublishRequest request = await ReadAsync(context, project, parsed.GetRequiredValue(properties), cancellationToken).ConfigureAwait(false);
                RequestedNeeds found = RequestedNeeds.Find(request, cancellationToken);
                Asked asked = new(text, request.Packages, repositories.AreGiven(parsed) ? repositories.Repositories(parsed) : request.Repositories, request.ShowAdvice);
                return (int)Answer(context, client, json, asked, found.App, found.Needs);
            }

            if (Directory.Exists(text) && !OciLayout.IsLayout(text))
            {
                string architecture = ArchitectureOptions.Read(parsed.GetValue(forArchitecture));
                PublishedApp app = PublishedFolder.Read(text, $"linux-{(architecture == "aarch64" ? "arm64" : "x64")}", cancellationToken);
                NeedSet needs = DeclaredNeeds.Apply(NeedsFinder.Find(app, architecture, [], cancellationToken), [], app, []);
                return (int)Answer(context, client, json, new Asked(text, [], repositories.Repositories(parsed), true), app, needs);
            }

            ImageInspection image = ImageInspector.Inspect(ImageArguments.Read(text, platform: null, context.Registries, cancellationToken), cancellationToken);
            NeedsPrinter.Print(context.Terminal, json, new NeedsAnswer(text, ImageNeeds.Of(image), ImageNeeds.Report(image), []));
            return (int)ExitCode.Success;
        });
        return command;
    }

    private static string? ProjectOf(string text) =>
        (File.Exists(text) && Path.GetExtension(text).EndsWith("proj", StringComparison.OrdinalIgnoreCase)) || (Directory.Exists(text) && !OciLayout.IsLayout(text))
            ? ProjectFile.TryFind(text)
            : null;

    private static async Task<PublishRequest> ReadAsync(VerbContext context, string project, ImmutableArray<ProjectProperty> properties, CancellationToken cancellationToken)
    {
        RawPublishOptions raw = await ProjectEvaluator.EvaluateAsync(project, properties, cancellationToken).ConfigureAwait(false);
        PublishedApp app = PublishedAppRecords.ReadNewest(raw);
        ParsedRequest parsed = PublishRequestParser.Parse(raw, app, await SurroundingsReader.ReadAsync(raw, cancellationToken).ConfigureAwait(false));
        Diagnostic? first = parsed.Request is null ? parsed.Diagnostics.First(diagnostic => diagnostic.Descriptor.Severity == Severity.Error) : null;
        foreach (Diagnostic diagnostic in parsed.Diagnostics.Where(diagnostic => diagnostic != first))
        {
            context.Tell(diagnostic);
        }

        return parsed.Request ?? throw new WolfiException(first!);
    }

    private static ExitCode Answer(VerbContext context, RepositoryClient client, bool json, Asked asked, PublishedApp app, NeedSet needs)
    {
        foreach (Diagnostic warning in needs.Warnings)
        {
            context.Tell(warning);
        }

        RepositoryIndex[] indexes = FetchedIndexes.Fetch(context, client, asked.Repositories, needs.Architecture);
        ImmutableArray<DependencyAtom> world = [.. needs.World, .. asked.Packages.Select(DependencyAtom.Parse)];
        switch (Solver.Resolve(world, indexes, needs.Architecture, context.CancellationToken))
        {
            case Resolution.Resolved resolved:
                NeedReport report = NeedReport.Create(needs.Needs, asked.Packages, [.. resolved.Packages.Select(package => package.Record)]);
                NeedsPrinter.Print(context.Terminal, json, new NeedsAnswer(asked.Target, needs, report, asked.ShowAdvice ? NeedAdvice.Of(app, needs, report) : []));
                return ExitCode.Success;
            case Resolution.Unsatisfiable none:
                string[] reasons = [.. none.Reasons.Select(reason => reason.ToString())];
                return Report.Fail(context.Terminal, json, ResolutionErrors.Unsatisfiable.Create(needs.Architecture, string.Join(' ', world) + "."), reasons);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>What a run is about, beside the app.</summary>
    private sealed record Asked(string Target, ImmutableArray<string> Packages, ImmutableArray<PackageRepository> Repositories, bool ShowAdvice);
}
