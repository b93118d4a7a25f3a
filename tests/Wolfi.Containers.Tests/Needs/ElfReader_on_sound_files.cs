using System.Globalization;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class ElfReader_on_sound_files
{
    [TestMethod]
    public void All_parts_are_read_when_they_are_there()
    {
        ElfBuilder builder = new()
        {
            Interpreter = "/lib64/ld-linux-x86-64.so.2",
            Needed = ["libm.so.6", "libc.so.6"],
            Soname = "libdemo.so.1",
            RunPath = "$ORIGIN:/opt/lib",
            RPath = "$ORIGIN/../lib",
            Versions = [("libc.so.6", ["GLIBC_2.4", "GLIBC_2.34", "GLIBC_PRIVATE", "GLIBC_ABI_DT_RELR"]), ("libm.so.6", ["GLIBC_2.9"]), ("libstdc++.so.6", ["CXXABI_1.3", "GLIBCXX_3.4.22", "GLIBCXX_3.4"])],
        };

        ElfFile elf = Read(builder.Build());

        Assert.AreEqual(ElfMachines.X64, elf.Machine);
        Assert.IsTrue(elf.Is64Bit && elf.IsLittleEndian);
        Assert.AreEqual(ElfFileType.Shared, elf.Type);
        Assert.AreEqual("/lib64/ld-linux-x86-64.so.2", elf.Interpreter);
        CollectionAssert.AreEqual(new[] { "libm.so.6", "libc.so.6" }, elf.Needed.ToArray());
        Assert.AreEqual("libdemo.so.1", elf.Soname);
        CollectionAssert.AreEqual(new[] { "$ORIGIN", "/opt/lib" }, elf.RunPath.ToArray());
        CollectionAssert.AreEqual(new[] { "$ORIGIN/../lib" }, elf.RPath.ToArray());
        Assert.AreEqual("libc.so.6,libm.so.6,libstdc++.so.6", string.Join(',', elf.Versions.Select(v => v.Library)));
        Assert.AreEqual("CXXABI_1.3,GLIBCXX_3.4.22,GLIBCXX_3.4", string.Join(',', elf.Versions[2].Versions));
        Assert.AreEqual("2.34", elf.HighestGlibc);
        Assert.AreEqual("3.4.22", elf.HighestVersion("GLIBCXX_"));
        Assert.IsNull(elf.HighestVersion("OPENSSL_"));
    }

    [TestMethod]
    [DataRow(2, null, false, true)]
    [DataRow(3, "/lib64/ld-linux-x86-64.so.2", false, true)]
    [DataRow(3, null, true, true)]
    [DataRow(3, null, false, false)]
    [DataRow(1, null, false, false)]
    [DataRow(4, null, false, false)]
    [DataRow(0xfe00, null, false, false)]
    public void A_program_is_told_from_a_library(int type, string? interpreter, bool pie, bool program) =>
        Assert.AreEqual(program, Read(new ElfBuilder { Type = type, Interpreter = interpreter, PositionIndependentProgram = pie }.Build()).IsProgram);

    [TestMethod]
    [DataRow(true, false, 22, "s390x")]
    [DataRow(false, true, 3, "x86")]
    [DataRow(false, false, 20, "ppc")]
    [DataRow(true, true, 183, "arm64")]
    [DataRow(true, true, 62, "x64")]
    [DataRow(true, true, 4711, "machine 4711")]
    public void Class_byte_order_and_machine_are_told_of_every_file(bool is64Bit, bool littleEndian, int machine, string name)
    {
        ElfFile elf = Read(new ElfBuilder { Is64Bit = is64Bit, IsLittleEndian = littleEndian, Machine = machine, Needed = ["libc.so.6"] }.Build());

        Assert.AreEqual((is64Bit, littleEndian, machine), (elf.Is64Bit, elf.IsLittleEndian, elf.Machine));
        Assert.AreEqual(name, ElfMachines.NameOf(elf.Machine));
        Assert.AreEqual(is64Bit && littleEndian ? 1 : 0, elf.Needed.Length);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("\u007fEL")]
    [DataRow("MZ and more than sixty-four bytes of something that is no ELF file at all")]
    public void Other_files_are_not_elf(string content) =>
        Assert.IsInstanceOfType<ElfScan.NotElf>(ElfReader.Read(System.Text.Encoding.UTF8.GetBytes(content)));

    [TestMethod]
    public void A_window_of_memory_is_read_when_it_is_given()
    {
        byte[] elf = new ElfBuilder { Soname = "liba.so" }.Build();
        byte[] padded = [.. new byte[7], .. elf, .. new byte[9]];

        ElfScan scan = ElfReader.Read(padded.AsMemory(7, elf.Length));

        Assert.AreEqual("liba.so", scan.File!.Soname);
    }

    [TestMethod]
    public void A_stream_without_seeking_is_refused() =>
        Assert.ThrowsExactly<ArgumentException>(() => ElfReader.Read(new System.IO.Compression.GZipStream(Stream.Null, System.IO.Compression.CompressionMode.Decompress)));

    [TestMethod]
    public void The_machines_own_libraries_are_read()
    {
        string[] files = [.. new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", Path.GetDirectoryName(typeof(object).Assembly.Location)! }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.so*"))
            .Where(file => new FileInfo(file).Length > 4096)];
        Assert.AreNotEqual(0, files.Length, "no native file at all on this machine");

        int withVersions = 0;
        foreach (string file in files)
        {
            using FileStream stream = new(file, FileMode.Open, FileAccess.Read);
            switch (ElfReader.Read(stream))
            {
                case ElfScan.Readable readable:
                    withVersions += readable.Elf.HighestGlibc is null ? 0 : 1;
                    break;
                case ElfScan.Unscannable unscannable:
                    Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"{file}: {unscannable.Reason}"));
                    break;
                default:
                    break; // linker scripts
            }
        }

        Assert.AreNotEqual(0, withVersions);
    }

    [TestMethod]
    public void The_runtimes_own_library_needs_what_the_reference_lists()
    {
        string coreclr = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "libcoreclr.so");
        using FileStream stream = new(coreclr, FileMode.Open, FileAccess.Read);

        ElfFile elf = ElfReader.Read(stream).File!;

        foreach (string library in new[] { "libgcc_s.so.1", "libpthread.so.0", "librt.so.1", "libdl.so.2", "libstdc++.so.6", "libm.so.6", "libc.so.6" })
        {
            CollectionAssert.Contains(elf.Needed, library);
        }

        Assert.AreEqual("libcoreclr.so", elf.Soname);
    }

    internal static ElfFile Read(byte[] content)
    {
        ElfScan scan = ElfReader.Read(content);
        return scan.File ?? throw new AssertFailedException(scan.ToString());
    }
}
