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
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.Oci.Layouts;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>needs DIR|PROJECT|IMAGE</c>: what an app needs, why, which packages answer it, and what that costs.</summary>
internal static class NeedsVerb
{
    private const string Name = "dotnet-wolfi needs";

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
                return (int)Answer(context, client, json, await AskAsync(parsed, text, project).ConfigureAwait(false));
            }

            if (Directory.Exists(text) && !OciLayout.IsLayout(text))
            {
                string architecture = ArchitectureOptions.Read(parsed.GetValue(forArchitecture));
                PublishedApp app = PublishedFolder.Read(text, $"linux-{(architecture == "aarch64" ? "arm64" : "x64")}", cancellationToken);
                NeedSet needs = DeclaredNeeds.Apply(NeedsFinder.Find(app, architecture, [], cancellationToken), [], app, []);
                return (int)Answer(context, client, json, [new Asked(text, app, needs, [], repositories.Repositories(parsed), true)]);
            }

            ImageInspection image = ImageInspector.Inspect(ImageArguments.Read(text, platform: null, context.Registries, cancellationToken), cancellationToken);
            NeedsPrinter.Print(context.Terminal, json, new NeedsAnswer(text, ImageNeeds.Of(image), ImageNeeds.Report(image), []));
            return (int)ExitCode.Success;
        });
        return command;

        async Task<ImmutableArray<Asked>> AskAsync(ParseResult parsed, string text, string project)
        {
            ImmutableArray<PublishRequest> requests = await ProjectRequests.ReadAsync(project, parsed.GetRequiredValue(properties), context.Tell, context.CancellationToken).ConfigureAwait(false);
            bool several = requests.Length > 1;
            if (parsed.GetValue(forArchitecture) is { } architecture)
            {
                string platforms = string.Join(", ", requests.Select(request => request.App.RuntimeIdentifier));
                requests = [.. requests.Where(request => RequestedNeeds.ArchitectureOf(request) == architecture)];
                if (requests.IsEmpty)
                {
                    throw CommandLineErrors.WrongUsage.Fail($"--arch {architecture}: the image of '{text}' is for {platforms}.", Name);
                }
            }

            return
            [
                .. requests.Select(request =>
                {
                    RequestedNeeds found = RequestedNeeds.Find(request, context.CancellationToken);
                    ImmutableArray<PackageRepository> sources = repositories.AreGiven(parsed) ? repositories.Repositories(parsed) : request.Repositories;
                    return new Asked(text, found.App, found.Needs, request.Packages, sources, request.ShowAdvice) { Platform = several ? request.App.RuntimeIdentifier : null };
                }),
            ];
        }
    }

    private static string? ProjectOf(string text) =>
        (File.Exists(text) && Path.GetExtension(text).EndsWith("proj", StringComparison.OrdinalIgnoreCase)) || (Directory.Exists(text) && !OciLayout.IsLayout(text))
            ? ProjectFile.TryFind(text)
            : null;

    private static ExitCode Answer(VerbContext context, RepositoryClient client, bool json, ImmutableArray<Asked> asked)
    {
        List<NeedsAnswer> answers = [];
        foreach (Asked one in asked)
        {
            foreach (Diagnostic warning in one.Needs.Warnings)
            {
                context.Tell(warning);
            }

            RepositoryIndex[] indexes = FetchedIndexes.Fetch(context, client, one.Repositories, one.Needs.Architecture);
            ImmutableArray<DependencyAtom> world = [.. one.Needs.World, .. one.Packages.Select(DependencyAtom.Parse)];
            switch (Solver.Resolve(world, indexes, one.Needs.Architecture, context.CancellationToken))
            {
                case Resolution.Resolved resolved:
                    NeedReport report = NeedReport.Create(one.Needs.Needs, one.Packages, [.. resolved.Packages.Select(package => package.Record)]);
                    answers.Add(new NeedsAnswer(one.Target, one.Needs, report, one.ShowAdvice ? NeedAdvice.Of(one.App, one.Needs, report) : []) { Platform = one.Platform });
                    break;
                case Resolution.Unsatisfiable none:
                    string[] reasons = [.. none.Reasons.Select(reason => reason.ToString())];
                    return Report.Fail(context.Terminal, json, ResolutionErrors.Unsatisfiable.Create(one.Needs.Architecture, string.Join(' ', world) + "."), reasons);
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        NeedsPrinter.Print(context.Terminal, json, [.. answers]);
        return ExitCode.Success;
    }

    /// <summary>An app whose needs are to be answered, and by which packages.</summary>
    private sealed record Asked(
        string Target, PublishedApp App, NeedSet Needs, ImmutableArray<string> Packages, ImmutableArray<PackageRepository> Repositories, bool ShowAdvice)
    {
        /// <summary>The platform; null where it is the only one.</summary>
        public string? Platform { get; init; }
    }
}
