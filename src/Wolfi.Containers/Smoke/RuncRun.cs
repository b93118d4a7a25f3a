using System.Diagnostics;
using System.Globalization;
using System.Text;
using Wolfi.Containers.Surroundings;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Smoke;

/// <summary>An image's root file system, unpacked and run by runc.</summary>
internal sealed class RuncRun : ContainerRun
{
    /// <summary>The root file system's folder in the bundle.</summary>
    public const string RootFolder = "rootfs";

    private const int MostLogCharacters = 64 * 1024;

    private readonly string _program;
    private readonly string _folder;
    private readonly string _name;

    private RuncRun(Process process, string program, string folder, string name)
        : base(process)
    {
        _program = program;
        _folder = folder;
        _name = name;
    }

    private static string StateFolder(string folder) => Path.Combine(folder, "state");

    private static string ProcessFile(string folder) => Path.Combine(folder, "pid");

    private static string LogFile(string folder) => Path.Combine(folder, "log");

    /// <summary>Unpacks the image into the folder and starts it.</summary>
    public static RuncRun Start(string program, Image image, string folder, UserMappings? users, CancellationToken cancellationToken)
    {
        byte[] configuration = RuncConfiguration.Write(image.Digest.ToString(), image.Config.Value.Container, users);
        string root = Path.Combine(folder, RootFolder);
        Directory.CreateDirectory(root);
        RootFileSystemUnpacker.Unpack(image, root, keepOwners: users is null, cancellationToken);
        foreach (string mount in new[] { "proc", "dev", "sys" })
        {
            Directory.CreateDirectory(Path.Combine(root, mount));
        }

        File.WriteAllBytes(Path.Combine(folder, "config.json"), configuration);
        string name = $"wolfi-smoke-{Guid.NewGuid():N}";
        Process process = ChildProcesses.Start(program, folder, ["--root", StateFolder(folder), "--log", LogFile(folder), "run", "--bundle", folder, "--pid-file", ProcessFile(folder), name]);
        return new RuncRun(process, program, folder, name);
    }

    public override Task<ContainerPorts?> FindPortsAsync(CancellationToken cancellationToken)
    {
        string file = ProcessFile(_folder);
        string text = File.Exists(file) ? File.ReadAllText(file) : "";
        return Task.FromResult(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int process) ? ContainerPorts.Inside(process) : null);
    }

    // runc writes its own errors into its log, and what the app writes never gets there.
    public override string? StartFailure(int exitCode)
    {
        string file = LogFile(_folder);
        if (File.Exists(ProcessFile(_folder)) || !File.Exists(file))
        {
            return null;
        }

        using StreamReader reader = new(file, Encoding.UTF8);
        char[] buffer = new char[MostLogCharacters];
        return new string(buffer, 0, reader.ReadBlock(buffer)).Trim().Split('\n')[^1];
    }

    protected override async Task EndAsync()
    {
        if (!Exited.IsCompleted)
        {
            ChildProgram delete = new() { File = _program, Folder = _folder, Arguments = ["--root", StateFolder(_folder), "delete", "--force", _name] };
            await delete.ForwardAsync(_ => { }, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
