namespace Wolfi.Archives;

/// <summary>Type flags of tar headers (POSIX.1-2017 pax, and GNU's additions).</summary>
internal static class TarTypes
{
    public const byte OldFile = 0;
    public const byte File = (byte)'0';
    public const byte HardLink = (byte)'1';
    public const byte SymbolicLink = (byte)'2';
    public const byte CharacterDevice = (byte)'3';
    public const byte BlockDevice = (byte)'4';
    public const byte Directory = (byte)'5';
    public const byte Fifo = (byte)'6';
    public const byte Contiguous = (byte)'7';
    public const byte GlobalExtended = (byte)'g';
    public const byte Extended = (byte)'x';
    public const byte GnuLongName = (byte)'L';
    public const byte GnuLongLink = (byte)'K';

    /// <summary>Whether an entry of that type never has content.</summary>
    public static bool HasNoContent(byte type) => type is >= HardLink and <= Fifo;

    /// <summary>The type as a person would name it.</summary>
    public static string Describe(byte type) => type switch
    {
        OldFile => "a file of the old tar dialect",
        File => "a file",
        HardLink => "a hard link",
        SymbolicLink => "a symbolic link",
        CharacterDevice => "a character device",
        BlockDevice => "a block device",
        Directory => "a directory",
        Fifo => "a FIFO",
        Contiguous => "a contiguous file",
        GlobalExtended => "a global pax header",
        (byte)'S' => "a GNU sparse file",
        > 0x20 and < 0x7f => $"of the tar type '{(char)type}'",
        _ => $"of the tar type 0x{type:x2}",
    };
}
