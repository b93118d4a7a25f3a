using System.Text.Json.Nodes;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tool.Tests;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Whatever a record or a database holds in any place, verification says no: it never stops for a fault of its own.</summary>
[TestClass]
public sealed class Hostile_records
{
    private static readonly string?[] Values =
    [
        null, "", "x", "-1", "../../etc/passwd", "/", "\u0000", "777777777777777", "sha256:x", new string('9', 400), new string('a', 5000), "https://user:password@example.test", "a\nb",
    ];

    [TestMethod]
    public async Task Are_refused_value_by_value()
    {
        using FinishedImage image = await FinishedImage.Make(
            request => request with { Declared = new() { Accounts = [new("worker", 1500, 1500, "/home/worker")], Files = [new() { SourceFile = Path.Combine(request.App.PublishFolder, "appsettings.json"), Target = "/etc/app.conf" }] } });
        string[] allowed = ["--allow-declared", "account:worker", "--allow-declared", "/etc/app.conf"];
        image.Verify(image.Forge(_ => { }), allowed).Expect(0);
        string[] paths = [.. Paths(ForgedImage.Of(image.Layout, image.World.Combine("paths")).Record)];
        Random random = new(11);
        List<string> wrong = [];
        foreach (string path in paths)
        {
            for (int i = 0; i < 3; i++)
            {
                JsonNode? value = random.Next(6) switch
                {
                    0 => JsonValue.Create(long.MaxValue),
                    1 => JsonValue.Create(-1),
                    2 => new JsonArray(),
                    3 => new JsonObject(),
                    _ => JsonValue.Create(Values[random.Next(Values.Length)]),
                };
                ToolRun run = image.Verify(image.Forge(forged => forged.Recorded(record => Set(record, path, value?.DeepClone()))), allowed);
                if (run.ExitCode is not (0 or 1) || run.Error.Contains("WOLFI9", StringComparison.Ordinal))
                {
                    wrong.Add($"{path} = {value?.ToJsonString()}: {run.Error}");
                }
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public async Task Are_refused_in_the_database()
    {
        using FinishedImage image = await FinishedImage.Make();
        Random random = new(5);
        for (int i = 0; i < 60; i++)
        {
            ToolRun run = image.Verify(image.Forge(forged => forged.State(files =>
            {
                byte[] database = [.. files["usr/lib/apk/db/installed"].Content];
                for (int change = 0; change < 20; change++)
                {
                    database[random.Next(database.Length)] = (byte)random.Next(256);
                }

                files["usr/lib/apk/db/installed"] = files["usr/lib/apk/db/installed"] with { Content = database };
            })));
            Assert.AreEqual(1, run.ExitCode, run.Error);
        }
    }

    private static IEnumerable<string> Paths(JsonNode node) => node switch
    {
        JsonObject map => map.Where(member => member.Value is not null).SelectMany(member => Paths(member.Value!).Prepend(member.Value!.GetPath())),
        JsonArray { Count: > 0 } list => Paths(list[0]!).Prepend(list[0]!.GetPath()),
        _ => [],
    };

    private static void Set(JsonObject record, string path, JsonNode? value)
    {
        JsonNode node = record;
        string[] parts = [.. path.Split(['.', '[', ']'], StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(part => part.Trim('\''))];
        foreach (string part in parts[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)]! : node[part]!;
        }

        if (node is JsonArray array)
        {
            array[int.Parse(parts[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        }
        else
        {
            node[parts[^1]] = value;
        }
    }
}
