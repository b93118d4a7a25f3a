using System.Collections.Immutable;
using System.Text;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Surroundings;
using Wolfi.Oci.Registries;

namespace Wolfi.Containers.Tests.Credentials;

/// <summary>Where the credentials of registries are looked for, and which source wins. A credential shows here by its source and kind alone; what is sent is shown by the tests of pushing.</summary>
[TestClass]
public sealed class Registry_credentials
{
    private const string Secret = "pl4nted:s3cret";

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];
    private readonly List<Diagnostic> _warnings = [];

    public TestContext TestContext { get; set; } = null!;

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task The_first_source_that_knows_the_registry_counts()
    {
        _environment["HOME"] = _folder.FullPath;
        string old = Write(".dockercfg", $"{{{Entry("https://host.example/v1/")}}}");
        Assert.AreEqual(old, await FoundAsync());
        string podman = Write(".config/containers/auth.json", Auths(Entry("host.example")));
        Assert.AreEqual(podman, await FoundAsync());
        _environment["XDG_RUNTIME_DIR"] = _folder.Combine("run");
        string runtime = Write("run/containers/auth.json", Auths(Entry("host.example")));
        Assert.AreEqual(runtime, await FoundAsync());
        string docker = Write(".docker/config.json", Auths(Entry("host.example")));
        Assert.AreEqual(docker, await FoundAsync());
        _environment["DOCKER_CONFIG"] = _folder.Combine("other");
        Assert.AreEqual(runtime, await FoundAsync());
        string other = Write("other/config.json", Auths(Entry("host.example")));
        Assert.AreEqual(other, await FoundAsync());
        _environment["REGISTRY_AUTH_FILE"] = Write("named.json", Auths(Entry("host.example")));
        Assert.AreEqual(_environment["REGISTRY_AUTH_FILE"], await FoundAsync());
        foreach (string name in new[] { "SDK_CONTAINER_REGISTRY", "DOTNET_CONTAINER_REGISTRY", "DOTNET_CONTAINER_PUSH_REGISTRY" })
        {
            _environment[name + "_UNAME"] = "user";
            _environment[name + "_PWORD"] = Secret;
            Assert.AreEqual(name + "_UNAME", await FoundAsync());
        }

        Assert.AreEqual(_environment["REGISTRY_AUTH_FILE"], await FoundAsync(RegistryUse.Pull), "variables for pushing are not for pulling");
        _environment["DOTNET_CONTAINER_PULL_REGISTRY_UNAME"] = "user";
        _environment["DOTNET_CONTAINER_PULL_REGISTRY_PWORD"] = Secret;
        Assert.AreEqual("DOTNET_CONTAINER_PULL_REGISTRY_UNAME", await FoundAsync(RegistryUse.Pull));
        _environment["WOLFI_REGISTRY_ANONYMOUS"] = "1";
        Assert.IsNull(await FoundAsync());
        Assert.IsEmpty(_warnings);
    }

    [TestMethod]
    [DataRow("host.example", "host.example", true)]
    [DataRow("https://host.example", "host.example", true)]
    [DataRow("http://host.example/v2/", "host.example", true)]
    [DataRow("HOST.example", "host.example", true)]
    [DataRow("host.example:5000", "host.example", false)]
    [DataRow("host.example", "host.example:5000", false)]
    [DataRow("ost.example", "host.example", false)]
    [DataRow("host.example/team", "host.example", true)]
    [DataRow("host.example/team/app", "host.example", true)]
    [DataRow("host.example/tea", "host.example", false)]
    [DataRow("host.example/team/app/more", "host.example", false)]
    [DataRow("https://index.docker.io/v1/", "docker.io", true)]
    [DataRow("docker.io", "docker.io", true)]
    [DataRow("registry-1.docker.io", "docker.io", true)]
    [DataRow("docker.io.example", "docker.io", false)]
    public async Task Keys_name_registries_in_all_their_forms(string key, string registry, bool matches)
    {
        _environment["REGISTRY_AUTH_FILE"] = Write("auth.json", Auths(Entry(key)));
        Assert.AreEqual(matches, await FoundAsync(registry: registry) is not null);
    }

    [TestMethod]
    public async Task The_longest_key_and_every_kind_of_entry_count()
    {
        _environment["REGISTRY_AUTH_FILE"] = Write("auth.json", Auths("\"host.example\":{\"auth\":\"!!!\"}", "\"host.example/team\":{\"identitytoken\":\"t\"}"));
        Assert.AreEqual(RegistryCredentialKind.IdentityToken, (await FindAsync())?.Kind);
        Write("auth.json", Auths("\"host.example\":{\"registrytoken\":\"t\"}"));
        Assert.AreEqual(RegistryCredentialKind.AccessToken, (await FindAsync())?.Kind);
        Write("auth.json", Auths("\"host.example\":{\"username\":\"u\",\"password\":\"p\"}"));
        Assert.AreEqual(RegistryCredentialKind.Password, (await FindAsync())?.Kind);
        Write("auth.json", Auths($"\"host.example\":{{\"auth\":\"{Base64("<token>:t")}\"}}"));
        Assert.AreEqual(RegistryCredentialKind.IdentityToken, (await FindAsync())?.Kind);
        Write("auth.json", Auths($"\"host.example\":{{\"auth\":\"{Base64("u:p\0\0")}\"}}"));
        Assert.AreEqual(RegistryCredentialKind.Password, (await FindAsync())?.Kind);
        Write("auth.json", Auths("\"host.example\":{}", "\"other.example\":7", "\"\":{\"auth\":\"x\"}"));
        Assert.IsNull(await FindAsync());
        Write("auth.json", "\uFEFF{\r\n  \"auths\": { " + Entry("host.example") + " }\r\n}\r\n");
        Assert.IsNotNull(await FindAsync(), "F97: a mark and Windows' line ends");
    }

    [TestMethod]
    [DataRow("DOTNET_CONTAINER_REGISTRY_UNAME=user", "WOLFI6030", DisplayName = "F111 half a pair of variables")]
    [DataRow("DOTNET_CONTAINER_REGISTRY_UNAME=a:b;DOTNET_CONTAINER_REGISTRY_PWORD=pl4nted", "WOLFI6031", DisplayName = "F111 a user name with a colon")]
    [DataRow("REGISTRY_AUTH_FILE=/nowhere/auth.json", "WOLFI6032", DisplayName = "F111 a named file that is not there")]
    [DataRow("{\"auths\":{\"host.example\":{\"auth\":\"pl4nted", "WOLFI6032", DisplayName = "F111 a file that is cut off")]
    [DataRow("[\"pl4nted\"]", "WOLFI6032", DisplayName = "F111 a file that is a list")]
    [DataRow("{\"auths\":{\"host.example\":{\"auth\":\"pl4nted\"}}}", "WOLFI6032", DisplayName = "F111 an entry that is no base64")]
    [DataRow("{\"auths\":{\"host.example\":{\"auth\":\"cGw0bnRlZA==\"}}}", "WOLFI6032", DisplayName = "F111 an entry without a password")]
    [DataRow("{\"auths\":{\"host.example\":{\"auth\":\"\\ud800pl4nted\"}}}", "WOLFI6032", DisplayName = "F111 an entry that is no Unicode")]
    [DataRow("{\"credsStore\":\"nobody-has-this\"}", "WOLFI6033", DisplayName = "F111 a store that is not there")]
    [DataRow("{\"credHelpers\":{\"host.example\":\"../../tmp/x\"}}", "WOLFI6033", DisplayName = "F110 a helper's name with path parts")]
    [DataRow("{\"credHelpers\":{\"host.example\":\"a b\"}}", "WOLFI6033", DisplayName = "F110 a helper's name with a space")]
    [DataRow("{\"credHelpers\":{\"host.example\":\"-x\"}}", "WOLFI6033", DisplayName = "F110 a helper's name that is an option")]
    public async Task What_can_not_be_used_has_its_code(string given, string code)
    {
        if (given.StartsWith('{') || given.StartsWith('['))
        {
            _environment["REGISTRY_AUTH_FILE"] = Write("auth.json", given);
        }
        else
        {
            foreach (string[] pair in given.Split(';').Select(variable => variable.Split('=')))
            {
                _environment[pair[0]] = pair[1];
            }
        }

        _environment["PATH"] = _folder.FullPath;
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => FindAsync());
        Assert.AreEqual(code, failure.Diagnostic.Code, failure.Message);
        Assert.DoesNotContain("pl4nted", failure.ToString());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Files_of_others_are_warned_of_or_refused()
    {
        string file = Write("auth.json", Auths(Entry("host.example")));
        _environment["REGISTRY_AUTH_FILE"] = file;
        SetMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        IRegistryCredentials finder = Open(RegistryUse.Push);
        Assert.IsNotNull(await finder.FindAsync("host.example", "team/app", TestContext.CancellationToken));
        Assert.IsNotNull(await finder.FindAsync("host.example", "team/other", TestContext.CancellationToken));
        Assert.AreEqual("WOLFI6035", _warnings.Single().Code);
        SetMode(file, UnixFileMode.UserRead | UnixFileMode.OtherWrite);
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => FindAsync());
        StringAssert.Contains(failure.Message, "other users may write it");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Helpers_are_asked_by_name_and_before_entries()
    {
        Helper("good", $"read server; case $1:$server in get:host.example) echo '{{\"ServerURL\":\"x\",\"Username\":\"u\",\"Secret\":\"{Secret}\"}}';; *) echo 'credentials not found in native keychain'; exit 1;; esac");
        _environment["REGISTRY_AUTH_FILE"] = Write("auth.json", $"{{\"credHelpers\":{{\"host.example\":\"good\"}},\"credsStore\":\"good\",\"auths\":{{{Entry("host.example")},{Entry("other.example")}}}}}");
        Assert.AreEqual("docker-credential-good", await FoundAsync());
        Assert.AreEqual(_environment["REGISTRY_AUTH_FILE"], await FoundAsync(registry: "other.example"), "a store that does not know it leaves it to the entries");
        Helper("hub", "read server; [ $server = https://index.docker.io/v1/ ] && echo '{\"Username\":\"<token>\",\"Secret\":\"t\"}'");
        Write("auth.json", "{\"credsStore\":\"hub\"}");
        Assert.AreEqual(RegistryCredentialKind.IdentityToken, (await FindAsync(registry: "docker.io"))?.Kind);
        Helper("empty", "echo '{\"Username\":\"\",\"Secret\":\"\"}'");
        Write("auth.json", "{\"credsStore\":\"empty\"}");
        Assert.IsNull(await FindAsync());
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    [DataRow("echo pl4nted", DisplayName = "F110 a helper that prints junk")]
    [DataRow("echo '{\"Username\":\"u\"}'", DisplayName = "F110 a helper that prints half of it")]
    [DataRow("echo '{\"Username\":\"u\",\"Secret\":\"pl4nted\\n\"}'", DisplayName = "F110 a helper that prints a line break")]
    [DataRow("echo pl4nted >&2; exit 3", DisplayName = "F110 a helper that fails and tells the secret")]
    [DataRow("cat /dev/zero", DisplayName = "F110 a helper that never stops printing")]
    public async Task Helpers_that_fail_have_a_code_and_tell_nothing(string script)
    {
        Helper("bad", script);
        _environment["REGISTRY_AUTH_FILE"] = Write("auth.json", "{\"credsStore\":\"bad\"}");
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => FindAsync());
        Assert.AreEqual("WOLFI6033", failure.Diagnostic.Code);
        Assert.DoesNotContain("pl4nted", failure.ToString());
        _environment["WOLFI_REGISTRY_ANONYMOUS"] = "true";
        Assert.IsNull(await FindAsync(), "only when asked for");
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public async Task Case_F110_helpers_that_hang_are_ended()
    {
        Helper("slow", "sleep 600");
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => CredentialHelper.AskAsync(
            "slow", "host.example", "auth.json", _folder.Combine("bin"), TimeSpan.FromMilliseconds(200), TestContext.CancellationToken));
        StringAssert.Contains(failure.Message, "does not answer within");
    }

    [TestMethod]
    public void Their_text_tells_nothing_and_insecure_registries_are_a_list()
    {
        _environment["DOTNET_CONTAINER_REGISTRY_UNAME"] = "user";
        _environment["DOTNET_CONTAINER_REGISTRY_PWORD"] = Secret;
        Assert.DoesNotContain(Secret, RegistrySourcesReader.Read(Variable).ToString());
        Assert.IsEmpty(RegistrySourcesReader.Insecure(Variable));
        _environment["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = " a.example:5000 ;b.example,A.example:5000";
        CollectionAssert.AreEqual(new[] { "a.example:5000", "b.example" }, RegistrySourcesReader.Insecure(Variable).ToArray());
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Entry(string key) => $"\"{key}\":{{\"auth\":\"{Base64("user:" + Secret)}\"}}";

    private static string Auths(params string[] entries) => $"{{\"auths\":{{{string.Join(',', entries)}}}}}";

    private string? Variable(string name) => _environment.GetValueOrDefault(name);

    private string Write(string path, string text)
    {
        string file = _folder.Combine(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        SetMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return file;
    }

    private void Helper(string name, string script)
    {
        _environment["PATH"] = _folder.Combine("bin");
        string file = Write($"bin/docker-credential-{name}", $"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n");
        SetMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    private static void SetMode(string file, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, mode);
        }
    }

    private IRegistryCredentials Open(RegistryUse use) => RegistrySourcesReader.Read(Variable).Open(use, _warnings.Add);

    private async Task<RegistryCredential?> FindAsync(RegistryUse use = RegistryUse.Push, string registry = "host.example") =>
        await Open(use).FindAsync(registry, "team/app", TestContext.CancellationToken);

    private async Task<string?> FoundAsync(RegistryUse use = RegistryUse.Push, string registry = "host.example") => (await FindAsync(use, registry))?.Source;
}
