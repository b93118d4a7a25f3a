using System.Collections.Frozen;
using System.Globalization;
using Wolfi.Apk.Packages;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Plans;
using Wolfi.Oci.Documents;

namespace Wolfi.Containers.Verification;

/// <summary>What a container of an image may be started with, whoever signed the image.</summary>
internal static class ContainerRules
{
    private static readonly FrozenSet<string> Refused = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "GLIBC_TUNABLES", "GCONV_PATH", "LOCPATH", "NLSPATH", "HOSTALIASES", "RESOLV_HOST_CONF",
        "DOTNET_STARTUP_HOOKS", "DOTNET_ADDITIONAL_DEPS", "DOTNET_SHARED_STORE", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_ROOT_ARM64", "DOTNET_HOST_PATH",
        "DOTNET_GCName", "DOTNET_GCPath", "COMPlus_GCName", "DOTNET_AltJit", "DOTNET_AltJitName", "COMPlus_AltJit", "COMPlus_AltJitName", "DOTNET_JitName", "COMPlus_JitName",
        "DOTNET_HOSTINGSTARTUPASSEMBLIES", "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES",
        "DOTNET_OPENSSL_VERSION_OVERRIDE", "CLR_OPENSSL_VERSION_OVERRIDE", "CLR_ICU_VERSION_OVERRIDE", "DOTNET_ICU_VERSION_OVERRIDE",
        "OPENSSL_CONF", "OPENSSL_MODULES", "OPENSSL_ENGINES", "SSL_CERT_DIR", "KRB5_CONFIG", "PATH", "SSL_CERT_FILE");

    private static readonly string[] RefusedPrefixes = ["LD_", "CORECLR_", "COR_"];

    /// <summary>What is wrong with the environment and the user.</summary>
    public static IEnumerable<Diagnostic> Check(ContainerConfig container, AccountPolicy policy)
    {
        foreach (string variable in container.Env)
        {
            int equals = variable.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? variable : variable[..equals];
            string value = equals < 0 ? "" : variable[(equals + 1)..];
            if (IsRefused(name, value) && !policy.AllowedEnvironment.Contains(name))
            {
                yield return AccountErrors.EnvironmentRefused.Create(name, value);
            }
        }

        if (FaultOfUser(container.User ?? "") is { } fault)
        {
            yield return AccountErrors.UserRefused.Create(container.User ?? "", fault);
        }
    }

    /// <summary>What is wrong with what the container starts; null for nothing.</summary>
    public static Diagnostic? CheckEntrypoint(ContainerConfig container, RootFileSystem root)
    {
        string[] command = [.. container.Entrypoint, .. container.Cmd];
        string? fault = FaultOf(command, container.WorkingDir ?? "/", root);
        return fault is null ? null : AccountErrors.EntrypointRefused.Create(string.Join(' ', command), fault);
    }

    private static string? FaultOf(string[] command, string workingDirectory, RootFileSystem root)
    {
        if (command.Length == 0)
        {
            return "there is nothing to start";
        }

        if (Owned(command[0], workingDirectory, root) is not { } program)
        {
            return "it is no file of the app's or the distribution's layers";
        }

        if (program.Owner.IsTeam)
        {
            return null;
        }

        if (!program.Entry.Path.EndsWith("/dotnet", StringComparison.Ordinal))
        {
            return $"it is a program of {program.Owner.Title}, not of the app";
        }

        return command.Length > 1 && command[1].EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && Owned(command[1], workingDirectory, root) is { Owner.IsTeam: true }
            ? null
            : "dotnet is not given an assembly of the app";
    }

    private static RootFileSystem.Owned? Owned(string path, string workingDirectory, RootFileSystem root)
    {
        bool isSearched = !path.Contains('/', StringComparison.Ordinal) && !path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        IEnumerable<string> candidates = isSearched
            ? ContainerConfigurationPlanner.SearchPath.Split(':').Select(folder => $"{folder}/{path}")
            : [path.StartsWith('/') ? path : $"{workingDirectory}/{path}"];
        return candidates
            .Select(candidate => root.Resolve(candidate, followLast: true) is { } resolved ? root.Find(resolved) : null)
            .FirstOrDefault(owned => owned is { Entry.Kind: PackageEntryKind.File or PackageEntryKind.HardLink });
    }

    private static bool IsRefused(string name, string value) => name switch
    {
        "PATH" => value != ContainerConfigurationPlanner.SearchPath,
        "SSL_CERT_FILE" => value != "/" + ContainerConfigurationPlanner.CertificateBundle,
        _ => Refused.Contains(name) || RefusedPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)),
    };

    private static string? FaultOfUser(string user)
    {
        string[] parts = user.Split(':');
        if (user.Length == 0)
        {
            return "means root, since none is set";
        }

        if (parts.Length > 2 || !parts.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
        {
            return "is no number: who that is, the image itself decides";
        }

        return int.Parse(parts[0], CultureInfo.InvariantCulture) == 0 ? "is root" : null;
    }
}
