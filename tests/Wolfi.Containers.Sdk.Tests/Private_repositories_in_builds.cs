using System.IO.Compression;
using System.Text;
using Wolfi.Containers.Sdk.Tests.Harness;

namespace Wolfi.Containers.Sdk.Tests;

/// <summary>Credentials in a real build, at the loudest log and with a binary log: A19.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed class Private_repositories_in_builds
{
    private const string Secret = "s3cr3t-pass";

    private static readonly string Basic = Convert.ToBase64String(Encoding.UTF8.GetBytes("me:" + Secret));

    [TestMethod]
    public async Task Credentials_of_a_command_and_of_netrc_are_in_no_log()
    {
        await using LoopbackServer server = LoopbackServer.Of(Workshop.Repository.Folder, authorization: "Basic " + Basic);
        TestProject project = await TestProject.ConsoleAsync(items: $"""<WolfiRepository Include="{server.Url}" AllowHttp="true" IndexKeys="{Workshop.Repository.KeyFile}" />""");
        string[] arguments = ["-p:WolfiRepository=", "-p:WolfiKey=", $"-p:WolfiCacheFolder={project.FullPath("cache")}", "-v:diag", $"-bl:{project.FullPath("log.binlog")}"];
        project.Environment["NETRC"] = "";
        string helper = Write("helper", 0b111_000_000, $"#!/bin/sh\necho {Secret} >&2\necho 'basic me:{Secret}'\n");
        string said = (await project.PublishAsync([$"-p:WolfiCredentialCommand={helper}", .. arguments])).Succeeded();

        AssertNoSecret(said, server, project);
        Assert.IsGreaterThan(2, server.Heads.Count);

        project.Environment["NETRC"] = Write("netrc", 0b110_000_000, $"machine 127.0.0.1 login me password {Secret}-old");
        CommandResult refused = await project.PublishAsync(["--no-build", .. arguments]);

        CollectionAssert.AreEqual(new[] { "WOLFI2070" }, refused.Errors, refused.Output);
        AssertNoSecret(refused.Output, server, project);
    }

    private static string Write(string name, int mode, string text)
    {
        string path = Workshop.NewPath(name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, (UnixFileMode)mode);
        }

        return path;
    }

    private static void AssertNoSecret(string said, LoopbackServer server, TestProject project)
    {
        using GZipStream log = new(File.OpenRead(project.FullPath("log.binlog")), CompressionMode.Decompress);
        using StreamReader reader = new(log, Encoding.Latin1);
        string binary = reader.ReadToEnd();
        StringAssert.Contains(binary, server.Url);
        foreach (string secret in (string[])[Secret, Basic])
        {
            Assert.IsFalse(said.Contains(secret, StringComparison.Ordinal), said);
            Assert.IsFalse(binary.Contains(secret, StringComparison.Ordinal), "The binary log holds the secret.");
        }
    }
}
