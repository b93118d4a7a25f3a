using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Projects;

/// <summary>Asks MSBuild what a project says, without building anything.</summary>
public static partial class ProjectEvaluator
{
    // Some thousand items; a project with more is none that people write.
    private const int MostCharacters = 16 * 1024 * 1024;
    private const int MostReasonCharacters = 400;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Evaluates a project once, and reads all settings of this product from it.</summary>
    /// <param name="projectFile">Absolute path of the project file.</param>
    /// <param name="properties">Properties to set, as on the command line of a build.</param>
    /// <param name="cancellationToken">Stops the work, and MSBuild with it.</param>
    /// <exception cref="WolfiException">The project can't be evaluated.</exception>
    public static async Task<RawPublishOptions> EvaluateAsync(string projectFile, ImmutableArray<ProjectProperty> properties, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(projectFile);
        ImmutableArray<ProjectProperty> set = [new ProjectProperty("PublishWolfiImage", "true"), .. properties];
        ChildProgram msbuild = DotnetProgram.Run(projectFile, [
            "msbuild", projectFile, "-nologo",
            "-getProperty:" + string.Join(',', KnownSettings.All.Where(setting => setting.Kind != SettingKind.Item).Select(setting => setting.Name)),
            "-getItem:" + string.Join(',', KnownSettings.All.Where(setting => setting.Kind == SettingKind.Item).Select(setting => setting.Name)),
            .. set.Select(property => property.ToArgument())]);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            ProgramAnswer answer = await DotnetProgram.WaitAsync(msbuild.ReadAsync(MostCharacters, patience.Token)).ConfigureAwait(false);
            return answer.ExitCode != 0
                ? throw ProjectErrors.NotEvaluated.Fail(projectFile, Reason(answer))
                : EvaluationReader.Read(answer.Output, projectFile, [.. set.Select(property => property.Name)]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ProjectErrors.NotEvaluated.Fail(projectFile, $"MSBuild did not answer within {Patience.TotalMinutes} minutes");
        }
    }

    // The first line that says what is wrong. A project may write its passwords into URLs; they stay there.
    private static string Reason(ProgramAnswer answer)
    {
        string[] lines = [.. $"{answer.Error}\n{answer.Output}".Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
        string line = UserInfo().Replace(lines.FirstOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.FirstOrDefault() ?? "MSBuild does not say why", "");
        return (line.Length > MostReasonCharacters ? line[..MostReasonCharacters] + "…" : line).TrimEnd('.');
    }

    [GeneratedRegex("(?<=:/+)[^/\\s]*@")]
    private static partial Regex UserInfo();
}
