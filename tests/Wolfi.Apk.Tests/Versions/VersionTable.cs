namespace Wolfi.Apk.Tests.Versions;

/// <summary>Versions and how they compare, written from the rules of the format. A line is a pair, or a chain in rising order.</summary>
internal static class VersionTable
{
    /// <summary>Each pair, and each two neighbours of a chain.</summary>
    public static IEnumerable<(string Left, char Order, string Right)> Rows =>
        Lines.SelectMany(words => Enumerable.Range(0, words.Length / 2).Select(i => (words[2 * i], words[(2 * i) + 1][0], words[(2 * i) + 2])));

    /// <summary>The chains' versions in rising order.</summary>
    public static IEnumerable<string[]> Chains => Lines.Where(words => words.Length > 3).Select(words => words.Where((_, i) => i % 2 == 0).ToArray());

    private static IEnumerable<string[]> Lines =>
        Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line[0] != '#').Select(line => line.Split(' '));

    private const string Text =
        """
        # numbers
        1 = 1
        1 < 2
        2 < 10
        9 < 10
        99 < 100
        0 < 1
        0 = 00
        1 = 01
        01 < 2
        10 > 9
        1.0 = 1.0
        1.0 < 1.1
        1.2 < 1.10
        1.9 < 1.10
        1.9.9 < 1.10
        2.0 > 1.999
        1.2.3 < 1.2.4
        1.2.3 < 1.3
        1.2.3 < 2
        10.0 > 9.9.9
        20230201 < 20240101
        2.43 > 2.9
        2.43-r15 > 2.43-r9
        999999999999999999 > 999999999999999998
        1.999999999999999999 > 1.2
        # one side ends
        1 < 1.0
        1.0 < 1.0.0
        1.2 < 1.2.0
        1.2 < 1.2.3
        1.2.0 > 1.2
        1.2.3.4 > 1.2.3
        # leading zeros make fractions of all numbers but the first
        01.0 = 1.0
        001.2 = 1.2
        1.01 < 1.1
        1.010 < 1.10
        1.01 < 1.010
        1.001 < 1.01
        1.0 < 1.00
        1.00 < 1.1
        1.09 < 1.1
        1.09 < 1.9
        1.09 > 1.08
        1.09 > 1.010
        1.0 < 1.01
        1.0.0 < 1.00
        1.2.03 < 1.2.3
        1.05.9 < 1.5
        3.02.1 < 3.2
        # letters
        1.0a > 1.0
        1.0a < 1.0b
        1.0b > 1.0a
        1.0a = 1.0a
        1a < 1b
        1z < 1.0
        1a < 1.0
        1.0b < 1.0.1
        1.0z < 1.0.0
        1.0b < 1.1
        1.1.1a < 1.1.1w
        1.1.1w > 1.1.1
        2026a < 2026b
        2026c-r0 > 2026b-r9
        9e > 9d
        # suffixes of versions before the release
        1.0_alpha < 1.0
        1.0_beta < 1.0
        1.0_pre < 1.0
        1.0_rc < 1.0
        1.0_alpha < 1.0_beta
        1.0_beta < 1.0_pre
        1.0_pre < 1.0_rc
        1.0_alpha < 1.0_rc
        1.0_alpha < 1.0_alpha1
        1.0_alpha1 < 1.0_alpha2
        1.0_alpha2 < 1.0_alpha10
        1.0_alpha9 < 1.0_beta1
        1.0_rc9 < 1.0
        1.0_rc1 > 1.0_beta9
        1.0_rc01 = 1.0_rc1
        1.0_alpha < 1.0-r0
        1.0_alpha < 1.0~ab
        1.0_alpha-r9 < 1.0-r0
        1.0a_alpha < 1.0a
        1.0a_alpha > 1.0
        1.0.0_alpha > 1.0
        1.0.0_alpha < 1.0.0
        1.0_alpha > 0.9
        2.0_rc1 > 1.9
        # suffixes of versions after the release
        1.0_cvs > 1.0
        1.0_svn > 1.0
        1.0_git > 1.0
        1.0_hg > 1.0
        1.0_p > 1.0
        1.0_cvs < 1.0_svn
        1.0_svn < 1.0_git
        1.0_git < 1.0_hg
        1.0_hg < 1.0_p
        1.0_p1 > 1.0
        1.0_p01 = 1.0_p1
        1.0_p0 > 1.0_p
        1.0_p2 < 1.0_p10
        1.0_p1 < 1.0.1
        1.0_p1 < 1.1
        1.0b > 1.0_p1
        1.0_git20240101 < 1.0_git20250101
        1.0_rc9 < 1.0_cvs
        1.0_p1 > 1.0-r9
        1.0_p1 > 1.0~ff
        0_git20230101 < 0.1
        0_git20230101 > 0
        # chains of suffixes
        1.0_rc1_git2 > 1.0_rc1
        1.0_git1_rc2 < 1.0_git1
        1.0_rc1_git2 < 1.0
        1.0_alpha1_p1 > 1.0_alpha1
        1.0_alpha1_p1 < 1.0_alpha2
        1.0_alpha1_alpha1 < 1.0_alpha1
        1.0_alpha_p > 1.0_alpha1
        1.0_p1_alpha1 < 1.0_p1
        1.0_p1_p1 > 1.0_p1
        1.0_p1_p1 < 1.0_p1_p2
        1.0_p1_rc1 < 1.0_p1-r0
        1.0_git1_git2 > 1.0_git1
        1.0_rc1_rc2 < 1.0_rc1_rc3
        # hashes
        1.0~abc > 1.0
        1.0~abc > 1.0-r0
        1.0~abc = 1.0~abc
        1.2.3~ab < 1.2.3~b
        1.0~a < 1.0~ab
        1.0~0 < 1.0~a
        1.0~9 < 1.0~a
        1.0~10 < 1.0~9
        1.0~ffff < 1.0_p
        1.0~ffff < 1.0a
        1.0~ffff < 1.0.0
        1.0_p1~ab > 1.0_p1
        1.0_rc1~ab > 1.0_rc1
        1.0_rc1~ab < 1.0
        1.0~ab-r0 > 1.0~ab
        1.0~ab-r0 < 1.0~ac
        # revisions
        1.0-r0 > 1.0
        1.0-r0 < 1.0-r1
        1.0-r9 < 1.0-r10
        1.0-r1 = 1.0-r01
        1.0-r1 < 1.0.0
        1.0-r1 < 1.0a
        1.0-r1 < 1.0_p
        1.0-r1 > 1.0_rc
        1.0-r99 < 1.1-r0
        1.0a-r1 < 1.0b-r0
        1.0_p1-r0 < 1.0_p1-r1
        1.0_p1-r0 > 1.0_p1
        1.0~ab-r1 < 1.0~ab-r2
        10.0.110-r0 < 10.0.111-r0
        10.0.110 < 10.0.110-r0
        8.0.127-r0 < 10.0.111-r0
        2.15.1-r2 > 2.15.1-r1
        6.6.20260815-r0 > 6.6.20250815-r9
        0.2.0-r2 < 0.2.1-r0
        20230201-r29 > 20230201-r9
        1.38.0-r1 > 1.9.9-r20
        # numbers, from end to end
        0 < 0.0 < 0.0.1 < 0.1 < 0.9 < 0.10 < 0.99 < 1 < 1.0 < 1.0.0 < 1.0.1 < 1.1 < 2 < 10 < 11 < 100
        1.0 < 1.00 < 1.000 < 1.001 < 1.01 < 1.010 < 1.02 < 1.09 < 1.1 < 1.2 < 1.9 < 1.10 < 1.11 < 1.99 < 1.100
        007 = 7
        0010 = 10
        010 > 9
        007 < 8
        08.1 = 8.1
        # everything that can follow one number
        1.0_alpha < 1.0_alpha1 < 1.0_beta < 1.0_pre < 1.0_rc < 1.0_rc1 < 1.0 < 1.0-r0 < 1.0-r1 < 1.0-r10 < 1.0~0 < 1.0~00 < 1.0~a < 1.0~a-r0 < 1.0~ab < 1.0_cvs < 1.0_cvs1 < 1.0_svn < 1.0_git < 1.0_hg < 1.0_p < 1.0_p0 < 1.0_p1 < 1.0_p10 < 1.0a < 1.0b < 1.0z < 1.0.0 < 1.0.1
        1.0a_alpha < 1.0a_rc2 < 1.0a < 1.0a-r3 < 1.0a~f < 1.0a_git20260101 < 1.0a_git20260102 < 1.0a_p < 1.0b_alpha < 1.0b
        0_alpha < 0_beta1 < 0_rc < 0 < 0-r0 < 0~a < 0_p < 0a < 0.0_rc1 < 0.0
        1.9_pre1 < 1.9 < 1.9.0_pre1 < 1.9.0 < 1.9.1 < 1.10_pre1 < 1.10 < 1.10.0
        5.2.37-r30 < 5.3_alpha-r0 < 5.3_rc2-r1 < 5.3-r0 < 5.3.0-r0 < 5.3.9-r2
        # everything that can follow one suffix
        2_rc1_alpha < 2_rc1_alpha1 < 2_rc1_rc < 2_rc1 < 2_rc1-r0 < 2_rc1~1 < 2_rc1_cvs < 2_rc1_git1 < 2_rc1_git1_p < 2_rc1_p < 2_rc1_p1 < 2_rc2 < 2
        1_p_alpha < 1_p < 1_p-r0 < 1_p~a < 1_p0 < 1_p1 < 1_p_cvs < 1_p_p
        # hashes, by their bytes
        1~0 < 1~0a < 1~1 < 1~9 < 1~9f < 1~a < 1~a0 < 1~af < 1~b < 1~deadbeef < 1~f < 1~ff
        # as distributions count
        20060101 < 20060101-r1 < 20060102 < 20260413-r0 < 20260413-r1 < 20260413-r2 < 20260413-r10 < 20260413.1 < 20260413.1-r0 < 20260413.2
        3.6.3-r0 < 3.6.3-r1 < 3.6.3-r5 < 3.6.3-r9 < 3.6.3-r10 < 3.6.3-r99 < 3.6.3-r100 < 3.6.3.1-r0 < 3.6.4_rc1-r0 < 3.6.4-r0 < 3.6.10-r0 < 3.7.0-r0 < 3.10.0-r0 < 4-r0
        8.0.127-r0 < 9.0.0_rc1-r0 < 9.0.0_rc2-r0 < 9.0.0-r0 < 9.0.8-r0 < 9.0.16-r0 < 10.0.0_alpha1-r0 < 10.0.0_beta1-r0 < 10.0.0_rc1-r0 < 10.0.0-r0 < 10.0.100-r0 < 10.0.110-r0 < 10.0.111-r0 < 10.1.0-r0
        9.9_p1-r0 < 9.9_p1-r1 < 9.9_p2-r0 < 10.0_p1-r0 < 10.0_p2-r0 < 10.1-r0
        2025a-r0 < 2025b-r0 < 2025b-r1 < 2025c-r0 < 2026a-r0 < 2026b-r9 < 2026c-r0 < 2026.1-r0
        """;
}
