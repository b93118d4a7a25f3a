using System.Globalization;

namespace Wolfi.Containers.Needs;

/// <summary>The table of processor types (<c>e_machine</c>) and the names that people know them by.</summary>
public static class ElfMachines
{
    /// <summary><c>EM_X86_64</c>.</summary>
    public const int X64 = 62;

    /// <summary><c>EM_AARCH64</c>.</summary>
    public const int Arm64 = 183;

    /// <summary>The machine that a package architecture runs on, or null for an architecture that is unknown here.</summary>
    public static int? FromArchitecture(string architecture) => architecture switch
    {
        "x86_64" => X64,
        "aarch64" => Arm64,
        _ => null,
    };

    /// <summary>A name for messages, such as <c>x64</c>.</summary>
    public static string NameOf(int machine) => machine switch
    {
        3 => "x86",
        8 => "mips",
        20 => "ppc",
        21 => "ppc64",
        22 => "s390x",
        40 => "arm",
        X64 => "x64",
        Arm64 => "arm64",
        243 => "riscv64",
        258 => "loongarch64",
        _ => string.Create(CultureInfo.InvariantCulture, $"machine {machine}"),
    };
}
