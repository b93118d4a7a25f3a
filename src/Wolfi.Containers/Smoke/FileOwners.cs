using System.Runtime.InteropServices;
using System.Text;

namespace Wolfi.Containers.Smoke;

/// <summary>Gives files their owners, which .NET can't (lchown(2): of a link, the link's own).</summary>
internal static class FileOwners
{
    /// <summary>Sets user and group of a path.</summary>
    /// <exception cref="IOException">The system refuses.</exception>
    public static void Set(string path, long user, long group)
    {
        if (user is < 0 or >= uint.MaxValue || group is < 0 or >= uint.MaxValue || ChangeOwner(Encoding.UTF8.GetBytes(path + '\0'), (uint)user, (uint)group) != 0)
        {
            throw new IOException($"'{path}' can't be given to {user}:{group}.");
        }
    }

    [DllImport("libc", EntryPoint = "lchown", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(byte[] path, uint user, uint group);
}
