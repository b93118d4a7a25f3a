using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Archives;

namespace Wolfi.Apk.Indexes;

/// <summary>A stored index whose signatures were checked. What they cover has not been looked at yet.</summary>
internal sealed class IndexFile
{
    private static readonly TarLimits Entries = new(Limits.Signatures + 1);
    private static readonly InflateLimits Inflation = new(Limits.IndexContentSize);

    // Smaller ones are parsed sooner than a thread begins.
    private const int SmallestForTwo = 128 << 10;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly int _signed;
    private readonly ImmutableArray<string> _verifiedBy;

    /// <summary>Takes a checked file.</summary>
    /// <param name="file">All its bytes.</param>
    /// <param name="signed">Where the bytes that signatures cover begin.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <param name="verifiedBy">Names of the keys whose signatures verified.</param>
    public IndexFile(ReadOnlyMemory<byte> file, int signed, string name, ImmutableArray<string> verifiedBy)
    {
        _file = file;
        _signed = signed;
        _verifiedBy = verifiedBy;
        Name = name;
        Sha256 = Hex.Lower(SHA256.HashData(file.Span));
    }

    /// <summary>What to call it in messages.</summary>
    public string Name { get; }

    /// <summary>SHA-256 of the file in lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Inflates and parses the file.</summary>
    /// <exception cref="ApkException">It is damaged; the message names the line where there is one.</exception>
    public PackageIndex Parse(CancellationToken cancellationToken)
    {
        (string description, _, IndexTable table) = Read(cancellationToken);
        return ToIndex(description, table);
    }

    /// <summary>The index in the file, however its records were found.</summary>
    public PackageIndex ToIndex(string description, IndexTable table) => new()
    {
        Description = description,
        Records = IndexRecordList.Of(table),
        Sha256 = Sha256,
        Stored = _file,
        VerifiedBy = _verifiedBy,
    };

    /// <summary>Inflates and parses the file: a large one at the same time.</summary>
    /// <exception cref="ApkException">It is damaged; the message names the line where there is one.</exception>
    public (string Description, byte[] Text, IndexTable Table) Read(CancellationToken cancellationToken)
    {
        if (_file.Length < SmallestForTwo)
        {
            (string about, byte[] whole) = Inflate(cancellationToken);
            return (about, whole, IndexTextParser.Parse(whole, Name));
        }

        GrowingText growing = new();
        Task<IndexTable?> parsing = Task.Factory.StartNew(() => IndexTextParser.Parse(growing, Name), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        string description;
        byte[] text;
        try
        {
            // Whatever the parser says meanwhile, what is wrong with the file comes first, then what is wrong with bytes, then what is wrong with lines.
            (description, text) = Inflate(cancellationToken, growing.Grow);
            growing.End(text);
            IndexTextParser.CheckBytes(text, Name);
        }
        catch
        {
            growing.End(text: null);
            ((IAsyncResult)parsing).AsyncWaitHandle.WaitOne();
            throw;
        }

        return (description, text, parsing.GetAwaiter().GetResult()!);
    }

    /// <summary>Inflates the description and the text of the records.</summary>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <param name="grew">Hears of each piece of the text: its place, and how many of its bytes are there.</param>
    /// <exception cref="ApkException">The file is damaged.</exception>
    public (string Description, byte[] Text) Inflate(CancellationToken cancellationToken, Action<byte[], int>? grew = null)
    {
        try
        {
            return ReadEntries(grew, cancellationToken);
        }
        catch (ArchiveException e)
        {
            throw e.ToApkException(Name);
        }
    }

    private (string Description, byte[] Text) ReadEntries(Action<byte[], int>? grew, CancellationToken cancellationToken)
    {
        using MemoryStream stream = Open(_file);
        stream.Position = _signed;
        using GzipMemberReader member = new(new MemberSource(stream, _signed), _file.Length, Inflation);
        TarReader tar = new(member, Entries);
        byte[]? index = null;
        byte[]? about = null;
        while (tar.ReadEntry() is TarEntry entry)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ref byte[]? place = ref index;
            if (entry.Path == "DESCRIPTION")
            {
                place = ref about;
            }
            else if (entry.Path != "APKINDEX")
            {
                throw Forbidden(entry, "has no place there");
            }

            if (entry.TypeFlag != TarTypes.File)
            {
                throw Forbidden(entry, $"is {TarTypes.Describe(entry.TypeFlag)}");
            }

            // A header may claim any size; no more is reserved than the stored bytes can hold.
            long possible = Math.Min(Inflation.RatioFloor + ((long)(_file.Length - _signed) * Inflation.Ratio), Limits.IndexContentSize);
            place = place is null ? tar.ReadContentToEnd((int)possible, entry.Path == "APKINDEX" ? grew : null) : throw Forbidden(entry, "is there twice");
        }

        if (!tar.EndOfArchive)
        {
            throw new ApkException(ApkFault.MalformedTar, $"{Name}: the index has no end-of-archive.");
        }

        return index is null
            ? throw new ApkException(ApkFault.MalformedIndex, $"{Name}: has no APKINDEX entry.")
            : (Encoding.UTF8.GetString(about ?? []), index);
    }

    /// <summary>A stream over a file in memory.</summary>
    internal static MemoryStream Open(ReadOnlyMemory<byte> file) =>
        MemoryMarshal.TryGetArray(file, out ArraySegment<byte> bytes)
            ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : throw new InvalidOperationException("The file is held in an array.");

    private ApkException Forbidden(TarEntry entry, string what) =>
        new(ApkFault.ForbiddenEntry, $"{Name}: the entry '{TarText.Printable(entry.Path)}' of the index {what}.");
}
