using Wolfi.Apk.Packages;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Plans;

/// <summary>Where declared files may go.</summary>
internal static class DeclaredTargets
{
    private static readonly string[] RefusedFolders = ["proc", "sys", "dev", "run", "etc/apk", "usr/lib/apk", "usr/lib/wolfi-containers"];

    /// <summary>The path in the image that a target means once the merged links are followed.</summary>
    /// <exception cref="WolfiException">The target is not a plain absolute path, or lies where only the image's own records, the app or the kernel may be.</exception>
    public static string Resolve(DeclaredFile file, string workingDirectory, RootFileSystem root)
    {
        string target = file.Target;
        if (!target.StartsWith('/') || target.EndsWith('/') || target.Length > 1024
            || target[1..].Split('/').Any(part => part is "" or "." or ".." || part.StartsWith(".wh.", StringComparison.Ordinal))
            || target.Any(c => char.IsControl(c) || c == '\\'))
        {
            throw ImageErrors.TargetRefused.Fail(target, "it is not a plain absolute path of a file");
        }

        string path = root.Resolve(target[1..], followLast: false)
            ?? throw ImageErrors.TargetRefused.Fail(target, "its links do not end");
        string app = workingDirectory.Trim('/');
        if (RefusedFolders.Append(app).FirstOrDefault(folder => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal)) is { } refused)
        {
            throw ImageErrors.TargetRefused.Fail(target, $"nothing may be added below /{refused}");
        }

        for (int slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (root.Find(path[..slash]) is { Entry.Kind: not PackageEntryKind.Directory } blocking)
            {
                throw ImageErrors.TargetRefused.Fail(target, $"/{path[..slash]} is a file of {blocking.Owner.Title}");
            }
        }

        return path;
    }
}
