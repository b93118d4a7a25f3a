using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Archives;

namespace Wolfi.Apk.Tests.Packages;

/// <summary>A package made by hand, member by member, as right or wrong as a test wants it.</summary>
internal sealed class RawApk
{
    public const string Info = "pkgname = hello\npkgver = 1.0-r0\narch = x86_64\nsize = 7\norigin = hello\n";

    /// <summary>The data's tar, with its end.</summary>
    public byte[] Data { get; set; } = Tree(FileWithHash("usr/hello", "content"));

    /// <summary>The text of .PKGINFO; DATAHASH stands for the right one.</summary>
    public string InfoText { get; set; } = Info + "datahash = DATAHASH\n";

    /// <summary>The control member's tar after .PKGINFO, and its end if it is to have one.</summary>
    public byte[] ControlRest { get; set; } = [];

    /// <summary>The control member's tar as a whole, instead of .PKGINFO and the rest.</summary>
    public Func<byte[], byte[]>? ControlTar { get; set; }

    /// <summary>The signature member's tar, given the control member; null for an unsigned package.</summary>
    public Func<byte[], byte[]>? SignatureTar { get; set; }

    /// <summary>Changes the data member as stored, after its hash was taken.</summary>
    public Func<byte[], byte[]> ChangeData { get; set; } = data => data;

    /// <summary>The control member as it was last built.</summary>
    public byte[] Control { get; private set; } = [];

    public byte[] Build()
    {
        byte[] data = Samples.Gzip(Data);
        string text = InfoText.Replace("DATAHASH", Convert.ToHexStringLower(SHA256.HashData(data)), StringComparison.Ordinal);
        byte[] info = RawTar.File(".PKGINFO", content: text);
        Control = Samples.Gzip(ControlTar?.Invoke(info) ?? [.. info, .. ControlRest]);
        byte[] signature = SignatureTar is null ? [] : Samples.Gzip(SignatureTar(Control));
        return [.. signature, .. Control, .. ChangeData(data)];
    }

    public ApkPackage Read() => ApkPackageReader.Read(new MemoryStream(Build()), "hello.apk", default);

    public ApkException Fails(ApkFault fault, string words)
    {
        ApkException e = Assert.ThrowsExactly<ApkException>(Read);
        Assert.AreEqual(fault, e.Fault, e.Message);
        StringAssert.Contains(e.Message, words, StringComparison.Ordinal);
        StringAssert.StartsWith(e.Message, "hello.apk: ", StringComparison.Ordinal);
        Assert.IsFalse(e.Message.Any(char.IsControl), "A message is one line.");
        return e;
    }

    /// <summary>Entries with the directories above them, once each, and the archive's end.</summary>
    public static byte[] Tree(params byte[][] entries)
    {
        MemoryStream tar = new();
        foreach (byte[] entry in (byte[][])[RawTar.Directory("usr"), .. entries, RawTar.Zeros(2)])
        {
            tar.Write(entry);
        }

        return tar.ToArray();
    }

    public static byte[] FileWithHash(string path, string content = "", Action<byte[]>? change = null, int mode = 0b110_100_100, params string[] records) =>
    [
        .. RawTar.Pax([$"{PaxRecord.ApkSha1}={Sha1(content)}", .. records]),
        .. RawTar.File(path, change, content, mode),
    ];

    public static string Sha1(string content) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(content)));

    public static byte[] SignatureEntry(SigningKey key, byte[] signed, SignatureAlgorithm algorithm = SignatureAlgorithm.Rsa256) =>
        RawTar.Entry(string.Create(CultureInfo.InvariantCulture, $".SIGN.{algorithm.EntryName()}.{key.PublicKey.Name}"), '0', content: Sign(key, signed, algorithm));

    // The product makes no SHA-1 signatures; tests need them.
    private static byte[] Sign(SigningKey key, byte[] signed, SignatureAlgorithm algorithm)
    {
        if (algorithm != SignatureAlgorithm.Rsa)
        {
            return key.Sign(signed, algorithm);
        }

        using RSA rsa = RSA.Create();
        rsa.ImportFromPem(key.ExportPem());
        return rsa.SignData(signed, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
    }
}
