using System.Globalization;
using System.Text;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Verification;

/// <summary>One package's block of the package database, and the metadata that it was written of.</summary>
internal sealed class InstalledBlock
{
    private readonly Dictionary<char, string> _fields;

    private InstalledBlock(Dictionary<char, string> fields) => _fields = fields;

    /// <summary>Finds the block of a package; null when the database has none.</summary>
    public static InstalledBlock? Find(ReadOnlySpan<byte> database, string name)
    {
        string wanted = $"P:{name}";
        foreach (string block in Encoding.UTF8.GetString(database).Split("\n\n"))
        {
            string[] lines = block.Split('\n');
            if (lines.Contains(wanted, StringComparer.Ordinal))
            {
                Dictionary<char, string> fields = [];
                foreach (string line in lines.TakeWhile(line => !line.StartsWith("F:", StringComparison.Ordinal)).Where(line => line.Length > 1 && line[1] == ':'))
                {
                    fields.TryAdd(line[0], line[2..]);
                }

                return new InstalledBlock(fields);
            }
        }

        return null;
    }

    /// <summary>The metadata of the app's package with that data: what its control member is a function of.</summary>
    /// <exception cref="FormatException">A field is outside its grammar.</exception>
    public PackageInfo ToInfo(string dataHash) => new()
    {
        Name = Text('P'),
        Version = PackageVersion.TryParse(Text('V'), out PackageVersion? version) ? version : throw Fault('V'),
        Architecture = Text('A'),
        InstalledSize = long.TryParse(Text('I'), NumberStyles.None, CultureInfo.InvariantCulture, out long size) ? size : throw Fault('I'),
        Description = Text('T'),
        Url = Text('U'),
        License = Text('L'),
        Origin = Text('o'),
        Maintainer = Text('m'),
        Commit = Text('c'),
        Depends =
        [
            .. Text('D').Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => DependencyAtom.TryParse(text, out DependencyAtom? atom) ? atom : throw Fault('D')),
        ],
        DataHash = dataHash,
    };

    private static FormatException Fault(char letter) => new($"the package database's field {letter} of it is damaged");

    private string Text(char letter) => _fields.GetValueOrDefault(letter, "");
}
