using System.Diagnostics;
using System.Text.Json;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Tests;

/// <summary>One run of the tool in this process, and what it said.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output as the one JSON document that it must be.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    /// <summary>The code of the error document.</summary>
    public string? ErrorCode => Json.GetProperty("error").GetProperty("code").GetString();

    public static ToolRun Of(params string[] arguments) => WithInput("", arguments);

    public static ToolRun WithInput(string input, params string[] arguments) => Run(input, arguments, CancellationToken.None);

    public static ToolRun Run(string input, string[] arguments, CancellationToken cancellationToken)
    {
        using StringReader reader = new(input);
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        int exitCode = ToolRunner.Run(arguments, new Terminal(reader, output, error), cancellationToken);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>A run in a process of its own, for what the environment decides.</summary>
    public static ToolRun InProcess(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "dotnet-wolfi.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ToolRun(process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Fails with everything that was said unless the run ended as it should.</summary>
    public ToolRun Expect(int exitCode)
    {
        Assert.AreEqual(exitCode, ExitCode, $"stdout:\n{Output}\nstderr:\n{Error}");
        return this;
    }
}
