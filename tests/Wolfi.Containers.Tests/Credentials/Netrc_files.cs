using Wolfi.Containers.Credentials;

namespace Wolfi.Containers.Tests.Credentials;

/// <summary>The user's netrc file on the disk.</summary>
[TestClass]
public sealed class Netrc_files
{
    private const string Sound = "machine host.example login user password s3cr3t\n";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    public TestContext TestContext { get; set; } = null!;

    private string File_ => _folder.Combine(".netrc");

    [TestCleanup]
    public void Remove() => _folder.Dispose();

    [TestMethod]
    public async Task Its_credentials_are_sent_and_named_by_their_line()
    {
        Sent sent = await SendAsync("# mine\n" + Sound, Private);

        Assert.AreEqual("basic user:s3cr3t", sent.Authorization);
        StringAssert.Contains(sent.Refusal, $"the credentials from {File_}, line 2");
        Assert.DoesNotContain("s3cr3t", sent.Refusal);
        Assert.IsEmpty(sent.Warnings);
    }

    [TestMethod]
    [DataRow(UnixFileMode.OtherRead)]
    [DataRow(UnixFileMode.OtherWrite)]
    [DataRow(UnixFileMode.GroupWrite)]
    public async Task One_that_others_may_read_or_write_is_not_used(UnixFileMode more)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Not run: Windows has no such modes.");
            return;
        }

        Sent sent = await SendAsync(Sound, Private | more);

        Assert.IsNull(sent.Authorization);
        Assert.AreEqual("WOLFI2076", sent.Warnings.Single().Code);
    }

    [TestMethod]
    public async Task What_it_says_of_other_servers_is_no_matter()
    {
        Sent sent = await SendAsync("machine other.example nonsense", Private | UnixFileMode.OtherRead);

        Assert.IsNull(sent.Authorization);
        Assert.IsEmpty(sent.Warnings);
    }

    [TestMethod]
    [DataRow("machine host.example s3cr3t", "line 1")]
    [DataRow("machine host.example login a:b password s3cr3t", "line 1")]
    public async Task One_outside_the_format_is_a_warning(string text, string where)
    {
        Sent sent = await SendAsync(text, Private);

        Assert.IsNull(sent.Authorization);
        Assert.AreEqual("WOLFI2075", sent.Warnings.Single().Code);
        StringAssert.Contains(sent.Warnings[0].Message, $"{File_}: {where}: ");
        Assert.DoesNotContain("s3cr3t", sent.Warnings[0].Text);
    }

    [TestMethod]
    public async Task One_that_is_too_long_or_no_text_is_a_warning()
    {
        Assert.AreEqual("WOLFI2075", (await SendAsync(Sound + new string('\n', 256 * 1024), Private)).Warnings.Single().Code);

        await File.WriteAllBytesAsync(File_, [0xff, 0xfe, 0xff], TestContext.CancellationToken);
        StringAssert.Contains((await SendAsync()).Warnings.Single().Message, "not UTF-8");
    }

    [TestMethod]
    public async Task One_that_is_not_there_is_no_matter()
    {
        Sent sent = await SendAsync();

        Assert.IsNull(sent.Authorization);
        Assert.IsEmpty(sent.Warnings);
        StringAssert.Contains(sent.Refusal, "no credentials are known for host.example");
    }

    private async Task<Sent> SendAsync(string text, UnixFileMode mode)
    {
        await File.WriteAllTextAsync(File_, text, TestContext.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(File_, mode);
        }

        return await SendAsync();
    }

    private Task<Sent> SendAsync() => Sent.ToAsync("https://host.example/os", new CredentialSources { NetrcFile = File_ }, TestContext.CancellationToken);
}
