using System.Security.Cryptography;
using System.Text;

namespace Wolfi.Containers.Locking;

/// <summary>One digest over what is asked for and the order, tags and rules of the repositories: the same digest, the same question.</summary>
internal static class NeedsDigest
{
    public static string Of(LockRequest request, RepositoryNames names)
    {
        StringBuilder text = new();
        foreach (string atom in request.Atoms)
        {
            text.Append("world ").Append(atom).Append('\n');
        }

        foreach (RepositoryName name in request.Repositories.Select(names.NameOf))
        {
            // Not by its key: a key that is exchanged for another asks for the same packages.
            text.Append("repository ").Append(name.Url).Append(' ').Append(name.Tag).Append(' ').AppendJoin(' ', names.Find(name)!.PackagePatterns.Order(StringComparer.Ordinal)).Append('\n');
        }

        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
