namespace Wolfi.Apk.Tests.Versions;

/// <summary>Pairs of versions and how they compare, written from the rules of the format.</summary>
internal static class VersionTable
{
    public static IEnumerable<(string Left, char Order, string Right)> Rows =>
        Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#')
            .Select(line => line.Split(' '))
            .Select(parts => (parts[0], parts[1][0], parts[2]));

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
        """;
}
