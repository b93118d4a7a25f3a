using System.Text;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Attacks.Tests.Harness;

namespace Wolfi.Attacks.Tests;

/// <summary>Cases B38 to B49 and B51 to B56: what no entry of a package may be. All are refused, none is skipped, and none reaches a path of the host.</summary>
[TestClass]
public sealed class Forbidden_entries
{
    private const string Foo = "0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33"; // SHA-1 of "foo"
    private const int Mode = 0b110_100_100;

    private static readonly Dictionary<string, Attack> Attacks = new()
    {
        ["B38 a path above"] = Named("../x", "WOLFI2023", "'../x'", "begins with a dot"),
        ["B38 a path above, later"] = Named("usr/../../x", "WOLFI2023", "'usr/../../x'", "part '.' or '..'"),
        ["B38 a path that ends above"] = Named("usr/..", "WOLFI2023", "part '.' or '..'"),
        ["B38 an absolute path"] = Named("/x", "WOLFI2023", "'/x'", "absolute name"),
        ["B38 an absolute path with two slashes"] = Named("//x", "WOLFI2023", "absolute name"),
        ["B38 a drive"] = Named("C:\\x", "WOLFI2023", "backslash"),
        ["B38 a drive with a slash"] = Named("C:/x", "WOLFI2023", "drive letter"),
        ["B38 a drive's own folder"] = Named("c:x", "WOLFI2023", "drive letter"),
        ["B38 a share"] = Named("\\\\srv\\x", "WOLFI2023", "backslash"),
        ["B38 a NUL"] = Named("usr/a\0b", "WOLFI2022", "NUL"),
        ["B38 a line break"] = Named("usr/a\nb", "WOLFI2023", "control character"),
        ["B38 an escape"] = Named("usr/\u001b[2J", "WOLFI2023", "control character"),
        ["B38 a delete character"] = Named("usr/\u007f", "WOLFI2023", "control character"),
        ["B38 a C1 control character"] = Named("usr/\u009b", "WOLFI2023", "control character"),
        ["B38 a trailing dot"] = Named("usr/x.", "WOLFI2023", "dot or blank"),
        ["B38 a trailing blank"] = Named("usr/x ", "WOLFI2023", "dot or blank"),
        ["B38 a folder with a trailing blank"] = Named("usr/x /y", "WOLFI2023", "dot or blank"),
        ["B38 a device of Windows"] = Named("usr/CON", "WOLFI2023", "reserved on Windows"),
        ["B38 a device in small letters"] = Named("usr/lpt1", "WOLFI2023", "reserved on Windows"),
        ["B38 a device as folder"] = Named("nul/x", "WOLFI2023", "reserved on Windows"),
        ["B38 an empty part"] = Named("usr//x", "WOLFI2023", "empty part"),
        ["B38 bytes that are not UTF-8"] = Data("WOLFI2022", ["not UTF-8"], RawTar.File("usr/x", header => header[4] = 0xff)),
        ["B38 a path of the host"] = new(world => world.Serve(AttackedWorld.HelloWith(Long(world.Combine("evil")))), "WOLFI2023", "absolute name"),
        ["B38 a path above to a path of the host"] = new(world => world.Serve(AttackedWorld.HelloWith(Long("usr/../../../../../../../.." + world.Combine("evil")))), "WOLFI2023", "part '.' or '..'"),
        ["B39 a dot-file at the top"] = Named(".hidden", "WOLFI2023", "begins with a dot"),
        ["B39 a name with a dot before it"] = Named("./usr/x", "WOLFI2023", "begins with a dot"),
        ["B39 a second .PKGINFO"] = Named(".PKGINFO", "WOLFI2023", "begins with a dot"),
        ["B39 a second signature"] = Named(".SIGN.RSA256.small.rsa.pub", "WOLFI2023", "begins with a dot"),
        ["B40 a file through a link of the same package"] = Data("WOLFI2023", ["'a/passwd'", "written through 'a', which is a symbolic link"], RawTar.Link("a", "/etc"), RawApk.FileWithHash("a/passwd")),
        ["B40 a folder through a link"] = Data("WOLFI2023", ["written through 'a'"], RawTar.Link("a", "usr"), RawTar.Directory("a/b")),
        ["B40 a link through a link"] = Data("WOLFI2023", ["written through 'a'"], RawTar.Link("a", "usr"), RawTar.Link("a/b", "c")),
        ["B40 a file below a file"] = Data("WOLFI2023", ["written through 'a', which is a file"], RawApk.FileWithHash("a"), RawApk.FileWithHash("a/b")),
        ["B40 a link to nothing"] = Data("WOLFI2023", ["has no target"], RawTar.Link("usr/a", "")),
        ["B40 a link to a control character"] = Data("WOLFI2023", ["control character"], RawTar.Link("usr/a", "a\nb")),
        ["B42 a hard link to an absolute path"] = HardLink("/etc/passwd"),
        ["B42 a hard link above"] = HardLink("../../etc/passwd"),
        ["B42 a hard link to a later file"] = HardLink("usr/later"),
        ["B42 a hard link to another package's file"] = HardLink("usr/lib/libc.so.6"),
        ["B42 a hard link to a symbolic link"] = HardLink("usr/link"),
        ["B42 a hard link to a folder"] = HardLink("usr"),
        ["B42 a hard link to itself"] = HardLink("usr/self"),
        ["B42 a hard link to nothing"] = HardLink(""),
        ["B42 a hard link to a file by another name of it"] = HardLink("./usr/hello"),
        ["B42 a hard link with another mode"] = Data("WOLFI2023", ["mode or owner"], RawApk.FileWithHash("usr/hello", mode: 0b111_101_101), RawTar.Link("usr/x", "usr/hello", '1')),
        ["B43 a character device"] = Typed('3', "a character device"),
        ["B43 a block device"] = Typed('4', "a block device"),
        ["B43 a FIFO"] = Typed('6', "a FIFO"),
        ["B43 a socket, as star writes it"] = Typed('s', "of the tar type 's'"),
        ["B44 a file of the old dialect"] = Typed('\0', "a file of the old tar dialect"),
        ["B44 a contiguous file"] = Typed('7', "a contiguous file"),
        ["B44 a sparse file"] = Typed('S', "a GNU sparse file"),
        ["B44 a dump's folder"] = Typed('D', "type 'D'"),
        ["B44 a continued file"] = Typed('M', "type 'M'"),
        ["B44 a volume's name"] = Typed('V', "type 'V'"),
        ["B44 a vendor's type"] = Typed('A', "type 'A'"),
        ["B44 a type beyond ASCII"] = Typed('\u00ff', "type 0xff"),
        ["B45 a length that is too short"] = Pax("9 path=a\n\n", "WOLFI2022", "length"),
        ["B45 a length that is too long"] = Pax("99 path=a\n", "WOLFI2022", "length"),
        ["B45 a negative length"] = Pax("-9 path=a\n", "WOLFI2022", "without a length"),
        ["B45 a length of twenty digits"] = Pax("99999999999999999999 path=a\n", "WOLFI2022", "without a length"),
        ["B45 a negative size"] = Pax("11 size=-1\n", "WOLFI2022", "not a number"),
        ["B45 a size beyond the rest"] = Number(124, "00000077777\0", "WOLFI2022", "is cut off"),
        ["B45 a size beyond the rest in a record"] = Pax("14 size=99999\n", "WOLFI2023", "its size in a pax record"),
        ["B45 a size again"] = Data("WOLFI2023", ["its size in a pax record"], RawApk.FileWithHash("usr/x", "foo", null, Mode, "size=3")),
        ["B45 two paths"] = Data("WOLFI2022", ["'path' twice"], RawTar.Pax("path=usr/x", "path=usr/y"), RawTar.File("a")),
        ["B45 a NUL in the path"] = Pax("11 path=a\0\n", "WOLFI2022", "NUL"),
        ["B45 an empty path"] = Pax("8 path=\n", "WOLFI2022", "empty path"),
        ["B45 a record of a gigabyte"] = Data("WOLFI2013", ["1073741824 bytes"], RawTar.Entry("x", 'x', header => "10000000000"u8.CopyTo(header.AsSpan(124)))),
        ["B45 a header before nothing"] = Data("WOLFI2022", ["that no entry follows"], RawTar.Pax("path=usr/x")),
        ["B45 two headers before one entry"] = Data("WOLFI2022", ["second pax header"], RawTar.Pax("path=usr/x"), RawTar.Pax("path=usr/y"), RawTar.File("a")),
        ["B45 a global header"] = Data("WOLFI2023", ["a global pax header"], RawTar.Entry("g", 'g', content: "10 path=x\n"u8.ToArray())),
        ["B45 a record that readers take differently"] = Data("WOLFI2023", ["'hdrcharset'"], RawApk.FileWithHash("usr/x", "", null, Mode, "hdrcharset=BINARY")),
        ["B46 a long link without a pax record"] = Data("WOLFI2023", ["more than 100 bytes in a GNU long-link entry"], RawTar.Entry("././@LongLink", 'K', content: Encoding.ASCII.GetBytes(new string('t', 101) + "\0")), RawTar.Link("usr/x", "t")),
        ["B47 a size in base 256"] = Number(124, "\u0080\0\0\0\0\0\0\0\0\0\0\u0001", "WOLFI2022", "base 256"),
        ["B47 8 GiB"] = Number(124, "100000000000", "WOLFI2023", "8 GiB or more"),
        ["B47 a number with junk"] = Number(100, "0000a44\0", "WOLFI2022", "not an octal number"),
        ["B47 a negative time"] = Number(136, "-0000000001\0", "WOLFI2022", "not an octal number"),
        ["B47 a negative time in base 256"] = Number(136, "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff", "WOLFI2022", "base 256"),
        ["B47 the year 2262"] = Number(136, "104000000000", "WOLFI2023", "modification time"),
        ["B47 the year 2242"] = Number(136, "077777777777", "WOLFI2023", "modification time"),
        ["B48 a sparse map of GNU"] = Typed('S', "a GNU sparse file"),
        ["B48 a sparse map in pax records"] = Data("WOLFI2023", ["'GNU.sparse.major'"], RawApk.FileWithHash("usr/x", "foo", null, Mode, "GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.realsize=9999999999")),
        ["B49 a file twice"] = Data("WOLFI2023", ["'usr/x'", "is there twice"], RawApk.FileWithHash("usr/x"), RawApk.FileWithHash("usr/x")),
        ["B49 a file, then a folder"] = Data("WOLFI2023", ["is there twice"], RawApk.FileWithHash("usr/x"), RawTar.Directory("usr/x/")),
        ["B49 a folder, then a link"] = Data("WOLFI2023", ["is there twice"], RawTar.Directory("usr/x"), RawTar.Link("usr/x", "/etc")),
        ["B49 a link, then a file"] = Data("WOLFI2023", ["is there twice"], RawTar.Link("usr/x", "/etc/passwd"), RawApk.FileWithHash("usr/x")),
        ["B51 other content than the record says"] = Data("WOLFI2033", ["'usr/x'", $"but its record says {Foo}"], RawTar.Pax($"APK-TOOLS.checksum.SHA1={Foo}"), RawTar.File("usr/x", content: "bar")),
        ["B51 no record"] = Data("WOLFI2033", ["'usr/x'", "has no checksum record"], RawTar.File("usr/x", content: "foo")),
        ["B51 a record that is too short"] = Data("WOLFI2033", ["no SHA-1"], RawTar.Pax($"APK-TOOLS.checksum.SHA1={Foo[1..]}"), RawTar.File("usr/x", content: "foo")),
        ["B51 a record of SHA-256"] = Data("WOLFI2033", ["no SHA-1"], RawTar.Pax($"APK-TOOLS.checksum.SHA1={Foo}{Foo[..24]}"), RawTar.File("usr/x", content: "foo")),
        ["B51 a link's record of something else"] = Data("WOLFI2033", ["'usr/x'"], RawTar.Pax($"APK-TOOLS.checksum.SHA1={RawApk.Sha1("bar")}"), RawTar.Link("usr/x", "foo")),
        ["B52 no folder"] = Named("usr/lib/x", "WOLFI2023", "without an earlier entry for its directory 'usr/lib'"),
        ["B52 a folder that comes later"] = Data("WOLFI2023", ["without an earlier entry"], RawApk.FileWithHash("opt/x"), RawTar.Directory("opt")),
        ["B53 a setuid file"] = Moded("usr/x", "4755", "setuid or setgid (mode 4755)"),
        ["B53 a setgid file"] = Moded("usr/x", "2755", "setuid or setgid"),
        ["B53 a setgid folder"] = Moded("usr/x/", "2755", "setuid or setgid"),
        ["B53 a sticky file"] = Moded("usr/x", "1755", "sticky"),
        ["B53 a file for everybody"] = Moded("usr/x", "666", "writable by everybody (mode 666)"),
        ["B53 a folder for everybody"] = Moded("usr/x/", "777", "writable by everybody"),
        ["B53 a sticky folder for everybody"] = Moded("usr/x/", "1777", "sticky"),
        ["B53 a temporary folder that is not sticky"] = Moded("tmp/", "777", "writable by everybody"),
        ["B54 a capability"] = Attributed("security.capability"),
        ["B54 a label"] = Attributed("security.selinux"),
        ["B54 a trusted attribute"] = Attributed("trusted.overlay.opaque"),
        ["B54 a user's overlay"] = Attributed("user.overlay.opaque"),
        ["B54 Docker's attributes"] = Attributed("com.docker.grpcfuse.ownership"),
        ["B54 an access list"] = Attributed("system.posix_acl_access"),
        ["B54 a capability in the records of bsdtar"] = Data("WOLFI2023", ["'LIBARCHIVE.xattr.security.capability'"], RawApk.FileWithHash("usr/x", "", null, Mode, "LIBARCHIVE.xattr.security.capability=AQ==")),
        ["B55 a whiteout"] = Named("usr/.wh.foo", "WOLFI2023", "whiteout"),
        ["B55 an opaque folder"] = Named("usr/.wh..wh..opq", "WOLFI2023", "whiteout"),
        ["B55 a whiteout's folder"] = Data("WOLFI2023", ["whiteout"], RawTar.Directory("usr/.wh.d"), RawApk.FileWithHash("usr/.wh.d/x")),
        ["B56 the user 4294967295"] = Owned("uid=4294967295", "user number 4294967295"),
        ["B56 the user 2^31"] = Owned("uid=2147483648", "user number 2147483648"),
        ["B56 the group 4294967295"] = Owned("gid=4294967295", "group number 4294967295"),
        ["B56 the user -1"] = Pax("10 uid=-1\n", "WOLFI2022", "not a number"),
    };

    public static IEnumerable<object[]> Rows() => Attacks.Keys.Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public async Task Fail_the_build_and_the_packages_check(string name)
    {
        using AttackedWorld world = new();
        Attack attack = Attacks[name];
        attack.Break(world);
        await world.Fails(attack.Code, [AttackedWorld.Hello, .. attack.Words]);
        world.Verifies(1, attack.Code);
    }

    private static Attack Data(string code, string[] words, params byte[][] entries) => new(world => world.Serve(AttackedWorld.HelloWith(entries)), code, words);

    private static Attack Named(string path, string code, params string[] words) => Data(code, words, RawApk.FileWithHash(path));

    private static byte[] Long(string path) => RawApk.FileWithHash("x", "", null, Mode, $"path={path}");

    private static Attack HardLink(string target) => Data(
        "WOLFI2023",
        ["'usr/self'", $"is a hard link to '{target}', which is no earlier file of the package"],
        RawApk.FileWithHash("usr/hello"), RawTar.Link("usr/link", "hello"), RawTar.Link("usr/self", target, '1'), RawApk.FileWithHash("usr/later"));

    private static Attack Typed(char type, string words) => Data("WOLFI2023", ["'usr/x'", words, "which no package may have"], RawTar.Entry("usr/x", type));

    private static Attack Pax(string text, string code, string words) =>
        Data(code, [words], RawTar.Entry("x", 'x', content: Encoding.Latin1.GetBytes(text)), RawTar.File("usr/x"));

    private static Attack Number(int at, string text, string code, string words) =>
        Data(code, [words], RawApk.FileWithHash("usr/x", "", header => Encoding.Latin1.GetBytes(text).CopyTo(header, at)));

    private static Attack Moded(string path, string mode, string words)
    {
        int bits = Convert.ToInt32(mode, 8);
        return Data("WOLFI2023", [path, words], path.EndsWith('/') ? RawTar.Directory(path, bits) : RawApk.FileWithHash(path, mode: bits));
    }

    private static Attack Attributed(string name) =>
        Data("WOLFI2023", ["'usr/x'", $"the extended attribute '{name}'"], RawApk.FileWithHash("usr/x", "", null, Mode, $"SCHILY.xattr.{name}=1"));

    private static Attack Owned(string record, string words) => Data("WOLFI2023", ["'usr/x'", words], RawApk.FileWithHash("usr/x", "", null, Mode, record));
}
