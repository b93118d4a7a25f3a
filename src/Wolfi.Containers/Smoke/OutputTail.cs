using System.Collections.Immutable;
using System.Text;

namespace Wolfi.Containers.Smoke;

/// <summary>What a container writes: every line is looked at, the last ones are kept, and neither takes more room than its bound.</summary>
internal sealed class OutputTail
{
    private const int MostLines = 50;
    private const int MostCharacters = 2000;

    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly SmokeReasons _reasons = new();

    /// <summary>The last lines; longer ones are cut.</summary>
    public ImmutableArray<string> LastLines
    {
        get
        {
            lock (_lock)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>What the lines say is missing.</summary>
    public ImmutableArray<SmokeReason> Reasons
    {
        get
        {
            lock (_lock)
            {
                return _reasons.Found;
            }
        }
    }

    /// <summary>Reads a stream to its end.</summary>
    public async Task ReadAsync(TextReader reader)
    {
        char[] buffer = new char[4096];
        StringBuilder line = new();
        while (await reader.ReadAsync(buffer).ConfigureAwait(false) is int count and > 0)
        {
            foreach (char c in buffer.AsSpan(0, count))
            {
                if (c == '\n')
                {
                    Add(line);
                }
                else if (line.Length < MostCharacters && c != '\r')
                {
                    line.Append(c);
                }
            }
        }

        if (line.Length > 0)
        {
            Add(line);
        }
    }

    private void Add(StringBuilder line)
    {
        string text = line.ToString();
        line.Clear();
        lock (_lock)
        {
            _reasons.Read(text);
            _lines.Enqueue(text);
            if (_lines.Count > MostLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
