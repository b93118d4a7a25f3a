using System.Text;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Tests.Indexes;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tool.Tests;

namespace Wolfi.Attacks.Tests;

/// <summary>Cases A12 to A19: what a server, or whoever stands before it, answers. The address has a password, which nothing may show.</summary>
[TestClass]
public sealed class Repositories_over_http
{
    private const string Index = "/repo/x86_64/APKINDEX.tar.gz";
    private const string Password = "pass-word-of-the-repository";

    [TestMethod]
    public async Task A12_Plain_http_is_refused_before_anything_is_asked_of_the_server()
    {
        using AttackedWorld world = new();
        await using LoopbackServer server = Serve(world);
        world.Demand(repository => repository with { AllowHttp = false });
        await world.Fails("WOLFI2011", $"{server.Url} is plain http");
        world.Resolves(1, "WOLFI2011");
        Assert.IsEmpty(server.Heads);
    }

    [TestMethod]
    public async Task A12_What_comes_over_allowed_http_is_checked_all_the_same()
    {
        using AttackedWorld world = new();
        await using LoopbackServer server = Serve(world);
        await world.Publishes();
        byte[] sound = File.ReadAllBytes(world.IndexFile);
        RawIndex index = world.SoundIndex();
        index.SignatureTar = null;
        world.Serve(index);
        await world.FailsBesideAStandingImage("WOLFI2001", server.Url + "/x86_64/APKINDEX.tar.gz");
        world.Resolves(1, "WOLFI2001", "--allow-http");
        File.WriteAllBytes(world.IndexFile, sound);

        RawApk other = AttackedWorld.SoundHello();
        other.ChangeData = _ => Samples.Gzip(RawApk.Tree(RawApk.FileWithHash("usr/evil", "evil")));
        world.Serve(other);
        await world.FailsBesideAStandingImage("WOLFI2032", server.Url + "/x86_64/" + AttackedWorld.Hello);
    }

    [TestMethod]
    public async Task A13_A_redirect_to_another_server_is_followed_without_the_credentials()
    {
        using AttackedWorld world = new();
        await using LoopbackServer second = new((path, connection, token) => Answer(world, path, connection, token));
        await using LoopbackServer first = Serve(world, (path, connection, token) => Redirect(connection, $"http://user:{Password}@{second.Authority}{path}", token));
        await world.Publishes();
        Assert.IsTrue(first.Heads.All(head => head.Contains("\r\nAuthorization: Basic ", StringComparison.Ordinal)));
        Assert.IsNotEmpty(second.Heads);
        Assert.IsFalse(second.Heads.Any(head => head.Contains("Authorization", StringComparison.OrdinalIgnoreCase)));
    }

    [TestMethod]
    [DataRow("file:///etc/passwd", "to file:///etc/passwd", DisplayName = "A13 to a file")]
    [DataRow("ftp://user:pass-word-of-the-repository@example.org/x", "to ftp://example.org/x", DisplayName = "A13 to another protocol")]
    [DataRow("/repo/x86_64/APKINDEX.tar.gz", "more than 5 redirects", DisplayName = "A13 in a circle")]
    [DataRow("", "a redirect to nowhere", DisplayName = "A13 to nowhere")]
    public async Task A13_A_redirect_is_refused(string location, string words)
    {
        using AttackedWorld world = new();
        await using LoopbackServer server = Serve(world, (_, connection, token) => Redirect(connection, location, token));
        await world.Fails("WOLFI2011", server.Url, words);
        world.Resolves(1, "WOLFI2011", "--allow-http");
    }

    [TestMethod]
    public async Task A14_A_login_page_is_no_index_and_its_text_is_not_shown()
    {
        using AttackedWorld world = new();
        world.Secrets.Add("hunter2");
        byte[] page = "<html><form value='hunter2'>"u8.ToArray();
        await using LoopbackServer server = Serve(world, async (_, connection, token) =>
        {
            await connection.WriteAsync(LoopbackServer.Head($"Content-Type: text/html; charset=utf-8\r\nContent-Length: {page.Length}\r\n"), token);
            await connection.WriteAsync(page, token);
        });
        await world.Fails("WOLFI2020", server.Url, "not a gzip file (its content type: text/html)");
        world.Resolves(1, "WOLFI2020", "--allow-http");
    }

    [TestMethod]
    public async Task A15_A_body_that_is_cut_off_is_asked_for_again_a_few_times()
    {
        using AttackedWorld world = new();
        await using LoopbackServer server = Serve(world, async (path, connection, token) =>
        {
            byte[] body = File.ReadAllBytes(FileOf(world, path));
            await connection.WriteAsync(LoopbackServer.Head($"Content-Length: {body.Length}\r\n"), token);
            await connection.WriteAsync(body.AsMemory(0, body.Length / 2), token);
        });
        await world.Fails("WOLFI2010", server.Url, "the answer was cut off (tried 4 times)");
        Assert.HasCount(4, server.Heads);
    }

    [TestMethod]
    public async Task A16_A_body_without_end_is_not_read_on()
    {
        using AttackedWorld world = new();
        byte[] piece = new byte[1 << 20];
        piece[0] = 0x1f;
        piece[1] = 0x8b;
        bool onlyPackages = false;
        await using LoopbackServer server = Serve(world, async (path, connection, token) =>
        {
            if (onlyPackages && path == Index)
            {
                await Answer(world, path, connection, token);
                return;
            }

            await connection.WriteAsync(LoopbackServer.Head(""), token);
            while (true)
            {
                await connection.WriteAsync(piece, token);
            }
        });
        await world.Fails("WOLFI2013", server.Url, "longer than the 67108864 bytes");
        onlyPackages = true;
        await world.Fails("WOLFI2013", server.Url, "the server's answer is longer than the");
    }

    [TestMethod]
    [DataRow("429 Too Many Requests")]
    [DataRow("503 Service Unavailable")]
    public async Task A17_A_server_in_trouble_is_asked_again_as_it_says_and_not_for_ever(string status)
    {
        using AttackedWorld world = new();
        string pause = "0";
        int sound = int.MaxValue;
        int asked = 0;
        await using LoopbackServer server = Serve(world, (path, connection, token) => Interlocked.Increment(ref asked) > sound || path != Index
            ? Answer(world, path, connection, token)
            : connection.WriteAsync(LoopbackServer.Head($"Retry-After: {pause}\r\nContent-Length: 0\r\n", status), token).AsTask());
        await world.Fails("WOLFI2010", server.Url, $"status {status[..3]} (tried 4 times)");

        pause = "86400";
        await world.Fails("WOLFI2010", server.Url, $"status {status[..3]} (tried 1 times)");

        pause = "0";
        sound = asked + 2;
        await world.Publishes();
    }

    [TestMethod]
    [DataRow("../../../../etc/evil")]
    [DataRow("/etc/evil")]
    [DataRow("long")]
    public async Task A18_No_tag_of_a_server_becomes_a_file_name(string tag)
    {
        using AttackedWorld world = new();
        string value = tag == "long" ? new string('e', 10_000) : tag;
        await using LoopbackServer server = Serve(world, async (path, connection, token) =>
        {
            byte[] body = File.ReadAllBytes(FileOf(world, path));
            await connection.WriteAsync(LoopbackServer.Head($"ETag: \"{value}\"\r\nLast-Modified: {value}\r\nContent-Disposition: attachment; filename=\"{value}\"\r\nContent-Length: {body.Length}\r\n"), token);
            await connection.WriteAsync(body, token);
        });
        await world.Publishes();
        await world.Publishes();
        world.Resolves(0, "", "--allow-http");
    }

    [TestMethod]
    [DataRow("404 Not Found", "WOLFI2012", 3)]
    [DataRow("401 Unauthorized", "WOLFI2070", 3)]
    [DataRow("418 I'm a teapot", "WOLFI2010", 3)]
    public async Task A19_Passwords_stand_in_no_failure(string status, string code, int exitCode)
    {
        using AttackedWorld world = new();
        await using LoopbackServer server = Serve(world, (_, connection, token) =>
            connection.WriteAsync(LoopbackServer.Head("Content-Length: 0\r\n", status), token).AsTask());
        await world.Fails(code, server.Url, status[..3]);
        world.Resolves(exitCode, code, "--allow-http");
    }

    [TestMethod]
    public async Task A19_Passwords_stand_in_no_image()
    {
        using AttackedWorld world = new();
        await using LoopbackServer server = Serve(world);
        await world.Publishes();
        Assert.IsTrue(server.Heads[0].Contains("\r\nAuthorization: Basic ", StringComparison.Ordinal));
        foreach (byte[] layer in LayerContents.Of(world.Layout))
        {
            Assert.IsFalse(world.Secrets.Any(secret => layer.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0));
        }
    }

    [TestMethod]
    [DataRow("resolve hello --repository https://user:PASSWORD@127.0.0.1:1:1/os --key KEY")]
    [DataRow("resolve hello --repository ftp://user:PASSWORD@127.0.0.1/os --key KEY")]
    [DataRow("resolve hello --repository https://user:PASSWORD@127.0.0.1/os?x=1 --key KEY")]
    [DataRow("resolve hello --repository https://user:PASSWORD@[::1/os --key KEY")]
    [DataRow("resolve hello --repository FOLDER --key https://user:PASSWORD@127.0.0.1/team.rsa.pub")]
    [DataRow("resolve hello --repository https://a:b@127.0.0.1/os --repository https://user:PASSWORD@127.0.0.1/os --key KEY")]
    [DataRow("apk verify https://user:PASSWORD@127.0.0.1/hello-1.0-r0.apk --key KEY")]
    [DataRow("apk verify https://user:PASSWORD@127.0.0.1/hello-1.0-r0.apk --key KEY --json")]
    [DataRow("apk inspect https://user:PASSWORD@127.0.0.1/hello-1.0-r0.apk")]
    [DataRow("apk inspect https://user:PASSWORD@127.0.0.1/hello-1.0-r0.apk --json")]
    [DataRow("index https://user:PASSWORD@127.0.0.1/os --key KEY")]
    [DataRow("inspect https://user:PASSWORD@127.0.0.1/image")]
    public void A19_Passwords_stand_in_no_word_about_what_cannot_be_read(string arguments)
    {
        using AttackedWorld world = new();
        world.Secrets.Add(Password);
        ToolRun run = world.Says([.. arguments.Split(' ').Select(word => word switch
        {
            "KEY" => world.PublicKeyFile,
            "FOLDER" => world.Folder,
            _ => word.Replace("PASSWORD", Password, StringComparison.Ordinal),
        })]);
        Assert.AreNotEqual(0, run.ExitCode);
        StringAssert.Contains(run.Error, "error WOLFI", StringComparison.Ordinal);
    }

    private static LoopbackServer Serve(AttackedWorld world, Func<string, Stream, CancellationToken, Task>? answer = null)
    {
        LoopbackServer server = new(answer ?? ((path, connection, token) => Answer(world, path, connection, token)));
        world.Secrets.Add(Password);
        world.Secrets.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{Password}")));
        world.Demand(repository => repository with { Location = $"http://user:{Password}@{server.Authority}/repo", AllowHttp = true });
        return server;
    }

    private static Task Answer(AttackedWorld world, string path, Stream connection, CancellationToken token) =>
        LoopbackServer.WriteAsync(connection, File.ReadAllBytes(FileOf(world, path)), token);

    private static Task Redirect(Stream connection, string location, CancellationToken token) =>
        connection.WriteAsync(LoopbackServer.Head((location.Length == 0 ? "" : $"Location: {location}\r\n") + "Content-Length: 0\r\n", "302 Found"), token).AsTask();

    private static string FileOf(AttackedWorld world, string path) => Path.Combine(world.Folder, path["/repo/".Length..]);
}
