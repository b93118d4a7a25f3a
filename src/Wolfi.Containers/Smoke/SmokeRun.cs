using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Surroundings;
using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Smoke;

/// <summary>Starts an image as production would (its own user, read-only root, no capabilities, no network but loopback) and tells whether its app does its work.</summary>
public static class SmokeRun
{
    private const int StandardPort = 8080;
    // Where runc is, and where the search paths of ordinary users do not lead.
    private const string SystemFolders = "/usr/local/sbin:/usr/sbin:/sbin";

    /// <summary>Runs an image to its answer, its end or the end of the time, and ends all that was started.</summary>
    /// <exception cref="WolfiException">There is no runtime, the runtime fails, or the image can't be started on this machine.</exception>
    public static async Task<SmokeResult> RunAsync(Image image, SmokeSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(settings);
        CheckPlatform(image);
        UserMappings? users = OperatingSystem.IsLinux() && !Environment.IsPrivilegedProcess ? UserMappings.TryFind() : null;
        (string name, string program) = FindRuntime(settings, users);
        string? folder = null;
        try
        {
            folder = Directory.CreateTempSubdirectory("wolfi-smoke-").FullName;
            int? port = PortOf(image.Config.Value.Container, settings);
            ContainerRun run = name == SmokeRuntimes.Runc
                ? RuncRun.Start(program, image, folder, users, cancellationToken)
                : await EngineRun.StartAsync(program, image, folder, port, cancellationToken).ConfigureAwait(false);
            await using (run.ConfigureAwait(false))
            {
                return await new SmokeWatch(image.Digest.ToString(), name, settings, port, run).WatchAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OciException e)
        {
            throw ImageInputErrors.From(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SmokeErrors.RuntimeFailed.Fail(e, name, e.Message.TrimEnd('.'));
        }
        finally
        {
            if (folder is not null)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static int? PortOf(ContainerConfig container, SmokeSettings settings)
    {
        int? exposed = container.ExposedPorts
            .Select(port => port.Split('/'))
            .Where(parts => parts.Length == 1 || parts[1] == "tcp")
            .Select(parts => int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : (int?)null)
            .FirstOrDefault(number => number is not null);
        return settings.Port ?? exposed ?? (settings.HttpPath is null ? null : StandardPort);
    }

    private static void CheckPlatform(Image image)
    {
        string here = RuntimeInformation.OSArchitecture switch { Architecture.X64 => "amd64", Architecture.Arm64 => "arm64", { } other => other.ToString().ToLowerInvariant() };
        if (image.Config.Value.Platform is { } platform && (platform.Os != "linux" || platform.Architecture != here))
        {
            throw SmokeErrors.WrongPlatform.Fail(image.Digest, platform, $"linux/{here}");
        }
    }

    private static (string Name, string Program) FindRuntime(SmokeSettings settings, UserMappings? users)
    {
        string searchPath = $"{Environment.GetEnvironmentVariable("PATH")}:{SystemFolders}";
        string? reason = null;
        foreach (string name in settings.Runtime is { } wanted ? ImmutableArray.Create(wanted) : SmokeRuntimes.Names)
        {
            if (SearchPath.Find(name, searchPath) is not { } program)
            {
                continue;
            }

            if (name != SmokeRuntimes.Runc || WhyNotRunc(settings, users, searchPath) is not { } why)
            {
                return (name, program);
            }

            reason = why;
        }

        throw SmokeErrors.NoRuntime.Fail(reason ?? $"there is no {settings.Runtime ?? "runc, podman or docker"} on the search path");
    }

    private static string? WhyNotRunc(SmokeSettings settings, UserMappings? users, string searchPath) =>
        !OperatingSystem.IsLinux() ? "runc runs on Linux only"
        : Environment.IsPrivilegedProcess ? null
        : users is null || SearchPath.Find("newuidmap", searchPath) is null ? "without root, runc needs newuidmap and 65,535 numbers for this user in /etc/subuid and /etc/subgid"
        : settings.HttpPath is not null ? "without root, runc's network can't be entered to ask for a page: leave --http out, or run as root"
        : null;
}
