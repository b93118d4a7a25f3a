using System.Diagnostics;
using System.Runtime.CompilerServices;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Images;
using Wolfi.Oci.Layouts;
using Wolfi.Oci.Tests.Images;

namespace Wolfi.Oci.Tests.Layouts;

/// <summary>This test program started once more, to write layouts under another umask or until it is killed.</summary>
internal static class ChildProcess
{
    public const int NoiseSize = 3 * 1024 * 1024;
    private const string Variable = "WOLFI_OCI_TESTS_CHILD";

    public static IReadOnlyList<Image> LoopImages { get; } = [SmallImages.LargeImage(1, NoiseSize), SmallImages.LargeImage(2, NoiseSize)];

    [ModuleInitializer]
    internal static void RunAsChild()
    {
        string[] task = (Environment.GetEnvironmentVariable(Variable) ?? "").Split('|');
        if (task.Length == 2 && task[0] == "once")
        {
            WriteOnce(task[1]);
            Environment.Exit(0);
        }

        for (int i = 0; task.Length == 2 && task[0] == "loop"; i++)
        {
            OciLayoutWriter.Write(task[1], LayoutContent.Of(new TaggedImage(LoopImages[i % 2], null, "latest")), CancellationToken.None);
        }
    }

    public static void WriteOnce(string folder)
    {
        TaggedImage image = new(SmallImages.Image(), "my-app", "1", "2");
        OciLayoutWriter.Write(Path.Combine(folder, "layout"), LayoutContent.Of(image), CancellationToken.None);
        ArchiveWriter.WriteDockerArchive(Path.Combine(folder, "docker.tar"), [image], CancellationToken.None);
        ArchiveWriter.WriteOciArchive(Path.Combine(folder, "oci.tar"), [image], CancellationToken.None);
    }

    /// <summary>Starts the child through a shell, which may set what children inherit.</summary>
    public static Process Start(string mode, string folder, string shellPrefix)
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", $"{shellPrefix} exec \"$0\"", Environment.ProcessPath!]) { RedirectStandardError = true };
        start.Environment[Variable] = $"{mode}|{folder}";
        return Process.Start(start)!;
    }
}
