using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;

namespace Wolfi.Containers.Inspection;

/// <summary>Reads apk's installed database: a block of <c>letter:value</c> lines for each package, parted by empty lines.</summary>
internal static class InstalledPackages
{
    /// <summary>Where images have it, the merged place first.</summary>
    public static ImmutableArray<string> Paths { get; } = ["usr/lib/apk/db/installed", "lib/apk/db/installed"];

    /// <summary>The packages in order. A block without a name is skipped: other tools write such.</summary>
    public static ImmutableArray<InspectedPackage> Read(ReadOnlySpan<byte> text)
    {
        ImmutableArray<InspectedPackage>.Builder packages = ImmutableArray.CreateBuilder<InspectedPackage>();
        InspectedPackage block = Empty();
        foreach (Range range in text.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = text[range].TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                Add(packages, block);
                block = Empty();
            }
            else if (line.Length > 1 && line[1] == ':')
            {
                block = With(block, line[0], line[2..]);
            }
        }

        Add(packages, block);
        return packages.ToImmutable();
    }

    private static InspectedPackage Empty() => new() { Name = "", Version = "", Architecture = "" };

    private static void Add(ImmutableArray<InspectedPackage>.Builder packages, InspectedPackage block)
    {
        if (block.Name.Length > 0)
        {
            packages.Add(block);
        }
    }

    private static InspectedPackage With(InspectedPackage block, byte letter, ReadOnlySpan<byte> value) => letter switch
    {
        (byte)'P' => block with { Name = Encoding.UTF8.GetString(value) },
        (byte)'V' => block with { Version = Encoding.UTF8.GetString(value) },
        (byte)'A' => block with { Architecture = Encoding.UTF8.GetString(value) },
        (byte)'o' => block with { Origin = Encoding.UTF8.GetString(value) },
        (byte)'D' => block with { Depends = [.. Encoding.UTF8.GetString(value).Split(' ', StringSplitOptions.RemoveEmptyEntries)] },
        (byte)'p' => block with { Provides = [.. Encoding.UTF8.GetString(value).Split(' ', StringSplitOptions.RemoveEmptyEntries)] },
        (byte)'I' => block with { InstalledSize = Utf8Parser.TryParse(value, out long bytes, out _) && bytes >= 0 ? bytes : 0 },
        (byte)'R' => block with { Files = block.Files + 1 },
        (byte)'L' => block with { License = Encoding.UTF8.GetString(value) },
        _ => block,
    };
}
