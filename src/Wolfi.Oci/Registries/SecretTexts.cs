using System.Collections.Concurrent;

namespace Wolfi.Oci.Registries;

/// <summary>The secrets that a client has sent, so that a registry which repeats one is not repeated.</summary>
internal sealed class SecretTexts
{
    private const int Shortest = 4;

    private readonly ConcurrentDictionary<string, bool> _texts = new(StringComparer.Ordinal);

    /// <summary>Remembers a secret.</summary>
    public void Add(string text)
    {
        if (text.Length >= Shortest)
        {
            _texts.TryAdd(text, true);
        }
    }

    /// <summary>The text, or other words where a secret is in it.</summary>
    public string Guard(string text) => _texts.Keys.Any(secret => text.Contains(secret, StringComparison.Ordinal)) ? ": (not shown, as it holds a secret)" : text;
}
