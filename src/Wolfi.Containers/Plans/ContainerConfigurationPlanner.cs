using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Plans;

/// <summary>Decides what the container runs, as whom and with which environment.</summary>
internal static class ContainerConfigurationPlanner
{
    public const string CertificateBundle = "etc/ssl/certs/ca-certificates.crt";

    public const string SearchPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private const string OmittedNeedsLabel = "io.github.wolfi-containers.omitted-needs";

    private const string DefaultUser = "65532:65532";

    public static ContainerConfiguration Plan(ImagePlanInput input, AccountFiles accounts, bool hasCertificates, IPublishObserver observer)
    {
        ContainerSettings settings = input.Container;
        ImmutableSortedDictionary<string, string> environment = PlanEnvironment(input, hasCertificates);
        return new ContainerConfiguration
        {
            User = PlanUser(settings, accounts, observer),
            Entrypoint = settings.Entrypoint ?? DefaultEntrypoint(input.App, settings.WorkingDirectory),
            Command = settings.Command ?? [],
            WorkingDirectory = settings.WorkingDirectory,
            Environment = environment,
            Ports = [.. settings.Ports, .. PortsOf(environment)],
            Labels = settings.Labels.Aggregate(GeneratedLabels(input), (labels, label) => labels.SetItem(label.Key, label.Value)),
            Created = input.Created,
        };
    }

    // What an image lacks against advice is for those to see who run it.
    private static ImmutableSortedDictionary<string, string> GeneratedLabels(ImagePlanInput input) =>
        input.Container.GeneratesLabels && input.Needs is { Omitted: { IsEmpty: false } omitted }
            ? Sorted<string>().Add(OmittedNeedsLabel, string.Join(',', omitted))
            : Sorted<string>();

    public static bool IsWeb(PublishedApp app) => app.FrameworkReferences.Contains("Microsoft.AspNetCore.App", StringComparer.OrdinalIgnoreCase);

    private static ImmutableArray<string> DefaultEntrypoint(PublishedApp app, string workingDirectory)
    {
        string file = $"{workingDirectory.TrimEnd('/')}/{app.AssemblyName}";
        return app.SelfContained || app.SingleFile || app.NativeAot ? [file] : ["/usr/bin/dotnet", file + ".dll"];
    }

    private static ImmutableSortedDictionary<string, string> PlanEnvironment(ImagePlanInput input, bool hasCertificates)
    {
        ImmutableSortedDictionary<string, string>.Builder environment = Sorted<string>().ToBuilder();
        environment["PATH"] = SearchPath;
        environment["HOME"] = AccountFiles.NonRoot.Home;
        environment["DOTNET_RUNNING_IN_CONTAINER"] = "true";
        if (hasCertificates)
        {
            environment["SSL_CERT_FILE"] = "/" + CertificateBundle;
        }

        if (IsWeb(input.App))
        {
            environment["ASPNETCORE_HTTP_PORTS"] = "8080";
        }

        foreach ((string name, string value) in input.Container.Environment)
        {
            environment[name] = value;
        }

        return environment.ToImmutable();
    }

    // The .NET SDK's rule: the URLs decide alone when they are set, else the port lists.
    private static IEnumerable<string> PortsOf(ImmutableSortedDictionary<string, string> environment)
    {
        if (environment.TryGetValue("ASPNETCORE_URLS", out string? urls))
        {
            foreach (string url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                int colon = url.TrimEnd('/').LastIndexOf(':');
                if (colon > 0 && PortNumber(url.TrimEnd('/')[(colon + 1)..]) is { } port)
                {
                    yield return port;
                }
            }

            yield break;
        }

        foreach (string name in (string[])["ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS"])
        {
            foreach (string text in environment.GetValueOrDefault(name, "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (PortNumber(text) is { } port)
                {
                    yield return port;
                }
            }
        }
    }

    private static string? PortNumber(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && port > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{port}/tcp")
            : null;

    private static string PlanUser(ContainerSettings settings, AccountFiles accounts, IPublishObserver observer)
    {
        if (settings.User is null)
        {
            return DefaultUser;
        }

        string[] parts = settings.User.Split(':');
        if (parts.Length > 2 || parts[0].Length == 0 || parts[^1].Length == 0)
        {
            throw ImageErrors.InvalidUser.Fail(settings.User, "is neither a user nor user:group");
        }

        (int uid, int? gid) = ParseUser(settings.User, parts[0], accounts);
        if (parts.Length == 2)
        {
            gid = ParseNumber(parts[1]) ?? throw ImageErrors.InvalidUser.Fail(settings.User, "has a group that is no number from 0 to 2147483647");
        }

        if (uid == 0)
        {
            if (!settings.AllowRoot)
            {
                throw ImageErrors.RootRefused.Fail(settings.User);
            }

            observer.Warn(ImageErrors.RunsAsRoot.Create());
        }

        return string.Create(CultureInfo.InvariantCulture, $"{uid}:{gid ?? accounts.GroupOf(uid) ?? uid}");
    }

    private static (int Uid, int? Gid) ParseUser(string user, string text, AccountFiles accounts)
    {
        if (accounts.Find(text) is { } account)
        {
            return account;
        }

        bool looksNumeric = text.All(c => char.IsAsciiDigit(c) || c is '-' or '+');
        return ParseNumber(text) is { } uid
            ? (uid, null)
            : throw ImageErrors.InvalidUser.Fail(user, looksNumeric ? "is no number from 0 to 2147483647" : "is no name in the image's passwd");
    }

    // Numbers past a signed 32-bit integer once made runtimes fall back to root (CVE-2024-40635).
    private static int? ParseNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static ImmutableSortedDictionary<string, T> Sorted<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);
}
