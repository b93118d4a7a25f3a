using System.Collections.Immutable;
using System.Globalization;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Plans;

/// <summary>The text of <c>etc/passwd</c>, <c>etc/group</c> and <c>etc/shadow</c> with accounts added.</summary>
/// <param name="Passwd">Text of <c>etc/passwd</c>.</param>
/// <param name="Group">Text of <c>etc/group</c>.</param>
/// <param name="Shadow">Text of <c>etc/shadow</c>.</param>
internal sealed record AccountFiles(string Passwd, string Group, string Shadow)
{
    private const string Root = "root:x:0:0:root:/root:/sbin/nologin\n";

    /// <summary>The account that images run as.</summary>
    public static DeclaredAccount NonRoot { get; } = new("nonroot", 65532, 65532, "/home/nonroot");

    /// <summary>The base layout's files; what is missing begins with root alone.</summary>
    public static AccountFiles From(string? passwd, string? group, string? shadow) =>
        new(WithNewline(passwd ?? Root), WithNewline(group ?? "root:x:0:\n"), WithNewline(shadow ?? "root:*::0:::::\n"));

    /// <summary>The numbers of an account by its name; null when passwd has no such name.</summary>
    public (int Uid, int Gid)? Find(string name) => Find(fields => fields[0] == name);

    /// <summary>The group number of an account by its user number; null when passwd has no such number.</summary>
    public int? GroupOf(int uid) => Find(fields => fields[2] == uid.ToString(CultureInfo.InvariantCulture))?.Gid;

    /// <summary>Adds accounts that the base layout does not have.</summary>
    /// <exception cref="WolfiException">A name or number is taken.</exception>
    public AccountFiles With(ImmutableArray<DeclaredAccount> accounts)
    {
        AccountFiles files = this;
        foreach (DeclaredAccount account in accounts)
        {
            files = files.With(account);
        }

        return files;
    }

    private AccountFiles With(DeclaredAccount account)
    {
        if (Find(account.Name) is { } present)
        {
            return present == (account.Uid, account.Gid)
                ? this
                : throw ImageErrors.AccountRefused.Fail(account.Name, $"the image has that name already with the numbers {present.Uid}:{present.Gid}");
        }

        if (account.Uid == 0 || GroupOf(account.Uid) is not null)
        {
            throw ImageErrors.AccountRefused.Fail(account.Name, $"the user number {account.Uid} is taken");
        }

        string gid = account.Gid.ToString(CultureInfo.InvariantCulture);
        bool groupExists = Lines(Group).Any(fields => fields.Length > 2 && fields[2] == gid);
        return new AccountFiles(
            string.Create(CultureInfo.InvariantCulture, $"{Passwd}{account.Name}:x:{account.Uid}:{account.Gid}:{account.Name}:{account.Home}:/sbin/nologin\n"),
            groupExists ? Group : string.Create(CultureInfo.InvariantCulture, $"{Group}{account.Name}:x:{account.Gid}:\n"),
            $"{Shadow}{account.Name}:!::0:::::\n");
    }

    private (int Uid, int Gid)? Find(Func<string[], bool> matches)
    {
        foreach (string[] fields in Lines(Passwd))
        {
            if (fields.Length >= 7
                && matches(fields)
                && int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out int uid)
                && int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out int gid))
            {
                return (uid, gid);
            }
        }

        return null;
    }

    private static IEnumerable<string[]> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':'));

    private static string WithNewline(string text) => text.Length == 0 || text.EndsWith('\n') ? text : text + '\n';
}
