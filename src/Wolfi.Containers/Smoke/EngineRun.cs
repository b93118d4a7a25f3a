using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Surroundings;
using Wolfi.Oci.Archives;
using Wolfi.Oci.Images;

namespace Wolfi.Containers.Smoke;

/// <summary>An image loaded into podman's or Docker's store under a name of its own, run from there, and removed again.</summary>
internal sealed class EngineRun : ContainerRun
{
    // Both exit with it when they, and not the container, have failed.
    private const int EngineFailed = 125;
    private const int MostCharacters = 64 * 1024;
    private const string Repository = "localhost/wolfi-smoke";

    private readonly string _program;
    private readonly string _folder;
    private readonly string _id;
    private readonly int? _published;

    private EngineRun(Process process, string program, string folder, string id, int? published)
        : base(process)
    {
        _program = program;
        _folder = folder;
        _id = id;
        _published = published;
    }

    /// <summary>Loads the image and starts it.</summary>
    /// <param name="program">podman or docker.</param>
    /// <param name="image">The image.</param>
    /// <param name="folder">A folder of this run's own.</param>
    /// <param name="port">The port that is waited for, or null.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    public static async Task<EngineRun> StartAsync(string program, Image image, string folder, int? port, CancellationToken cancellationToken)
    {
        string id = Guid.NewGuid().ToString("N");
        string archive = Path.Combine(folder, "image.tar");
        ArchiveWriter.WriteDockerArchive(archive, [new TaggedImage(image, Repository, id)], cancellationToken);
        ProgramAnswer loaded = await AskAsync(program, folder, ["load", "--input", archive], cancellationToken).ConfigureAwait(false);
        File.Delete(archive);
        if (loaded.ExitCode != 0)
        {
            throw SmokeErrors.RuntimeFailed.Fail(Path.GetFileName(program), LastLine(loaded.Error));
        }

        // With root a network of nothing but loopback is entered; without, a port of this machine's loopback has to lead there.
        int? published = port is not null && !await IsEnteredAsync(program, folder, cancellationToken).ConfigureAwait(false) ? port : null;
        ImmutableArray<string> network = published is null ? ["--network", "none"] : ["--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1::{published}")];
        Process process = ChildProcesses.Start(
            program, folder,
            ["run", "--name", NameOf(id), "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", .. network, $"{Repository}:{id}"]);
        return new EngineRun(process, program, folder, id, published);
    }

    public override async Task<ContainerPorts?> FindPortsAsync(CancellationToken cancellationToken)
    {
        if (_published is { } port)
        {
            ProgramAnswer answer = await AskAsync(_program, _folder, ["port", NameOf(_id), string.Create(CultureInfo.InvariantCulture, $"{port}/tcp")], cancellationToken).ConfigureAwait(false);
            string line = answer.Output.Split('\n')[0].Trim();
            return answer.ExitCode == 0 && int.TryParse(line.AsSpan(line.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int hostPort) ? ContainerPorts.Published(hostPort) : null;
        }

        ProgramAnswer state = await AskAsync(_program, _folder, ["inspect", "--format", "{{.State.Pid}}", NameOf(_id)], cancellationToken).ConfigureAwait(false);
        return state.ExitCode == 0 && int.TryParse(state.Output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int process) && process > 0 ? ContainerPorts.Inside(process) : null;
    }

    public override string? StartFailure(int exitCode) => exitCode == EngineFailed ? Output.LastLines.LastOrDefault() ?? "no reason given" : null;

    protected override async Task EndAsync()
    {
        await AskAsync(_program, _folder, ["rm", "--force", NameOf(_id)], CancellationToken.None).ConfigureAwait(false);
        await AskAsync(_program, _folder, ["rmi", $"{Repository}:{_id}"], CancellationToken.None).ConfigureAwait(false);
    }

    private static string NameOf(string id) => $"wolfi-smoke-{id}";

    private static string LastLine(string text) => text.Trim().Split('\n')[^1].TrimEnd('.');

    // Only processes of this machine can be entered: not those of a daemon elsewhere.
    private static async Task<bool> IsEnteredAsync(string program, string folder, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return false;
        }

        if (Path.GetFileName(program) != "docker")
        {
            return true;
        }

        ProgramAnswer context = await AskAsync(program, folder, ["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"], cancellationToken).ConfigureAwait(false);
        return context.ExitCode == 0 && context.Output.StartsWith("unix://", StringComparison.Ordinal);
    }

    private static async Task<ProgramAnswer> AskAsync(string program, string folder, ImmutableArray<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await new ChildProgram { File = program, Folder = folder, Arguments = arguments }.ReadAsync(MostCharacters, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw SmokeErrors.RuntimeFailed.Fail(e, Path.GetFileName(program), e.Message.TrimEnd('.'));
        }
    }
}
