using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Archives;
using Wolfi.Attacks.Tests.Harness;

namespace Wolfi.Attacks.Tests;

/// <summary>
/// Cases B34 to B37, B60, B61 and J150: the members of a package. The index names each package as it is, and its owner signed it: only what is inside is wrong.
/// </summary>
[TestClass]
public sealed class Damaged_packages
{
    private const string Hash = "0000000000000000000000000000000000000000000000000000000000000000";

    private static readonly Dictionary<string, Attack> Attacks = new()
    {
        ["B34 no datahash"] = Info("", "WOLFI2024", "has no datahash"),
        ["B34 an empty datahash"] = Info("datahash = \n", "WOLFI2024", "has no datahash"),
        ["B34 a datahash of 63 digits"] = Info($"datahash = {Hash[1..]}\n", "WOLFI2024", "datahash"),
        ["B34 a datahash of 128 digits"] = Info($"datahash = {Hash}{Hash}\n", "WOLFI2024", "datahash"),
        ["B34 a datahash of SHA-1"] = Info($"datahash = {Hash[..40]}\n", "WOLFI2024", "datahash"),
        ["B34 a datahash that is no number"] = Info($"datahash = x{Hash[1..]}\n", "WOLFI2024", "datahash"),
        ["B35 two .PKGINFO"] = Control(info => [.. info, .. info], "WOLFI2023", "'.PKGINFO' of the control member is there twice"),
        ["B35 two datahashes"] = Info($"datahash = DATAHASH\ndatahash = {Hash}\n", "WOLFI2024", "has the key datahash a second time"),
        ["B35 two names"] = Info("pkgname = other\ndatahash = DATAHASH\n", "WOLFI2024", "has the key pkgname a second time"),
        ["B35 a .PKGINFO behind a script"] = Control(info => [.. RawTar.File(".post-install"), .. info], "WOLFI2023", "comes before .PKGINFO"),
        ["B36 two members of data"] = Stored(data => [.. data, .. data], "WOLFI2021", "other bytes follow"),
        ["B36 an empty third member"] = Stored(data => [.. data, .. Samples.Gzip([])], "WOLFI2021", ""),
        ["B36 trailing garbage"] = Stored(data => [.. data, .. "garbage"u8], "WOLFI2021", ""),
        ["B36 trailing zeros"] = Stored(data => [.. data, .. new byte[512]], "WOLFI2021", ""),
        ["B36 data cut off"] = Stored(data => data[..^9], "WOLFI2021", ""),
        ["B36 no data"] = Stored(_ => [], "WOLFI2021", "it has no data"),
        ["B36 entries behind the data's end"] = new(world => world.Serve(With(apk => apk.Data = [.. apk.Data, .. RawTar.File("x")])), "WOLFI2022", "goes on after its end-of-archive"),
        ["B37 a control member that ends the archive"] = Control(info => [.. info, .. RawTar.Zeros(2)], "WOLFI2022", "control member ends the archive"),
        ["B37 a control file without a dot"] = Control(info => [.. info, .. RawTar.File("usr")], "WOLFI2023", "'usr' of the control member has a name that is no dot-file's"),
        ["B37 a control file above"] = Control(info => [.. info, .. RawTar.File("../x")], "WOLFI2023", "'../x' of the control member has a name that is no dot-file's"),
        ["B37 a control file below"] = Control(info => [.. info, .. RawTar.File(".x/y")], "WOLFI2023", "'.x/y' of the control member has a name that is no dot-file's"),
        ["B37 a link in the control member"] = Control(info => [.. info, .. RawTar.Link(".post-install", "/bin/sh")], "WOLFI2023", "is a symbolic link"),
        ["B37 a signature in the control member"] = Control(info => [.. info, .. RawTar.File(".SIGN.RSA256.small.rsa.pub")], "WOLFI2023", "has no place there"),
        ["B60 an APK v3 file"] = Foreign("ADBd\0\0\0\0", "is an APK v3 file"),
        ["B60 an APK v3 file without compression"] = Foreign("ADB.\0\0\0\0", "is an APK v3 file"),
        ["B60 a zstd file"] = Foreign("\u0028\u00b5\u002f\u00fd", "is zstd-compressed"),
        ["B60 a zip file"] = Foreign("PK\u0003\u0004", "is a zip file"),
        ["B60 a plain tar file"] = Foreign(Encoding.Latin1.GetString(RawTar.File("usr/hello")), "is a plain tar file"),
        ["B60 a web page"] = Foreign("<!DOCTYPE html><html>", "is an HTML or XML document"),
        ["B60 an empty file"] = Foreign("", "is an empty file"),
        ["B61 a bomb in the data"] = new(world => world.Serve(AttackedWorld.HelloWith(RawApk.FileWithHash("usr/zeros", new string('\0', 20_000_000)))), "WOLFI2013", "more than 250 times its size"),
        ["B61 a bomb in the control member"] = Control(info => [.. info, .. RawTar.File(".post-install", content: new string('\0', 40_000_000))], "WOLFI2013", ""),
        ["B61 a bomb in the signature member"] = new(world => world.Serve(With(apk => apk.SignatureTar = _ => RawTar.Entry(".SIGN.RSA256.small.rsa.pub", '0', content: new byte[20_000_000]))), "WOLFI2013", ""),
        ["B61 a path of 64 kB"] = Entry("path=" + new string('p', 64 * 1024), "WOLFI2013", "a path of more than 4096 bytes"),
        ["B61 a path of a gigabyte, as its header says"] = new(world => world.Serve(AttackedWorld.HelloWith(RawTar.Entry("x", 'x', header => "10000000000"u8.CopyTo(header.AsSpan(124))))), "WOLFI2013", "1073741824 bytes"),
        ["B61 a name of 300 bytes"] = Entry("path=usr/" + new string('p', 300), "WOLFI2023", "a part of more than 255 bytes"),
        ["B61 four thousand folders deep"] = Entry("path=" + string.Join('/', Enumerable.Repeat("d", 2000)), "WOLFI2023", "more than 128 directories deep"),
        ["J150 a million empty members"] = new(world => world.Serve(Repeated(Samples.Gzip([]), 1_000_000), world.Records[^1]), "WOLFI2022", "control member is empty"),
        ["J150 a million empty members as data"] = Stored(_ => Repeated(Samples.Gzip([]), 1_000_000), "WOLFI2021", "other bytes follow"),
        ["J150 a million empty members behind the data"] = Stored(data => [.. data, .. Repeated(Samples.Gzip([]), 1_000_000)], "WOLFI2021", "other bytes follow"),
        ["J150 a million empty blocks in one member"] = Stored(_ => [.. "\u001f"u8, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, .. Repeated([0, 0, 0, 0xff, 0xff], 1_000_000), 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], "WOLFI2022", "has no end-of-archive"),
    };

    public static IEnumerable<object[]> Rows() => Attacks.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public async Task Fail_the_build_and_their_check(string name)
    {
        using AttackedWorld world = new();
        Attack attack = Attacks[name];
        attack.Break(world);
        await world.Fails(attack.Code, [AttackedWorld.Hello, .. attack.Words]);
        world.Verifies(1, attack.Code);
    }

    [TestMethod]
    public async Task B61_Of_a_quarter_million_entries_and_one_fail_the_build()
    {
        using AttackedWorld world = new();
        Stored(_ => Samples.Gzip(Entries(250_001), CompressionLevel.Fastest), "", "").Break(world);
        await world.Fails("WOLFI2013", AttackedWorld.Hello, "more than 250000 entries");
    }

    [TestMethod]
    public async Task J150_Of_stored_blocks_alone_are_sound()
    {
        using AttackedWorld world = new();
        Stored(_ => Samples.Gzip(AttackedWorld.SoundHello().Data, CompressionLevel.NoCompression), "", "").Break(world);
        await world.Publishes();
        world.Verifies(0, "");
    }

    private static RawApk With(Action<RawApk> change)
    {
        RawApk apk = AttackedWorld.SoundHello();
        change(apk);
        return apk;
    }

    private static Attack Info(string rest, string code, params string[] words) => new(world => world.Serve(With(apk => apk.InfoText = RawApk.Info + rest)), code, words);

    private static Attack Control(Func<byte[], byte[]> tar, string code, params string[] words) => new(world => world.Serve(With(apk => apk.ControlTar = tar)), code, words);

    // The data hash is that of what is stored.
    private static Attack Stored(Func<byte[], byte[]> change, string code, params string[] words) => new(
        world => world.Serve(With(apk =>
        {
            byte[] stored = change(Samples.Gzip(apk.Data));
            apk.InfoText = $"{RawApk.Info}datahash = {Convert.ToHexStringLower(SHA256.HashData(stored))}\n";
            apk.ChangeData = _ => stored;
        })),
        code,
        words);

    private static Attack Entry(string record, string code, params string[] words) =>
        new(world => world.Serve(AttackedWorld.HelloWith(RawApk.FileWithHash("x", "", null, 0b110_100_100, record))), code, words);

    private static Attack Foreign(string content, string words)
    {
        byte[] file = Encoding.Latin1.GetBytes(content);
        return new Attack(world => world.Serve(file, world.Records[^1] with { Size = file.Length }), "WOLFI2020", words, "not an APK v2 package");
    }

    private static byte[] Entries(int count)
    {
        byte[] tar = Repeated(RawTar.Directory("d00000"), count);
        for (int i = 0; i < count; i++)
        {
            Span<byte> header = tar.AsSpan(512 * i, 512);
            i.TryFormat(header[1..], out _, "d6", CultureInfo.InvariantCulture);
            TarHeader.WriteOctal(header[TarHeader.Checksum][..7], TarHeader.ComputeChecksum(header));
        }

        return tar;
    }

    private static byte[] Repeated(byte[] bytes, int times)
    {
        byte[] all = new byte[bytes.Length * times];
        for (int i = 0; i < times; i++)
        {
            bytes.CopyTo(all, i * bytes.Length);
        }

        return all;
    }
}
