using System.Globalization;

namespace Wolfi.Containers.Smoke;

/// <summary>Reads the kernel's tables of TCP sockets (proc(5), <c>/proc/PID/net/tcp</c>).</summary>
internal static class ListeningPorts
{
    private const string Listening = "0A";

    /// <summary>The ports that something listens on in a process's network namespace; none when the process is gone.</summary>
    public static IReadOnlySet<int> Of(int process)
    {
        HashSet<int> ports = [];
        foreach (string table in new[] { "tcp", "tcp6" })
        {
            try
            {
                ports.UnionWith(Parse(File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/net/{table}"))));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The process has ended, or the kernel has no IPv6.
            }
        }

        return ports;
    }

    /// <summary>The listening ports of a table.</summary>
    public static IEnumerable<int> Parse(IEnumerable<string> lines)
    {
        foreach (string line in lines.Skip(1))
        {
            string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 3 && fields[3] == Listening && int.TryParse(fields[1].AsSpan(fields[1].LastIndexOf(':') + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int port))
            {
                yield return port;
            }
        }
    }
}
