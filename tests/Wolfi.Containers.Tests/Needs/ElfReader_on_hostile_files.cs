using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

/// <summary>Cases D76 to D79 of the attack list, and files that nobody thought of.</summary>
[TestClass]
public sealed class ElfReader_on_hostile_files
{
    private static readonly Dictionary<string, Action<byte[], IReadOnlyDictionary<string, int>>> Damages = new(StringComparer.Ordinal)
    {
        ["program headers beyond the end"] = (f, _) => Put64(f, 32, 1 << 30),
        ["program headers at 2^64-1"] = (f, _) => Put64(f, 32, -1),
        ["65535 program headers"] = (f, _) => Put16(f, 56, -1),
        ["program headers of another size"] = (f, _) => Put16(f, 54, 32),
        ["load segment beyond the end"] = (f, _) => Put64(f, 64 + 32, long.MaxValue),
        ["load segment whose address wraps"] = (f, _) => Put64(f, 64 + 16, -16),
        ["overlapping load segments"] = (f, _) => Put32(f, 64 + 56, 1),
        ["two dynamic segments"] = (f, _) => Put32(f, 64 + 112, 2),
        ["interpreter beyond the end"] = (f, _) => Put64(f, 64 + 112 + 32, 1 << 20),
        ["interpreter without end"] = (f, o) => f.AsSpan(o["interpreter"], o["strings"] - o["interpreter"]).Fill((byte)'a'),
        ["interpreter with a line break"] = (f, o) => f[o["interpreter"] + 2] = (byte)'\n',
        ["dynamic segment without end"] = (f, o) => Put64(f, o["DT_NULL"], 7),
        ["no string table"] = (f, o) => Put64(f, o["DT_STRTAB"], 7),
        ["no string table size"] = (f, o) => Put64(f, o["DT_STRSZ"], 7),
        ["two string tables"] = (f, o) => Put64(f, o["DT_STRSZ"], 5),
        ["string table outside the segments"] = (f, o) => Put64(f, o["DT_STRTAB"] + 8, 1L << 40),
        ["string table beyond its segment"] = (f, o) => Put64(f, o["DT_STRSZ"] + 8, 1L << 40),
        ["name outside the string table"] = (f, o) => Put64(f, o["DT_NEEDED"] + 8, 1 << 20),
        ["soname at 2^64-1"] = (f, o) => Put64(f, o["DT_SONAME"] + 8, -1),
        ["needed name empty"] = (f, o) => Put64(f, o["DT_NEEDED"] + 8, 0),
        ["string without end"] = (f, o) => f.AsSpan(o["strings"] + 1, o["versions"] - o["strings"] - 1).Fill((byte)'a'),
        ["name that is not UTF-8"] = (f, o) => f[o["strings"] + 1] = 0xff,
        ["version table outside the segments"] = (f, o) => Put64(f, o["DT_VERNEED"] + 8, 1L << 40),
        ["version table of 2^40 entries"] = (f, o) => Put64(f, o["DT_VERNEEDNUM"] + 8, 1L << 40),
        ["version entry beyond the end"] = (f, o) => Put32(f, o["versions"] + 8, int.MaxValue),
        ["version names beyond the end"] = (f, o) => { Put16(f, o["versions"] + 2, -1); Put32(f, o["versions"] + 16 + 12, 1 << 30); },
        ["unknown class"] = (f, _) => f[4] = 3,
        ["unknown byte order"] = (f, _) => f[5] = 0,
    };

    public static IEnumerable<object[]> DamageNames => Damages.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(DamageNames))]
    public void D76_a_damaged_file_is_not_scannable(string name)
    {
        ElfBuilder builder = Whole();
        byte[] file = builder.Build();
        Damages[name](file, builder.Offsets);

        ElfScan scan = ElfReader.Read(file);

        Assert.IsInstanceOfType<ElfScan.Unscannable>(scan, scan.ToString());
        Assert.AreNotEqual("", ((ElfScan.Unscannable)scan).Reason);
    }

    [TestMethod]
    public void D76_a_file_cut_off_anywhere_is_never_an_exception_and_never_whole()
    {
        byte[] file = Whole().Build();
        for (int length = 4; length < file.Length; length++)
        {
            Assert.IsInstanceOfType<ElfScan.Unscannable>(ElfReader.Read(file.AsMemory(0, length)), $"cut at {length}");
        }
    }

    [TestMethod]
    public void D76_section_headers_are_not_believed()
    {
        byte[] file = Whole().Build();
        Put64(file, 40, long.MaxValue); // e_shoff
        Put16(file, 60, 0);             // e_shnum
        Assert.IsInstanceOfType<ElfScan.Readable>(ElfReader.Read(file));
    }

    [TestMethod]
    public void D76_a_version_table_that_names_itself_ends()
    {
        ElfBuilder builder = Whole();
        byte[] file = builder.Build();
        Put64(file, builder.Offsets["DT_VERNEEDNUM"] + 8, 1000);
        Put32(file, builder.Offsets["versions"] + 12, 1);

        Assert.IsInstanceOfType<ElfScan.Unscannable>(ElfReader.Read(file));
    }

    [TestMethod]
    public void D76_bounds_hold_when_a_sound_file_is_too_rich()
    {
        byte[] manyLibraries = new ElfBuilder { Needed = [.. Enumerable.Repeat("liba.so", ElfLimits.NeededLibraries + 2)] }.Build();
        byte[] longName = new ElfBuilder { Soname = new string('a', ElfLimits.NameBytes + 1) }.Build();
        byte[] longPath = new ElfBuilder { RunPath = new string('a', ElfLimits.SearchPathBytes + 1) }.Build();
        byte[] manyVersions = new ElfBuilder { Versions = [("libc.so.6", [.. Enumerable.Repeat("V", ElfLimits.SymbolVersions + 1)])] }.Build();
        byte[] justRight = new ElfBuilder { Soname = new string('a', ElfLimits.NameBytes), RunPath = new string('a', ElfLimits.SearchPathBytes) }.Build();

        foreach (byte[] file in new[] { manyLibraries, longName, longPath, manyVersions })
        {
            Assert.IsInstanceOfType<ElfScan.Unscannable>(ElfReader.Read(file));
        }

        Assert.IsInstanceOfType<ElfScan.Readable>(ElfReader.Read(justRight));
    }

    [TestMethod]
    public void D79_names_with_slashes_are_told_as_they_are()
    {
        ElfFile elf = ElfReader_on_sound_files.Read(new ElfBuilder { Needed = ["../../evil.so", "/tmp/evil.so"], RunPath = "/tmp" }.Build());

        CollectionAssert.AreEqual(new[] { "../../evil.so", "/tmp/evil.so" }, elf.Needed.ToArray());
        CollectionAssert.AreEqual(new[] { "/tmp" }, elf.RunPath.ToArray());
    }

    [TestMethod]
    public void Mutated_files_always_give_an_answer_in_bounded_memory()
    {
        byte[] whole = Whole().Build();
        Gen<(int Place, byte Value)[]> mutations = Gen.Choose(0, whole.Length - 1).SelectMany(place => Gen.Choose(0, 255).Select(value => (place, (byte)value))).ArrayOf();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(3000),
            Prop.ForAll(mutations.ToArbitrary(), changes =>
            {
                byte[] file = [.. whole];
                foreach ((int place, byte value) in changes)
                {
                    file[place] = value;
                }

                long before = GC.GetAllocatedBytesForCurrentThread();
                ElfScan scan = ElfReader.Read(file);
                return scan is not null && GC.GetAllocatedBytesForCurrentThread() - before < 4 << 20;
            }));
    }

    private static ElfBuilder Whole() => new()
    {
        Interpreter = "/lib64/ld-linux-x86-64.so.2",
        Needed = ["libm.so.6", "libc.so.6"],
        Soname = "libdemo.so.1",
        RunPath = "$ORIGIN",
        Versions = [("libc.so.6", ["GLIBC_2.4", "GLIBC_2.34"]), ("libm.so.6", ["GLIBC_2.9"])],
    };

    private static void Put16(byte[] file, int at, int value) => BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), unchecked((short)value));

    private static void Put32(byte[] file, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);

    private static void Put64(byte[] file, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(at), value);
}
