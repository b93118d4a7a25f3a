using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Smoke;
using Wolfi.Containers.Tool.Output;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>smoke IMAGE</c>: starts an image as production would, and says what is missing.</summary>
internal static class SmokeVerb
{
    private const int LastPort = 65_535;

    public static Command Create(VerbContext context)
    {
        Argument<string> image = new("IMAGE")
        {
            Description = "REGISTRY/REPOSITORY[:TAG][@DIGEST], a layout's folder (./DIR or oci:DIR[:TAG]), docker-archive:FILE or oci-archive:FILE.",
        };
        Option<string?> http = new("--http")
        {
            HelpName = "PATH",
            Description = "Ask for this path over HTTP; a status below 400 passes. Without it, that the app listens on the port that the image exposes is enough.",
        };
        http.Validators.Add(result => Check(result, SmokeSettings.IsHttpPath, "begins with no '/', or holds what no request may"));
        Option<int?> port = new("--port")
        {
            HelpName = "N",
            Description = "The TCP port; else the first one that the image exposes, or 8080 with --http.",
            CustomParser = result => Number(result, LastPort),
        };
        Option<int?> timeout = new("--timeout")
        {
            HelpName = "S",
            Description = "Seconds that the app has to answer, to listen or to end (60).",
            CustomParser = result => Number(result, SmokeSettings.MostSeconds),
        };
        Option<string?> runtime = new("--runtime") { HelpName = "NAME", Description = "runc, podman or docker; else the first of them that is there." };
        runtime.Validators.Add(result => Check(result, text => SmokeRuntimes.Names.Contains(text), $"is none of {string.Join(", ", SmokeRuntimes.Names)}"));
        Command command = new("smoke", "Start an image as production would (its own user, read-only root, no capabilities), and say what is missing where its app does not run.") { image, http, port, timeout, runtime };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            SmokeSettings settings = new()
            {
                HttpPath = parsed.GetValue(http),
                Port = parsed.GetValue(port),
                Timeout = parsed.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : SmokeSettings.StandardTimeout,
                Runtime = parsed.GetValue(runtime),
            };
            string place = parsed.GetRequiredValue(image);
            SmokeResult result = await SmokeRun.RunAsync(ImageArguments.Read(place, platform: null, context.Registries, cancellationToken), settings, cancellationToken).ConfigureAwait(false);
            SmokePrinter.Print(context.Terminal, parsed.GetValue(context.Json), place, result);
            return (int)(result.Passed ? ExitCode.Success : ExitCode.No);
        });
        return command;
    }

    private static void Check(OptionResult result, Func<string, bool> isValid, string reason)
    {
        if (result.Tokens.Count == 1 && !isValid(result.Tokens[0].Value))
        {
            result.AddError($"{result.Option.Name}: '{result.Tokens[0].Value}' {reason}.");
        }
    }

    private static int? Number(ArgumentResult result, int largest)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 && number <= largest)
        {
            return number;
        }

        result.AddError($"'{text}' is no number from 1 to {largest}.");
        return null;
    }
}
