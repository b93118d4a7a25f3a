namespace Wolfi.Containers.Needs;

/// <summary>The answer of <see cref="ElfReader"/>: one of three cases.</summary>
public abstract record ElfScan
{
    private ElfScan()
    {
    }

    /// <summary>The file's ELF description, or null in the other two cases.</summary>
    public ElfFile? File => (this as Readable)?.Elf;

    /// <summary>The file does not begin as an ELF file does.</summary>
    public sealed record NotElf : ElfScan;

    /// <summary>An ELF file that was read.</summary>
    /// <param name="Elf">What it says.</param>
    public sealed record Readable(ElfFile Elf) : ElfScan;

    /// <summary>A file that begins as ELF and is truncated, damaged or hostile.</summary>
    /// <param name="Reason">What is wrong, as the end of the sentence "not scannable, because …".</param>
    public sealed record Unscannable(string Reason) : ElfScan;
}
