using System.Collections.Immutable;
using Wolfi.Apk.Repositories;

namespace Wolfi.Containers.Credentials;

/// <summary>The machines of a netrc file.</summary>
internal sealed class Netrc
{
    private readonly ImmutableArray<NetrcMachine> _machines;

    private Netrc(ImmutableArray<NetrcMachine> machines) => _machines = machines;

    /// <summary>A file without machines.</summary>
    public static Netrc Empty { get; } = new([]);

    /// <summary>Reads a file's text. Of a default entry, which belongs to no host, nothing is taken.</summary>
    /// <exception cref="NetrcException">The text is outside the format.</exception>
    public static Netrc Parse(string text)
    {
        NetrcWords words = new(text);
        ImmutableArray<NetrcMachine>.Builder machines = ImmutableArray.CreateBuilder<NetrcMachine>();
        string? word = words.NextKeyword();
        while (word is not null)
        {
            switch (word)
            {
                case "machine":
                    machines.Add(ReadEntry(words, words.Line, words.NextValue("machine"), out word));
                    break;
                case "default":
                    ReadEntry(words, words.Line, "default", out word);
                    break;
                case "macdef":
                    words.SkipMacro();
                    word = words.NextKeyword();
                    break;
                default:
                    throw new NetrcException(words.Line, "an entry begins with machine, default or macdef, and this is another word");
            }
        }

        return new Netrc(machines.ToImmutable());
    }

    /// <summary>The first entry with user and password for a server: one of HOST:PORT, else one of the host alone, which counts for all its ports.</summary>
    public NetrcMachine? Find(RepositoryOrigin origin) =>
        Find(FormattableString.Invariant($"{origin.Host}:{origin.Port}")) ?? Find(origin.Host);

    private NetrcMachine? Find(string name) => _machines.FirstOrDefault(machine =>
        machine.Login is not null && machine.Password is not null && machine.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static NetrcMachine ReadEntry(NetrcWords words, int line, string name, out string? next)
    {
        NetrcMachine machine = new(name, null, null, line);
        while ((next = words.NextKeyword()) is not (null or "machine" or "default" or "macdef"))
        {
            string keyword = next;
            machine = keyword switch
            {
                "login" or "user" => machine with { Login = words.NextValue(keyword) },
                "password" => machine with { Password = words.NextValue(keyword) },
                "account" => Skip(machine, words),
                _ => throw new NetrcException(words.Line, "login, user, password or account is expected, and this is another word"),
            };
        }

        return machine;
    }

    private static NetrcMachine Skip(NetrcMachine machine, NetrcWords words)
    {
        words.NextValue("account");
        return machine;
    }
}
