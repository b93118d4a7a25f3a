using System.Buffers.Binary;
using System.Reflection.PortableExecutable;
using FsCheck;
using FsCheck.Fluent;
using Wolfi.Containers.Needs;

namespace Wolfi.Containers.Tests.Needs;

[TestClass]
public sealed class AssemblyReader_reads
{
    private static readonly HashSet<string> Watched = ["System.TimeZoneInfo"];

    private static readonly byte[] Whole = new AssemblyBuilder
    {
        Name = "demo",
        References = ["Zeta", "Alpha", "Alpha"],
        NativeLibraries = ["libz.so.1", "kernel32.dll", "libz.so.1"],
        Uses = ["System.TimeZoneInfo.FindSystemTimeZoneById", "System.Console.WriteLine"],
    }.Build();

    [TestMethod]
    public void References_native_libraries_and_watched_uses()
    {
        AssemblyFile assembly = Assert.IsInstanceOfType<AssemblyScan.Readable>(Read(Whole)).Assembly;

        Assert.AreEqual("demo", assembly.Name);
        CollectionAssert.AreEqual(new[] { "Alpha", "System.Runtime", "Zeta" }, assembly.References.ToArray());
        CollectionAssert.AreEqual(new[] { "kernel32.dll", "libz.so.1" }, assembly.NativeLibraries.ToArray());
        CollectionAssert.AreEqual(new[] { "System.TimeZoneInfo", "System.TimeZoneInfo.FindSystemTimeZoneById" }, assembly.Uses.ToArray());
    }

    [TestMethod]
    public void The_frameworks_own_assemblies()
    {
        AssemblyFile assembly = Assert.IsInstanceOfType<AssemblyScan.Readable>(Read(File.ReadAllBytes(typeof(System.Security.Cryptography.SHA256).Assembly.Location))).Assembly;

        Assert.AreEqual("System.Security.Cryptography", assembly.Name);
        CollectionAssert.Contains(assembly.NativeLibraries.ToArray(), NeedRules.OpenSslShim);
    }

    [TestMethod]
    public void What_a_facade_hands_on_and_what_is_used_of_it()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        AssemblyFile facade = Assert.IsInstanceOfType<AssemblyScan.Readable>(Read(File.ReadAllBytes(Path.Combine(framework, "netstandard.dll")))).Assembly;
        AssemblyFile user = Assert.IsInstanceOfType<AssemblyScan.Readable>(Read(new AssemblyBuilder { Facade = "netstandard", Uses = ["System.Security.Cryptography.SHA256.Create"] }.Build())).Assembly;

        CollectionAssert.Contains(facade.Forwarded.ToArray(), new ForwardedType("System.Security.Cryptography.SHA256", "System.Security.Cryptography"));
        Assert.AreEqual(new ForwardedType("System.Security.Cryptography.SHA256", "netstandard"), user.Forwarded.Single());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("M")]
    [DataRow("#!/bin/sh")]
    public void Nothing_in_other_files(string content) => Assert.IsInstanceOfType<AssemblyScan.NotManaged>(Read(System.Text.Encoding.ASCII.GetBytes(content)));

    [TestMethod]
    public void D82_a_native_library_of_Windows_holds_no_managed_code()
    {
        byte[] native = [.. Whole];
        PEHeaders headers = new(new MemoryStream(native));
        native.AsSpan(headers.PEHeaderStartOffset + CorDirectoryOffset(headers), 8).Clear();

        Assert.IsInstanceOfType<AssemblyScan.NotManaged>(Read(native));
    }

    [TestMethod]
    public void D82_a_cut_assembly_is_not_scannable()
    {
        int metadata = new PEHeaders(new MemoryStream(Whole)).MetadataStartOffset;
        foreach (int length in new[] { 2, 100, metadata - 1, metadata, metadata + 30 })
        {
            Assert.IsInstanceOfType<AssemblyScan.Unscannable>(Read(Whole[..length]), $"{length}");
        }
    }

    [TestMethod]
    [DataRow(int.MaxValue)]
    [DataRow(AssemblyLimits.MetadataBytes + 1)]
    [DataRow(-1)]
    [DataRow(0)]
    public void D82_metadata_of_impossible_size_is_not_scannable(int size)
    {
        byte[] hostile = [.. Whole];
        PEHeaders headers = new(new MemoryStream(hostile));
        BinaryPrimitives.WriteInt32LittleEndian(hostile.AsSpan(headers.CorHeaderStartOffset + 12), size);

        Assert.IsInstanceOfType<AssemblyScan.Unscannable>(Read(hostile));
    }

    [TestMethod]
    public void D82_a_heap_that_claims_a_gigabyte_is_not_scannable()
    {
        byte[] hostile = [.. Whole];
        int heap = hostile.AsSpan().IndexOf("#US\0"u8);
        BinaryPrimitives.WriteInt32LittleEndian(hostile.AsSpan(heap - 4), 1 << 30);

        Assert.IsInstanceOfType<AssemblyScan.Unscannable>(Read(hostile));
    }

    [TestMethod]
    public void D82_more_native_libraries_than_anybody_calls_are_not_scannable() =>
        StringAssert.Contains(
            Assert.IsInstanceOfType<AssemblyScan.Unscannable>(Read(new AssemblyBuilder { NativeLibraries = [.. Enumerable.Range(0, AssemblyLimits.NativeLibraries + 1).Select(i => $"lib{i}")] }.Build())).Reason,
            $"{AssemblyLimits.NativeLibraries + 1} native libraries");

    [TestMethod]
    public void D82_whatever_a_file_holds_there_is_an_answer() =>
        Prop.ForAll(
            Gen.Zip(Gen.Choose(2, Whole.Length - 1), Gen.Choose(0, 255)).ListOf().ToArbitrary(),
            changes =>
            {
                byte[] hostile = [.. Whole];
                foreach ((int at, int value) in changes)
                {
                    hostile[at] = (byte)value;
                }

                return Read(hostile) is not null;
            }).QuickCheckThrowOnFailure();

    private static int CorDirectoryOffset(PEHeaders headers) => (headers.PEHeader!.Magic == PEMagic.PE32 ? 96 : 112) + (14 * 8);

    private static AssemblyScan Read(byte[] content) => AssemblyReader.Read(new MemoryStream(content), Watched, NeedRules.Facades);
}
