using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Wolfi.Apk.Signing;
using Wolfi.Archives;

namespace Wolfi.Apk.Packages;

/// <summary>Reads the signature and control members, which are small: their ends are found byte by byte.</summary>
internal static class PackageHeadReader
{
    private const string InfoName = ".PKGINFO";
    private static readonly TarLimits ControlLimits = new(Limits.ControlEntries);
    private static readonly InflateLimits ControlInflate = new(Limits.ControlContentSize);

    private static readonly HashSet<string> ScriptNames =
        [".pre-install", ".post-install", ".pre-upgrade", ".post-upgrade", ".pre-deinstall", ".post-deinstall", ".trigger"];

    /// <summary>Reads both members, leaving the source at the byte after them.</summary>
    /// <exception cref="ApkException">They are damaged or hold what they must not.</exception>
    /// <exception cref="ArchiveException">gzip or tar is damaged.</exception>
    public static RawPackageHead Read(MemberSource source, string input)
    {
        ImmutableArray<PackageSignature> signatures = [];
        ImmutableArray<byte> signatureBytes = [];
        ControlContent? control = ReadMember(source, input, ref signatures, out ImmutableArray<byte> bytes);
        if (control is null)
        {
            signatureBytes = bytes;
            if (source.AtEnd)
            {
                throw new ApkException(ApkFault.MalformedGzip, $"{input}: the file ends after its signature member.");
            }

            control = ReadMember(source, input, ref signatures, out bytes)
                ?? throw new ApkException(ApkFault.MalformedTar, $"{input}: has two signature members.");
        }

        PackageInfoLines lines = PackageInfoLines.Parse(control.Info, input);
        return new RawPackageHead(lines, ImmutableCollectionsMarshal.AsImmutableArray(control.Info), signatures, signatureBytes, bytes, control.Scripts);
    }

    // The control content; null when the member was a signature member.
    private static ControlContent? ReadMember(
        MemberSource source, string input, ref ImmutableArray<PackageSignature> signatures, out ImmutableArray<byte> bytes)
    {
        source.Capture(Limits.PackageHeadSize);
        using GzipMemberReader member = new(source, null, ControlInflate);
        TarReader tar = new(member, ControlLimits);
        TarEntry? first = tar.ReadEntry();
        ControlContent? control = null;
        if (first is not null && SignatureEntries.IsSignature(first))
        {
            signatures = SignatureEntries.Read(tar, first, input);
        }
        else
        {
            control = ReadControl(tar, first, input);
        }

        if (tar.EndOfArchive)
        {
            string which = control is null ? "signature" : "control";
            throw new ApkException(ApkFault.MalformedTar, $"{input}: the {which} member ends the archive, which goes on behind it.");
        }

        bytes = ImmutableCollectionsMarshal.AsImmutableArray(source.TakeCaptured());
        return control;
    }

    private static ControlContent ReadControl(TarReader tar, TarEntry? first, string input)
    {
        byte[]? info = null;
        HashSet<string> names = new(StringComparer.Ordinal);
        ImmutableArray<string>.Builder scripts = ImmutableArray.CreateBuilder<string>();
        for (TarEntry? entry = first; entry is not null; entry = tar.ReadEntry())
        {
            CheckControlEntry(entry, input);
            if (!names.Add(entry.Path))
            {
                throw Fault(entry, input, "is there twice");
            }

            if (names.Count == 1 && entry.Path != InfoName)
            {
                throw Fault(entry, input, $"comes before {InfoName}");
            }

            if (entry.Path == InfoName)
            {
                info = tar.ReadContentToEnd(Limits.PackageInfoSize);
            }
            else if (ScriptNames.Contains(entry.Path))
            {
                scripts.Add(entry.Path);
            }
        }

        return info is null
            ? throw new ApkException(ApkFault.MalformedTar, $"{input}: the control member is empty.")
            : new ControlContent(info, scripts.ToImmutable());
    }

    private static void CheckControlEntry(TarEntry entry, string input)
    {
        if (entry.TypeFlag != TarTypes.File)
        {
            throw Fault(entry, input, $"is {TarTypes.Describe(entry.TypeFlag)}; only files belong there");
        }

        if (entry.Path.Length < 2 || entry.Path[0] != '.' || entry.Path.Contains('/') || entry.Path == "..")
        {
            throw Fault(entry, input, "has a name that is no dot-file's");
        }

        if (entry.Path == ".INSTALL" || SignatureEntries.IsSignature(entry))
        {
            throw Fault(entry, input, "has no place there");
        }
    }

    private static ApkException Fault(TarEntry entry, string input, string what) =>
        new(ApkFault.ForbiddenEntry, $"{input}: the entry '{TarText.Printable(entry.Path)}' of the control member {what}.");

    private sealed record ControlContent(byte[] Info, ImmutableArray<string> Scripts);
}
