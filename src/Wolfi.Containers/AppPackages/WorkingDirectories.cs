using System.Collections.Frozen;
using System.Text;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.AppPackages;

/// <summary>Where in the image an app may lie.</summary>
public static class WorkingDirectories
{
    private const int MostBytes = 1024;

    private static readonly FrozenSet<string> Reserved = FrozenSet.Create(
        StringComparer.Ordinal, "usr", "etc", "lib", "lib64", "bin", "sbin", "dev", "proc", "sys", "run");

    /// <summary>The path of a working directory in the image, without slashes at its ends.</summary>
    /// <exception cref="WolfiException">It is not absolute, is the root, or lies where the distribution or the kernel has its files.</exception>
    public static string PathOf(string workingDirectory)
    {
        ArgumentNullException.ThrowIfNull(workingDirectory);
        return FaultOf(workingDirectory) is { } fault
            ? throw AppErrors.WorkingDirectoryRefused.Fail(Printable(workingDirectory), fault)
            : workingDirectory.Trim('/');
    }

    private static string? FaultOf(string workingDirectory)
    {
        string path = workingDirectory.EndsWith('/') ? workingDirectory[..^1] : workingDirectory;
        if (path.Length == 0)
        {
            return workingDirectory.Length == 0 ? "it is empty" : "the app can't own the root";
        }

        if (path[0] != '/')
        {
            return "it is not absolute";
        }

        if (Encoding.UTF8.GetByteCount(path) > MostBytes || path.Any(c => char.IsControl(c) || c is '\\' or ':'))
        {
            return "it is no plain path";
        }

        string[] parts = path[1..].Split('/');
        return parts.Any(part => part.Length == 0 || part[0] == '.' || part[^1] is '.' or ' ') ? "it has an empty part, or one that begins or ends with a dot"
            : Reserved.Contains(parts[0]) ? $"/{parts[0]} belongs to the distribution or the kernel"
            : null;
    }

    private static string Printable(string text) => string.Concat(text.Take(200).Select(c => char.IsControl(c) ? '?' : c));
}
