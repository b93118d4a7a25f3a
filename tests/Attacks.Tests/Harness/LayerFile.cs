using Wolfi.Oci.Layers;

namespace Wolfi.Attacks.Tests.Harness;

/// <summary>An entry of a layer that a test may change.</summary>
internal sealed record LayerFile(LayerEntryKind Kind, int Mode, byte[] Content, int Uid = 0, int Gid = 0, long Time = LayerEntry.ConstantTime, string? Target = null)
{
    public static LayerFile Of(string text, int mode = 0b110_100_100) => new(LayerEntryKind.File, mode, System.Text.Encoding.UTF8.GetBytes(text));

    public LayerEntry ToEntry(string path) => Kind switch
    {
        LayerEntryKind.Directory => LayerEntry.Directory(path, Mode),
        LayerEntryKind.SymbolicLink => LayerEntry.SymbolicLink(path, Target!),
        _ => LayerEntry.File(path, Mode, Content),
    } with { Uid = Uid, Gid = Gid, ModificationTime = Time };
}
