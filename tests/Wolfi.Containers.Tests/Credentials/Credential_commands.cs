using Wolfi.Apk.Repositories;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests.Credentials;

/// <summary>Programs that are asked for credentials.</summary>
[TestClass]
[OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
public sealed class Credential_commands
{
    private readonly TemporaryFolder _folder = new();

    public TestContext TestContext { get; set; } = null!;

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    [DataRow("https://host.example/os", "echo \"basic $1:$#\"", "basic host.example:1")]
    [DataRow("https://host.example:8443/os", "echo \"basic x:$1\"", "basic x:host.example:8443")]
    [DataRow("https://[::1]:8443/os", "echo \"basic x:$1\"", "basic x:[::1]:8443")]
    [DataRow("https://host.example/os", "printf 'bearer abc'", "Bearer abc")]
    [DataRow("https://host.example/os", "cat; echo bearer abc", "Bearer abc", DisplayName = "It has no input")]
    [DataRow("https://host.example/os", "", null, DisplayName = "It knows nothing")]
    [DataRow("https://host.example/os", "echo", null, DisplayName = "It knows nothing and says so in a line")]
    public async Task Its_one_argument_is_the_host_and_its_one_line_the_credential(string url, string script, string? expected) =>
        Assert.AreEqual(expected, (await SendAsync(url, script)).Authorization);

    [TestMethod]
    [DataRow("echo s3cr3t >&2; exit 3", "exit code 3")]
    [DataRow("echo s3cr3t", "prints something else")]
    [DataRow("echo basic user:s3cr3t; echo more", "prints something else")]
    [DataRow("yes s3cr3t", "exit code")]
    public async Task Its_failure_is_told_without_its_words(string script, string why)
    {
        WolfiException e = await Assert.ThrowsExactlyAsync<WolfiException>(() => SendAsync("https://host.example/os", script));

        Assert.AreEqual(CredentialErrors.CommandFailed.Code, e.Diagnostic.Code);
        StringAssert.Contains(e.Diagnostic.Message, why);
        Assert.DoesNotContain("s3cr3t", e.ToString());
    }

    [TestMethod]
    public async Task Errors_without_end_fill_no_memory()
    {
        Sent sent = await SendAsync("https://host.example/os", "head -c 50000000 /dev/zero >&2; echo bearer abc");

        Assert.AreEqual("Bearer abc", sent.Authorization);
    }

    [TestMethod]
    [Timeout(60_000)]
    public async Task A_stopped_build_stops_it()
    {
        string started = _folder.Combine("started");
        using CancellationTokenSource stop = new();
        CredentialSources sources = new() { Command = Write($"echo $$ > {started}.new; mv {started}.new {started}; sleep 600") };
        Task<RepositoryCredential?> search = sources.Open(_ => { }).FindAsync(RepositoryOrigin.Of(new Uri("https://host.example/os")), stop.Token).AsTask();
        while (!File.Exists(started))
        {
            await Task.Delay(10, TestContext.CancellationToken);
        }

        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => search);
        int id = int.Parse(await File.ReadAllTextAsync(started, TestContext.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
        while (Directory.Exists($"/proc/{id}"))
        {
            await Task.Delay(10, TestContext.CancellationToken);
        }
    }

    [TestMethod]
    public async Task It_is_run_once_for_each_server()
    {
        string log = _folder.Combine("log");
        CredentialSources sources = new() { Command = Write($"echo $1 >> {log}; echo bearer abc") };
        IRepositoryCredentials credentials = sources.Open(_ => { });
        foreach (string url in (string[])["https://one.example/a", "https://one.example/b", "https://two.example/"])
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
                credentials.FindAsync(RepositoryOrigin.Of(new Uri(url)), TestContext.CancellationToken).AsTask()));
        }

        CollectionAssert.AreEqual(new[] { "one.example", "two.example" }, await File.ReadAllLinesAsync(log, TestContext.CancellationToken));
    }

    [TestMethod]
    public async Task A_bare_name_is_looked_for_on_the_search_path_alone()
    {
        string folder = Path.GetDirectoryName(Write("echo bearer abc"))!;

        Assert.AreEqual("Bearer abc", (await SendAsync(new CredentialSources { Command = "helper", SearchPath = $"relative:{folder}" })).Authorization);
        foreach (CredentialSources nowhere in (CredentialSources[])
            [
                new() { Command = "helper", SearchPath = "/nowhere" },
                new() { Command = "helper" },
                new() { Command = "./helper", SearchPath = folder },
                new() { Command = Path.Combine(folder, "missing") },
            ])
        {
            WolfiException e = await Assert.ThrowsExactlyAsync<WolfiException>(() => SendAsync(nowhere));
            StringAssert.Contains(e.Diagnostic.Message, "no such program");
        }
    }

    [TestMethod]
    public async Task A_file_that_is_no_program_can_not_be_started()
    {
        string file = _folder.Combine("text");
        await File.WriteAllTextAsync(file, "text", TestContext.CancellationToken);

        WolfiException e = await Assert.ThrowsExactlyAsync<WolfiException>(() => SendAsync(new CredentialSources { Command = file }));

        StringAssert.Contains(e.Diagnostic.Message, "can't be started");
    }

    [TestMethod]
    public async Task A_host_that_looks_like_an_option_is_not_asked_for()
    {
        string ran = _folder.Combine("ran");

        Assert.IsNull((await SendAsync("https://-rf/os", $"touch {ran}")).Authorization);
        Assert.IsFalse(File.Exists(ran));
    }

    private Task<Sent> SendAsync(string url, string script) => Sent.ToAsync(url, new CredentialSources { Command = Write(script) }, TestContext.CancellationToken);

    private Task<Sent> SendAsync(CredentialSources sources) => Sent.ToAsync("https://host.example/os", sources, TestContext.CancellationToken);

    private string Write(string script)
    {
        string path = _folder.Combine("helper");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        }

        return path;
    }
}
