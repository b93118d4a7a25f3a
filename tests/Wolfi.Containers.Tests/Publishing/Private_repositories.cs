using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;

namespace Wolfi.Containers.Tests.Publishing;

/// <summary>A whole build from a server that wants credentials, by each way to give them. What they are stands nowhere afterwards: A19.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class Private_repositories
{
    private const string Secret = "s3cr3t+pass";

    // Named, since a build without one makes a large one.
    private static readonly string SigningKeyPem = SigningKey.Generate("app.rsa.pub", 2048).ExportPem();

    private static readonly string Basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("jane-doe:" + Secret));

    private readonly SmallWorld _world = new();
    private readonly TemporaryFolder _home = new();

    public TestContext TestContext { get; set; } = null!;

    [TestCleanup]
    public void Remove()
    {
        _world.Dispose();
        _home.Dispose();
    }

    [TestMethod]
    [DataRow("URL")]
    [DataRow("variable")]
    [DataRow("token")]
    [DataRow("HTTP_AUTH")]
    [DataRow("netrc")]
    [DataRow("command")]
    public async Task Serve_index_and_packages_to_whoever_has_the_credentials(string way)
    {
        await using LoopbackServer server = LoopbackServer.Of(_world.Repository, authorization: way == "token" ? "Bearer " + Secret : "Basic " + Basic);
        PublishRequest request = Request(server, way, Secret);
        RecordingObserver observer = new();

        await SmallWorld.PublishAsync(request, observer, TestContext.CancellationToken);

        StringAssert.EndsWith(server.Paths[0], "APKINDEX.tar.gz");
        CollectionAssert.Contains(server.Paths.ToArray(), "/repo/x86_64/glibc-1.0-r0.apk");
        CollectionAssert.AllItemsAreUnique(server.Paths.ToArray());
        Assert.IsEmpty(observer.Warnings);
        AssertNoSecret(observer, request);
    }

    [TestMethod]
    [DataRow("URL")]
    [DataRow("variable")]
    [DataRow("token")]
    [DataRow("HTTP_AUTH")]
    [DataRow("netrc")]
    [DataRow("command")]
    [DataRow("failing command")]
    [DataRow("damaged variable")]
    [DataRow("damaged netrc")]
    public async Task Fail_without_a_word_of_the_credentials(string way)
    {
        await using LoopbackServer server = LoopbackServer.Of(_world.Repository, authorization: "Basic other");
        PublishRequest request = Request(server, way, Secret);
        RecordingObserver observer = new();

        WolfiException e = await Assert.ThrowsExactlyAsync<WolfiException>(() => SmallWorld.PublishAsync(request, observer, TestContext.CancellationToken));

        Assert.AreEqual(way switch { "failing command" => "WOLFI2072", "damaged variable" => "WOLFI2071", _ => "WOLFI2070" }, e.Diagnostic.Code);
        Assert.IsFalse(Directory.Exists(_world.Layout));
        observer.Lines.Add(e.ToString());
        AssertNoSecret(observer, request);
    }

    private PublishRequest Request(LoopbackServer server, string way, string secret)
    {
        PublishRequest request = _world.Request();
        string location = way == "URL" ? server.Url.Replace("//", $"//jane-doe:{Uri.EscapeDataString(secret)}@", StringComparison.Ordinal) : server.Url;
        string variable = HostVariable.NameFor(RepositoryOrigin.Of(new Uri(server.Url)))!;
        return request with
        {
            PackageKey = new PackageKeySource(Write("app.rsa", 0b110_000_000, SigningKeyPem)),
            Repositories = [request.Repositories[0] with { Location = location, AllowHttp = true }],
            Credentials = way switch
            {
                "variable" => new CredentialSources { HostVariables = Variable(variable, $"basic jane-doe:{secret}") },
                "token" => new CredentialSources { HostVariables = Variable(variable, $"bearer {secret}") },
                "damaged variable" => new CredentialSources { HostVariables = Variable(variable, secret) },
                "HTTP_AUTH" => new CredentialSources { HttpAuth = $"basic:{server.Authority}:jane-doe:{secret}" },
                "netrc" => new CredentialSources { NetrcFile = Write("netrc", 0b110_000_000, $"machine 127.0.0.1 login jane-doe password {secret}") },
                "damaged netrc" => new CredentialSources { NetrcFile = Write("netrc", 0b110_000_000, $"machine 127.0.0.1 login jane-doe password x {secret}") },
                "command" => new CredentialSources { Command = Write("helper", 0b111_000_000, $"#!/bin/sh\necho {secret} >&2\necho 'basic jane-doe:{secret}'\n") },
                "failing command" => new CredentialSources { Command = Write("helper", 0b111_000_000, $"#!/bin/sh\necho {secret} >&2\necho {secret}\nexit 1\n") },
                _ => CredentialSources.None,
            },
        };
    }

    private static ImmutableDictionary<string, string> Variable(string name, string value) => ImmutableDictionary<string, string>.Empty.Add(name, value);

    private string Write(string name, int mode, string text)
    {
        string path = _home.Combine(name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)mode);
        }

        return path;
    }

    // Cache, image, app packages, records: everything that the build wrote, compressed or not.
    private void AssertNoSecret(RecordingObserver observer, PublishRequest request)
    {
        string said = string.Join('\n', [.. observer.Lines, .. observer.Details, .. observer.Warnings.Select(warning => warning.ToString()), request.ToString()]);
        AssertNoSecret(said, "what the build said");
        string[] files = Directory.GetFiles(_world.Combine(), "*", SearchOption.AllDirectories);
        Assert.IsNotEmpty(files);
        foreach (string file in files)
        {
            byte[] bytes = File.ReadAllBytes(file);
            AssertNoSecret(Encoding.Latin1.GetString(bytes), file);
            if (bytes is [0x1f, 0x8b, ..])
            {
                using GZipStream inflated = new(new MemoryStream(bytes), CompressionMode.Decompress);
                using StreamReader reader = new(inflated, Encoding.Latin1);
                AssertNoSecret(reader.ReadToEnd(), file);
            }
        }
    }

    private static void AssertNoSecret(string text, string where)
    {
        foreach (string secret in (string[])[Secret, Uri.EscapeDataString(Secret), Basic, "jane-doe"])
        {
            Assert.IsFalse(text.Contains(secret, StringComparison.Ordinal), $"'{secret}' stands in {where}.");
        }
    }
}
