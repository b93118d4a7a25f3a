using System.Collections.Immutable;
using System.Text.Json;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Settings;

/// <summary>What can be said about the platforms of an image before anything is built for them.</summary>
public static class PlatformChecks
{
    /// <summary>The errors of a list of runtime identifiers: each that no image can be for.</summary>
    public static ImmutableArray<Diagnostic> Check(IEnumerable<string> platforms)
    {
        ArgumentNullException.ThrowIfNull(platforms);
        DiagnosticBag bag = new();
        foreach (string platform in platforms)
        {
            Platforms.Require(platform, appPlatform: "", bag);
        }

        return bag.ToImmutable();
    }

    /// <summary>The runtime identifiers that a project.assets.json has targets for: <c>net10.0/linux-arm64</c>. None where it is no such file; then restore has the word.</summary>
    public static HashSet<string> Restored(ReadOnlySpan<byte> assets)
    {
        HashSet<string> restored = new(StringComparer.Ordinal);
        Utf8JsonReader json = new(assets);
        try
        {
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1)
                {
                    continue;
                }

                if (!json.ValueTextEquals("targets"))
                {
                    json.Skip();
                    continue;
                }

                while (json.Read() && json.TokenType is JsonTokenType.StartObject or JsonTokenType.PropertyName)
                {
                    if (json.TokenType == JsonTokenType.StartObject)
                    {
                        continue;
                    }

                    if (json.GetString()!.Split('/') is [_, var platform])
                    {
                        restored.Add(platform);
                    }

                    json.Skip();
                }
            }
        }
        catch (JsonException)
        {
            restored.Clear();
        }

        return restored;
    }
}
