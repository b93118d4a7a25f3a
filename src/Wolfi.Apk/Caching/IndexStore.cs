using Wolfi.Apk.Indexes;

namespace Wolfi.Apk.Caching;

/// <summary>
/// Keeps parsed indexes, so that the same file is inflated and parsed once only; its signatures are checked at every use all the same.
/// Two derived entries belong to a file: the table, which carries this user's mark, and the text, whose pieces the table vouches for.
/// </summary>
internal sealed class IndexStore(DerivedStore derived) : IDisposable
{
    private const string TableKind = "index-table";
    private const string TextKind = "index-text";

    // Smaller ones are parsed sooner than found.
    private const int SmallestText = 64 << 10;

    private readonly List<Task> _keeping = [];

    /// <summary>The index in a checked file.</summary>
    /// <exception cref="ApkException">The file is damaged.</exception>
    public PackageIndex Read(IndexFile file, CancellationToken cancellationToken)
    {
        if (TryRead(file) is PackageIndex known)
        {
            return known;
        }

        (string description, byte[] text, IndexTable table) = file.Read(cancellationToken);
        if (text.Length >= SmallestText && derived.CanKeep(text.Length))
        {
            Task keeping = Task.Run(() => Keep(file.Sha256, description, text, table), CancellationToken.None);
            lock (_keeping)
            {
                _keeping.Add(keeping);
            }
        }

        return file.ToIndex(description, table);
    }

    /// <summary>Waits until what was parsed is kept.</summary>
    public void Dispose() => Task.WaitAll(_keeping);

    private PackageIndex? TryRead(IndexFile file)
    {
        string name = file.Sha256;
        if (derived.TryReadEntry(TableKind, name) is not byte[] entry || KeptIndex.TryParse(entry, DerivedStore.MarkSize) is not KeptIndex kept || !derived.Has(TextKind, name, kept.TextLength))
        {
            return null;
        }

        KeptTexts texts = new(
            kept,
            (start, part) => derived.TryReadPart(TextKind, name, start, part),
            () =>
            {
                derived.Remove(TextKind, name);
                return file.Inflate(CancellationToken.None).Text;
            });
        return file.ToIndex(kept.Description, kept.ToTable(texts));
    }

    // The table comes last: where it is, the text is whole.
    private void Keep(string name, string description, byte[] text, IndexTable table)
    {
        derived.Write(TextKind, name, text);
        derived.Write(TableKind, name, KeptIndex.Of(description, text, table).ToBytes());
    }
}
