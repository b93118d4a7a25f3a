using System.Globalization;
using Wolfi.StandIn.Machines;
using Wolfi.StandIn.Packages;

namespace Wolfi.StandIn.Recipes;

/// <summary>The host and the shared runtimes that run this program, split as Wolfi's <c>dotnet-N</c> recipe splits them.</summary>
internal static class Dotnet
{
    private const string Root = "usr/share/dotnet";

    /// <summary>Needs <c>liblttng-ust.so.0</c>, which Wolfi lacks; the runtime skips it when it is absent.</summary>
    private const string TracingHelper = "libcoreclrtraceptprovider.so";

    private static readonly string[] Programs = ["createdump"];

    public static IEnumerable<Recipe> Make(Machine machine)
    {
        Version runtime = Version.Parse(machine.RuntimeVersion.Split('-')[0]);
        string major = runtime.Major.ToString(CultureInfo.InvariantCulture);
        // Wolfi numbers the packages after the SDK of the first band that carries the runtime: 10.0.112 is runtime 10.0.12.
        string version = string.Create(CultureInfo.InvariantCulture, $"{runtime.Major}.{runtime.Minor}.{100 + runtime.Build}-r0");
        string origin = $"dotnet-{major}";
        string core = $"shared/Microsoft.NETCore.App/{machine.RuntimeVersion}";
        string web = $"shared/Microsoft.AspNetCore.App/{machine.RuntimeVersion}";
        string host = $"host/fxr/{machine.RuntimeVersion}/libhostfxr.so";

        Tree hostFiles = new Tree()
            .File($"{Root}/dotnet", $"{machine.DotnetRoot}/dotnet", mode: 0b111_101_101)
            .File($"{Root}/{host}", $"{machine.DotnetRoot}/{host}", mode: 0b111_101_101)
            .Link("usr/bin/dotnet", $"/{Root}/dotnet");
        foreach (string notice in new[] { "LICENSE.txt", "ThirdPartyNotices.txt" }.Where(f => File.Exists(Path.Combine(machine.DotnetRoot, f))))
        {
            hostFiles.File($"{Root}/{notice}", Path.Combine(machine.DotnetRoot, notice));
        }

        yield return new Recipe
        {
            Name = origin,
            Version = version,
            Origin = origin,
            License = "MIT",
            Description = $".NET {major} host",
            Depends = ["icu"],
            Provides = [$"dotnet={version}"],
            ProviderPriority = runtime.Major,
            Contents = hostFiles.Contents,
        };
        yield return new Recipe
        {
            Name = $"dotnet-{major}-runtime",
            Version = version,
            Origin = origin,
            License = "MIT",
            Description = $"The .NET {major} Core Runtime",
            // Microsoft's binaries open OpenSSL by name; Wolfi's are linked to it, and to the system's zlib.
            Depends = ["dotnet", "so:libcrypto.so.3", "so:libssl.so.3", "so:libz.so.1"],
            Contents = new Tree()
                .Folder($"{Root}/{core}", $"{machine.DotnetRoot}/{core}", include: path => path != TracingHelper, executable: IsExecutable)
                .Contents,
        };
        yield return new Recipe
        {
            Name = $"aspnet-{major}-runtime",
            Version = version,
            Origin = origin,
            License = "MIT",
            Description = $"The ASP.NET {major} Core Runtime",
            Depends = [$"dotnet-{major}-runtime={version}"],
            Contents = new Tree().Folder($"{Root}/{web}", $"{machine.DotnetRoot}/{web}", executable: IsExecutable).Contents,
        };
    }

    private static bool IsExecutable(string path) => path.EndsWith(".so", StringComparison.Ordinal) || Programs.Contains(path);
}
