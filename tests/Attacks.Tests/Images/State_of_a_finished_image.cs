using System.Text;
using System.Text.Json.Nodes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Versions;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Oci.Layers;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Case K155 and whatever else the state layer and its record may be made to say.</summary>
[TestClass]
public sealed class State_of_a_finished_image
{
    private static readonly Dictionary<string, Tampering> Tamperings = new()
    {

        ["a version in the package database"] = new(image => image.Text(Database, text => text.Replace("V:1.0-r0", "V:9.9-r0", StringComparison.Ordinal)), "WOLFI8020", "/usr/lib/apk/db/installed has other content"),
        ["a package more in the database"] = new(image => image.Text(Database, text => text + "P:ghost\nV:1-r0\n\n"), "WOLFI8020", "installed has other content"),
        ["a package less in the database"] = new(image => image.Text(Database, text => text[(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)..]), "WOLFI8020", "installed has other content"),
        ["a database without the app"] = new(image => image.Text(Database, text => text.Replace("P:app\n", "P:apq\n", StringComparison.Ordinal)), "WOLFI8014", "the package database does not have it"),
        ["a file's checksum in the database"] = new(image => image.Text(Database, text => text.Replace("Z:Q1", "Z:Q1A", StringComparison.Ordinal)), "WOLFI8020", "installed has other content"),
        ["a trigger"] = new(image => image.Text("usr/lib/apk/db/triggers", _ => "x /bin\n"), "WOLFI8020", "/usr/lib/apk/db/triggers has other content"),
        ["scripts"] = new(image => image.State(files => files["usr/lib/apk/db/scripts.tar"] = files["usr/lib/apk/db/scripts.tar"] with { Content = [.. new byte[1023], 1] }), "WOLFI8020", "scripts.tar has other content"),
        ["an account in passwd"] = new(image => image.Text("etc/passwd", text => text + "toor:x:0:0::/:/bin/sh\n"), "WOLFI8020", "/etc/passwd has other content"),
        ["a group"] = new(image => image.Text("etc/group", text => text + "wheel:x:10:nonroot\n"), "WOLFI8020", "/etc/group has other content"),
        ["root's password"] = new(image => image.Text("etc/shadow", text => text.Replace("root:*", "root:", StringComparison.Ordinal)), "WOLFI8020", "/etc/shadow has other content"),
        ["a shadow file that everybody reads"] = new(image => image.State(files => files["etc/shadow"] = files["etc/shadow"] with { Mode = 0b110_100_100 }), "WOLFI8020", "/etc/shadow has the mode 0644"),
        ["a home of another user"] = new(image => image.State(files => files["home/nonroot"] = files["home/nonroot"] with { Uid = 0 }), "WOLFI8020", "/home/nonroot has another owner"),
        ["a package in etc/apk/world"] = new(image => image.Text("etc/apk/world", text => text + "zsh\n"), "WOLFI8020", "/etc/apk/world has other content"),
        ["a repository in etc/apk/repositories"] = new(image => image.Text("etc/apk/repositories", text => text + "https://evil.example.test/os\n"), "WOLFI8020", "/etc/apk/repositories has other content"),
        ["another architecture in etc/apk/arch"] = new(image => image.Text("etc/apk/arch", _ => "aarch64\n"), "WOLFI8020", "/etc/apk/arch has other content"),
        ["another key under the key's name"] = new(image => image.Text("etc/apk/keys/small.rsa.pub", _ => SigningKey.Generate("small.rsa.pub", 2048).PublicKey.Pem), "WOLFI8013", "small.rsa.pub"),
        ["a text behind the key"] = new(image => image.Text("etc/apk/keys/small.rsa.pub", text => text + "hidden\n"), "WOLFI8013", "no file that is this key and nothing else"),
        ["a key more in etc/apk/keys"] = new(image => image.State(files => files["etc/apk/keys/evil.rsa.pub"] = LayerFile.Of(SigningKey.Generate("evil.rsa.pub", 2048).PublicKey.Pem)), "WOLFI8020", "nobody accounts for /etc/apk/keys/evil.rsa.pub"),
        ["no key in etc/apk/keys"] = new(image => image.State(files => files.Remove("etc/apk/keys/small.rsa.pub")), "WOLFI8013", "no file that is this key"),
        ["etc/ld.so.preload"] = new(image => image.State(files => files["etc/ld.so.preload"] = LayerFile.Of("/app/evil.so\n")), "WOLFI8020", "nobody accounts for /etc/ld.so.preload"),
        ["etc/ld.so.cache"] = new(image => image.State(files => files["etc/ld.so.cache"] = LayerFile.Of("x")), "WOLFI8020", "nobody accounts for /etc/ld.so.cache"),
        ["another os-release"] = new(image => image.State(files => files["etc/os-release"] = LayerFile.Of("ID=debian\n")), "WOLFI8020", "nobody accounts for /etc/os-release"),
        ["a library"] = new(image => image.State(files => files["usr/lib/libc.so.6"] = LayerFile.Of("x", 0b111_101_101)), "WOLFI8020", "nobody accounts for /usr/lib/libc.so.6"),
        ["a file of the app"] = new(image => image.State(files =>
        {
            files["app"] = new LayerFile(LayerEntryKind.Directory, 0b111_101_101, []);
            files["app/app.dll"] = LayerFile.Of("x");
        }), "WOLFI8020", "nobody accounts for /app"),
        ["a setuid file"] = new(image => image.State(files => files["usr/lib/apk/su"] = LayerFile.Of("x", 0b100_111_101_101)), "WOLFI8020", "nobody accounts for /usr/lib/apk/su"),
        ["a link to the root"] = new(image => image.State(files => files["etc/x"] = new LayerFile(LayerEntryKind.SymbolicLink, 0b111_111_111, [], Target: "/")), "WOLFI8020", "nobody accounts for /etc/x"),
        ["a folder that everybody writes"] = new(image => image.State(files => files["etc"] = files["etc"] with { Mode = 0b111_111_111 }), "WOLFI8020", "/etc has the mode 0777"),
        ["a CA beside the bundle, not in the record"] = new(image => image.State(files =>
        {
            files["etc/ssl"] = files["etc"];
            files["etc/ssl/certs"] = files["etc"];
            files["etc/ssl/certs/ca-certificates.crt"] = LayerFile.Of("x");
        }), "WOLFI8020", "nobody accounts for /etc/ssl"),
        ["a missing lock of the database"] = new(image => image.State(files => files.Remove("usr/lib/apk/db/lock")), "WOLFI8020", "/usr/lib/apk/db/lock is missing"),
        ["an unknown key in the record"] = new(image => image.Recorded(record => record["hidden"] = "x"), "WOLFI8020", "/etc/wolfi-containers.json has other content"),
        ["a blank in the record"] = new(image => image.Text(Record, text => text + " "), "WOLFI8020", "/etc/wolfi-containers.json has other content"),
        ["a key twice in the record"] = new(image => image.Text(Record, text => text.Replace("\"dotnetSdk\"", "\"architecture\": \"x\",\n  \"dotnetSdk\"", StringComparison.Ordinal)), "WOLFI8002", "no such record"),
        ["no record"] = new(image => image.State(files => files.Remove(Record)), "WOLFI8002", "its last layer has no"),
        ["a record of another schema"] = new(image => image.Recorded(record => record["$schema"] = "https://example.test/2"), "WOLFI8002", "schema"),
        ["a record that is none"] = new(image => image.Text(Record, _ => "[]"), "WOLFI8002", "no such record"),
        ["a package in the record's world that is not there"] = new(image => image.Recorded(record => record["world"]!.AsArray().Add("curl")), "WOLFI8003", "not what the record asks for", "curl"),
        ["a package that the record no longer asks for"] = new(image => image.Recorded(record => record["world"] = new JsonArray()), "WOLFI8020", "/etc/apk/world has other content"),
        ["a record without its needs"] = new(image => image.Recorded(record => record["needs"] = new JsonArray()), "WOLFI8003", "nothing needs"),
        ["a package of a repository that the record does not name"] = new(image => image.Recorded(record => record["packages"]![0]!["repository"] = 7), "WOLFI8002", "a repository that it does not name"),
        ["an account in the record alone"] = new(image => image.Recorded(record => record["declared"]!["accounts"]!.AsArray().Add(new JsonObject { ["name"] = "worker", ["uid"] = 1000, ["gid"] = 1000, ["home"] = "/home/worker" })), "WOLFI8033", "account worker"),
        ["a file in the record alone"] = new(image => image.Recorded(record => record["declared"]!["files"]!.AsArray().Add(new JsonObject
        {
            ["target"] = "/etc/x", ["mode"] = "0644", ["uid"] = 0, ["gid"] = 0, ["sha256"] = new string('0', 64), ["replace"] = false,
        })), "WOLFI8020", "nothing of what the record declares as /etc/x"),
        ["a certificate in the record alone"] = new(image => image.Recorded(record => record["declared"]!["certificates"]!.AsArray().Add(new JsonObject { ["name"] = "x.crt", ["sha256"] = new string('0', 64) })), "WOLFI8020", "ca-certificates/x.crt"),
    };

    private static FinishedImage? _image;

    public static IEnumerable<object[]> Rows() => Tamperings.Keys.Select(name => new object[] { name });

    [ClassInitialize]
    public static async Task Make(TestContext context) => _image = await FinishedImage.Make();

    [ClassCleanup]
    public static void Remove() => _image?.Dispose();

    [TestMethod]
    [DynamicData(nameof(Rows))]
    public void Is_refused(string name) => _image!.Refuses(Tamperings[name].Change, Tamperings[name].Code, Tamperings[name].Words);

    private const string Database = "usr/lib/apk/db/installed";

    private const string Record = "etc/wolfi-containers.json";
}
