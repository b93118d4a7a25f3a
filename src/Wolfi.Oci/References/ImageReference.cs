using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace Wolfi.Oci.References;

/// <summary>
/// Names an image in a registry: <c>[REGISTRY/]REPOSITORY[:TAG][@DIGEST]</c>. Without a registry it is Docker Hub's, and a Hub repository
/// of one part lies in <c>library/</c>. The first part is a registry when it holds a dot or colon, or is <c>localhost</c>.
/// </summary>
public sealed record ImageReference
{
    /// <summary>Docker Hub's name.</summary>
    public const string DockerHub = "docker.io";

    /// <summary>The tag of a reference that has neither tag nor digest.</summary>
    public const string DefaultTag = "latest";

    private const string Library = "library/";

    private ImageReference(string registry, string repository, string? tag, Digest? digest)
    {
        Registry = registry;
        Repository = repository;
        Tag = tag;
        Digest = digest;
    }

    /// <summary>Host and port, such as <c>ghcr.io</c>, <c>localhost:5000</c> or <c>docker.io</c>.</summary>
    public string Registry { get; }

    /// <summary>Repository in the registry, such as <c>library/my-app</c>.</summary>
    public string Repository { get; }

    /// <summary>The tag, or null.</summary>
    public string? Tag { get; }

    /// <summary>The digest, or null.</summary>
    public Digest? Digest { get; }

    /// <summary>As people write it: without Docker Hub's host and <c>library/</c>.</summary>
    public string Familiar => FamiliarName + Suffix;

    private string FamiliarName => Registry != DockerHub ? $"{Registry}/{Repository}"
        : Repository.StartsWith(Library, StringComparison.Ordinal) && Repository.IndexOf('/', Library.Length) < 0 ? Repository[Library.Length..] : Repository;

    private string Suffix => (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");

    /// <summary>Reads a reference.</summary>
    /// <exception cref="OciException"><see cref="OciFault.InvalidReference"/>.</exception>
    public static ImageReference Parse(string text) => TryParse(text, out ImageReference? reference)
        ? reference
        : throw new OciException(OciFault.InvalidReference, $"'{Shown.Text(text)}' is not an image reference ([REGISTRY/]REPOSITORY[:TAG][@sha256:DIGEST], the repository in lower case).");

    /// <summary>Reads a reference; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = null;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        string rest = text;
        Digest? digest = null;
        if (rest.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at)
        {
            if (!Digest.TryParse(rest[(at + 1)..], out digest))
            {
                return false;
            }

            rest = rest[..at];
        }

        string? tag = null;
        if (rest.LastIndexOf(':') is var colon && colon > rest.LastIndexOf('/'))
        {
            tag = rest[(colon + 1)..];
            rest = rest[..colon];
        }

        return (tag is null || IsTag(tag)) && TryParseName(rest, out string registry, out string repository)
            && (reference = new ImageReference(registry, repository, tag, digest)) is not null;
    }

    /// <summary>The repository of a registry that is named apart from it; false where either is outside its grammar.</summary>
    /// <param name="registry">Host and port.</param>
    /// <param name="repository">The repository in it.</param>
    /// <param name="reference">The reference, without tag and digest.</param>
    public static bool TryCreate([NotNullWhen(true)] string? registry, [NotNullWhen(true)] string? repository, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = null;
        if (string.IsNullOrEmpty(registry) || string.IsNullOrEmpty(repository) || !IsRegistry(registry))
        {
            return false;
        }

        string hub = registry.ToLowerInvariant() is DockerHub or "index.docker.io" or "registry-1.docker.io" ? DockerHub : registry;
        string name = hub == DockerHub && !repository.Contains('/', StringComparison.Ordinal) ? Library + repository : repository;
        return RepositoryNames.IsValid(name) && hub.Length + 1 + name.Length <= Limits.NameLength && (reference = new ImageReference(hub, name, null, null)) is not null;
    }

    /// <summary>Reads a reference that has neither tag nor digest.</summary>
    /// <exception cref="OciException"><see cref="OciFault.InvalidReference"/>.</exception>
    public static ImageReference ParseRepository(string text) => Parse(text) is { Tag: null, Digest: null } reference
        ? reference
        : throw new OciException(OciFault.InvalidReference, $"'{Shown.Text(text)}' has a tag or digest where only a repository can stand.");

    /// <summary>Whether the text is inside a tag's grammar: <c>[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}</c>.</summary>
    public static bool IsTag([NotNullWhen(true)] string? text) => text is { Length: > 0 and <= Limits.TagLength }
        && text[0] is not ('.' or '-') && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-');

    /// <summary>Demands a tag.</summary>
    /// <exception cref="OciException"><see cref="OciFault.InvalidReference"/>.</exception>
    public static void CheckTag(string text)
    {
        if (!IsTag(text))
        {
            throw new OciException(
                OciFault.InvalidReference,
                $"'{Shown.Text(text)}' is not an image tag (letters, digits, '_', '.', '-', not beginning with '.' or '-', at most {Limits.TagLength}).");
        }
    }

    /// <summary>The same repository with another tag and no digest.</summary>
    /// <exception cref="OciException"><see cref="OciFault.InvalidReference"/>.</exception>
    public ImageReference WithTag(string tag)
    {
        CheckTag(tag);
        return new ImageReference(Registry, Repository, tag, null);
    }

    /// <summary>The same repository with a digest and no tag.</summary>
    public ImageReference WithDigest(Digest digest) => new(Registry, Repository, null, digest);

    /// <summary>In full, such as <c>docker.io/library/my-app:1</c>.</summary>
    public override string ToString() => $"{Registry}/{Repository}{Suffix}";

    private static bool TryParseName(string name, out string registry, out string repository)
    {
        (registry, repository) = (DockerHub, name);
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && IsRegistryPart(name[..slash]))
        {
            (registry, repository) = (name[..slash], name[(slash + 1)..]);
        }

        if (registry is "index.docker.io" or "registry-1.docker.io")
        {
            registry = DockerHub;
        }

        if (registry == DockerHub && !repository.Contains('/', StringComparison.Ordinal))
        {
            repository = Library + repository;
        }

        return IsRegistry(registry) && RepositoryNames.IsValid(repository) && registry.Length + 1 + repository.Length <= Limits.NameLength;
    }

    private static bool IsRegistryPart(string text) => text == "localhost" || text.Contains('.', StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal);

    private static bool IsRegistry(string text)
    {
        string host = text;
        if (text.LastIndexOf(':') is var colon && colon > text.LastIndexOf(']'))
        {
            string port = text[(colon + 1)..];
            if (port.Length is 0 or > 5 || !port.All(char.IsAsciiDigit))
            {
                return false;
            }

            host = text[..colon];
        }

        if (host.StartsWith('['))
        {
            return host.EndsWith(']') && IPAddress.TryParse(host[1..^1], out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6;
        }

        return host.Split('.').All(label => label.Length > 0 && label[0] != '-' && label[^1] != '-' && label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'));
    }
}
