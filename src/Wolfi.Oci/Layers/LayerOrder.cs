namespace Wolfi.Oci.Layers;

/// <summary>Knows what a layer holds so far, and refuses an entry that appliers would take differently or not at all.</summary>
internal sealed class LayerOrder
{
    private const int LargestMode = 0b111_111_111_111;
    private const string Whiteout = ".wh.";

    private readonly Dictionary<string, LayerEntryKind> _seen = new(StringComparer.Ordinal);

    /// <summary>Demands that the entry may come next.</summary>
    /// <exception cref="OciException"><see cref="OciFault.MalformedLayer"/>.</exception>
    public void Demand(LayerEntry entry)
    {
        string? wrong = Wrong(entry);
        if (wrong is not null)
        {
            throw new OciException(OciFault.MalformedLayer, $"Layer entry '{Shown.Text(entry.Path)}' {wrong}.");
        }

        _seen.Add(entry.Path, entry.Kind);
    }

    private static bool IsPath(string path) => path.Length > 0 && path.Split('/').All(part => part is not ("" or "." or "..")) && !path.Any(char.IsControl);

    private string? Wrong(LayerEntry entry)
    {
        if (!IsPath(entry.Path))
        {
            return "is no relative path of plain names";
        }

        int slash = entry.Path.LastIndexOf('/');
        if (entry.Path.AsSpan(slash + 1).StartsWith(Whiteout, StringComparison.Ordinal))
        {
            return "would remove files of the layers below";
        }

        if (slash > 0 && (!_seen.TryGetValue(entry.Path[..slash], out LayerEntryKind parent) || parent != LayerEntryKind.Directory))
        {
            return "comes before its directory";
        }

        if (_seen.ContainsKey(entry.Path))
        {
            return "is there twice";
        }

        if (entry.Mode is < 0 or > LargestMode || entry.Uid < 0 || entry.Gid < 0 || entry.ModificationTime < 0)
        {
            return "has a mode, owner or time outside of what tar can say";
        }

        return entry.Kind switch
        {
            LayerEntryKind.SymbolicLink when string.IsNullOrEmpty(entry.LinkTarget) || entry.LinkTarget.Contains('\0', StringComparison.Ordinal) => "links nowhere",
            LayerEntryKind.HardLink when entry.LinkTarget is null || !_seen.TryGetValue(entry.LinkTarget, out LayerEntryKind kind) || kind != LayerEntryKind.File =>
                $"is a hard link to '{Shown.Text(entry.LinkTarget)}', which is no earlier file of the layer",
            _ => null,
        };
    }
}
