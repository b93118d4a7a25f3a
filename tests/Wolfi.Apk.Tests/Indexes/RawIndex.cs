using System.Text;
using Wolfi.Apk.Indexes;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Tests.Packages;

namespace Wolfi.Apk.Tests.Indexes;

/// <summary>An index made by hand, as right or wrong as a test wants it.</summary>
internal sealed class RawIndex
{
    public const string Checksum = "Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    public const string Block = $"C:{Checksum}\nP:hello\nV:1.0-r0\nA:x86_64\nS:100\nI:200\nT:A greeting\nL:MIT\no:hello\nt:1700000000\nD:so:libc.so.6\np:cmd:hello=1.0-r0\n\n";

    public string Text { get; set; } = Block;

    /// <summary>The index member's tar; made of the text when null.</summary>
    public byte[]? Tar { get; set; }

    /// <summary>The signature member's tar, given the index member; null for an unsigned index.</summary>
    public Func<byte[], byte[]>? SignatureTar { get; set; } = signed => RawApk.SignatureEntry(TestKeys.Team, signed);

    /// <summary>Changes the index member after it was signed.</summary>
    public Func<byte[], byte[]> ChangeIndex { get; set; } = index => index;

    public byte[] Build()
    {
        byte[] index = Samples.Gzip(Tar ?? [.. RawTar.File("DESCRIPTION", content: "a test"), .. RawTar.File("APKINDEX", content: Text), .. RawTar.Zeros(2)]);
        byte[] signature = SignatureTar is null ? [] : Samples.Gzip(SignatureTar(index));
        return [.. signature, .. ChangeIndex(index)];
    }

    public PackageIndex Read(Keyring? keys = null, SignatureAlgorithm minimum = SignatureAlgorithm.Rsa256, bool allowUnsigned = false) =>
        Read(Build(), keys, minimum, allowUnsigned);

    public static PackageIndex Read(byte[] bytes, Keyring? keys = null, SignatureAlgorithm minimum = SignatureAlgorithm.Rsa256, bool allowUnsigned = false) =>
        IndexReader.Read(new MemoryStream(bytes), "https://example.org/x86_64/APKINDEX.tar.gz", keys ?? TestKeys.TeamRing, minimum, allowUnsigned, default);

    public void Fails(ApkFault fault, string words, Keyring? keys = null) => Fails(fault, words, () => Read(keys));

    public static void Fails(ApkFault fault, string words, Action action)
    {
        ApkException e = Assert.ThrowsExactly<ApkException>(action);
        Assert.AreEqual(fault, e.Fault, e.Message);
        StringAssert.Contains(e.Message, words, StringComparison.Ordinal);
        Assert.IsFalse(e.Message.Any(char.IsControl), "A message is one line.");
    }

    public static PackageIndex Parse(string text) => IndexReader.ParseText(Encoding.UTF8.GetBytes(text), "APKINDEX");
}
