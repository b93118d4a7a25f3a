using System.Collections.Immutable;
using System.ComponentModel;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Surroundings;
using Wolfi.Oci;
using Wolfi.Oci.Daemons;

namespace Wolfi.Containers.Daemons;

/// <summary>Loads an image with a client program's <c>load</c>, into whatever engine that program knows: Podman without a service, Docker on another machine.</summary>
/// <param name="program">Absolute path of the program.</param>
/// <param name="client">How it is called.</param>
/// <param name="image">The image.</param>
/// <param name="observer">Hears of it.</param>
internal sealed class ProgramLoader(string program, ImmutableArray<string> client, LoadedImage image, IPublishObserver observer)
{
    private const int MostCharacters = 64 * 1024;

    private static readonly ImmutableArray<string> s_unknown = ["no such image", "image not known", "no such object"];
    private readonly string _name = client[0];

    /// <summary>How long a short question may take; a program may have to start its engine.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long loading may take.</summary>
    internal TimeSpan LoadPatience { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Loads it, and checks that it is there then.</summary>
    /// <returns>What was done, or why the program reaches no engine.</returns>
    /// <exception cref="WolfiException">The image is not loaded.</exception>
    /// <exception cref="OciException">The image can't be read.</exception>
    public async Task<(LoadResult? Result, string? WhyNot)> LoadAsync(CancellationToken cancellationToken)
    {
        bool all = true;
        foreach (string name in image.Questions)
        {
            ProgramAnswer answer = await AskAsync(name, cancellationToken).ConfigureAwait(false);
            if (answer.ExitCode != 0 && !s_unknown.Any(words => answer.Error.Contains(words, StringComparison.OrdinalIgnoreCase)))
            {
                return (null, $"{_name} says: {WordsOf(answer)}");
            }

            all &= answer.ExitCode == 0 && image.IsId(answer.Output.Trim());
        }

        if (all)
        {
            return (Result() with { WasThere = true }, null);
        }

        observer.Inform($"Loading {ByteSizes.Text(image.Image.Layers.Sum(layer => layer.Descriptor.Size))} with {program}.");
        long sent = await SendAsync(cancellationToken).ConfigureAwait(false);
        foreach (string name in image.Questions)
        {
            ProgramAnswer answer = await AskAsync(name, cancellationToken).ConfigureAwait(false);
            string? id = answer.ExitCode == 0 ? answer.Output.Trim() : null;
            if (!image.IsId(id))
            {
                throw image.Wrong(_name, name, id);
            }
        }

        return (Result() with { SentBytes = sent }, null);
    }

    private LoadResult Result() => new()
    {
        Engine = _name,
        Place = program,
        Id = image.Image.Config.Digest.ToString(),
        Names = image.Names,
        Run = LoadText.RunLine(client, image.Image.Config.Value.Container, image.Names.FirstOrDefault() ?? image.Image.Config.Digest.ToString()),
    };

    private Task<ProgramAnswer> AskAsync(string name, CancellationToken cancellationToken) => RunAsync(
        token => Child("image", "inspect", "--format", "{{.Id}}", name).ReadAsync(MostCharacters, token), Patience, cancellationToken);

    private async Task<long> SendAsync(CancellationToken cancellationToken)
    {
        ProgramAnswer answer = await RunAsync(
            token => Child("load").FeedAsync((stream, stop) => image.Write(stream, 0, stop), MostCharacters, token),
            LoadPatience,
            cancellationToken).ConfigureAwait(false);
        string words = WordsOf(answer);
        return answer.ExitCode == 0 ? image.Image.Size
            : DaemonException.TellsOfFullDisk(answer.Error) ? throw DaemonErrors.DiskFull.Fail($"{_name} has no room for the image: {words}.")
            : throw DaemonErrors.ProgramFailed.Fail(_name, words);
    }

    private ChildProgram Child(params ReadOnlySpan<string> arguments) => new() { File = program, Folder = Path.GetTempPath(), Arguments = [.. client.Skip(1), .. arguments] };

    private async Task<ProgramAnswer> RunAsync(Func<CancellationToken, Task<ProgramAnswer>> run, TimeSpan time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(time);
        try
        {
            return await run(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw DaemonErrors.TooSlow.Fail(FormattableString.Invariant($"'{program}' does not end within {time.TotalSeconds:0} seconds."));
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            throw DaemonErrors.ProgramFailed.Fail(e, _name, $"it can't be run: {e.Message.TrimEnd('.')}");
        }
    }

    private static string WordsOf(ProgramAnswer answer) => EngineWords.Of(answer.Error.Trim().Length > 0 ? answer.Error : answer.Output) is { Length: > 0 } words
        ? words
        : FormattableString.Invariant($"exit code {answer.ExitCode}");
}
