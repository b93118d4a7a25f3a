using Wolfi.Apk.Signing;

namespace Wolfi.Containers.Tool.Tests;

/// <summary>A folder of one test with a key pair, and shorthands to fill it.</summary>
internal sealed class Scratch : IDisposable
{
    private static readonly SigningKey Team = SigningKey.Generate("team.rsa.pub", 2048);
    private readonly TemporaryFolder _folder = new();

    public Scratch()
    {
        PrivateKey = Write("team.rsa", Team.ExportPem());
        PublicKey = Write("team.rsa.pub", Team.PublicKey.Pem);
    }

    public string Root => _folder.FullPath;

    public string PrivateKey { get; }

    public string PublicKey { get; }

    public string this[string path] => Path.Combine(Root, path);

    public string Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[path])!);
        File.WriteAllText(this[path], text);
        return this[path];
    }

    /// <summary>A folder <c>tree</c> with a program, a text and a link.</summary>
    public string WriteTree()
    {
        string program = Write("tree/usr/bin/demo", "#!/bin/false\n");
        SetMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupExecute);
        Write("tree/usr/share/demo/text.txt", "hello\n");
        if (!File.Exists(this["tree/usr/bin/alias"]))
        {
            File.CreateSymbolicLink(this["tree/usr/bin/alias"], "demo");
        }

        return this["tree"];
    }

    /// <summary>Packs <c>tree</c> with the tool into the folder <c>packages</c>.</summary>
    public string Pack(string name, string version, params string[] more) => PackInto("packages", name, version, more);

    /// <summary>Packs <c>tree</c> with the tool.</summary>
    public string PackInto(string folder, string name, string version, params string[] more)
    {
        string output = this[$"{folder}/{name}-{version}.apk"];
        Directory.CreateDirectory(this[folder]);
        string[] architecture = more.Contains("--arch") ? [] : ["--arch", "x86_64"];
        ToolRun.Of([
            "apk", "pack", WriteTree(), "--name", name, "--version", version, "--key", PrivateKey, "-o", output, .. architecture, .. more]).Expect(0);
        return output;
    }

    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    public void Dispose() => _folder.Dispose();
}
