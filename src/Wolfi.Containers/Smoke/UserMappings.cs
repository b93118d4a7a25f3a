using System.Globalization;
using System.Runtime.InteropServices;

namespace Wolfi.Containers.Smoke;

/// <summary>The numbers of users and groups that somebody other than root may hand out inside of a user namespace (subuid(5), newuidmap(1)).</summary>
/// <param name="User">One's own user number, root inside.</param>
/// <param name="FirstUser">The first of <see cref="Count"/> numbers for the users from 1.</param>
/// <param name="Group">One's own group number.</param>
/// <param name="FirstGroup">The first of <see cref="Count"/> numbers for the groups from 1.</param>
internal sealed record UserMappings(uint User, uint FirstUser, uint Group, uint FirstGroup)
{
    /// <summary>How many numbers are handed out: all that an image may use.</summary>
    public const uint Count = 65_535;

    /// <summary>This user's mappings; null when the system has given too few.</summary>
    public static UserMappings? TryFind()
    {
        uint user = GetEffectiveUser();
        return First("/etc/subuid", user) is { } firstUser && First("/etc/subgid", user) is { } firstGroup
            ? new UserMappings(user, firstUser, GetEffectiveGroup(), firstGroup)
            : null;
    }

    /// <summary>The first number of a range that is large enough, in a file of lines <c>NAME:FIRST:COUNT</c>.</summary>
    public static uint? FirstIn(IEnumerable<string> lines, string userName, uint user)
    {
        foreach (string[] fields in lines.Select(line => line.Trim().Split(':')))
        {
            if (fields.Length == 3
                && (fields[0] == userName || fields[0] == user.ToString(CultureInfo.InvariantCulture))
                && uint.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint first)
                && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint count)
                && count >= Count)
            {
                return first;
            }
        }

        return null;
    }

    private static uint? First(string file, uint user)
    {
        try
        {
            return FirstIn(File.ReadLines(file), Environment.UserName, user);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "geteuid", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUser();

    [DllImport("libc", EntryPoint = "getegid", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveGroup();
}
