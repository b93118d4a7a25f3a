using FsCheck;
using FsCheck.Fluent;
using Wolfi.Apk.Versions;

namespace Wolfi.Apk.Tests.Versions;

/// <summary>The order of versions is an order, whatever they look like.</summary>
[TestClass]
public sealed class Version_properties
{
    private const int Tries = 3000;

    private static Gen<string> Number { get; } = Gen.Elements("0", "1", "2", "9", "10", "01", "010", "00", "001", "20260815", "999999999999999999");

    private static Gen<string> Suffix { get; } =
        from name in Gen.Elements("alpha", "beta", "pre", "rc", "cvs", "svn", "git", "hg", "p")
        from number in Gen.OneOf(Gen.Constant(""), Number)
        select $"_{name}{number}";

    // Few different parts, so that versions often share a beginning: that is where orders go wrong.
    private static Gen<PackageVersion> Version { get; } =
        from first in Number
        from numbers in Gen.ListOf(Number.Select(n => "." + n), 2)
        from count in Gen.Choose(0, 2)
        from letter in Gen.Elements("", "", "a", "b")
        from suffixes in Gen.ListOf(Suffix, 2)
        from suffixCount in Gen.Choose(0, 2)
        from hash in Gen.Elements("", "", "~a", "~ab", "~b")
        from revision in Gen.OneOf(Gen.Constant(""), Number.Select(n => "-r" + n))
        select PackageVersion.Parse(first + string.Concat(numbers.Take(count)) + letter + string.Concat(suffixes.Take(suffixCount)) + hash + revision);

    [TestMethod]
    public void Order_is_antisymmetric_and_agrees_with_equality() =>
        Check(from a in Version from b in Version select (a, b), pair =>
        {
            (PackageVersion a, PackageVersion b) = pair;
            int order = Math.Sign(a.CompareTo(b));
            return order == -Math.Sign(b.CompareTo(a)) && (order == 0) == a.Equals(b) && (order != 0 || a.GetHashCode() == b.GetHashCode());
        });

    [TestMethod]
    public void Order_is_transitive() =>
        Check(from a in Version from b in Version from c in Version select (a, b, c), three =>
        {
            PackageVersion[] sorted = [three.a, three.b, three.c];
            Array.Sort(sorted);
            return sorted[0].CompareTo(sorted[1]) <= 0 && sorted[1].CompareTo(sorted[2]) <= 0 && sorted[0].CompareTo(sorted[2]) <= 0
                && (sorted[0].CompareTo(sorted[2]) != 0 || (sorted[0].CompareTo(sorted[1]) == 0 && sorted[1].CompareTo(sorted[2]) == 0));
        });

    [TestMethod]
    public void Text_survives_reading() => Check(Version, version => PackageVersion.Parse(version.ToString()).ToString() == version.ToString() && version.CompareTo(version) == 0);

    [TestMethod]
    public void A_further_token_keeps_the_prefix() =>
        Check(Version, version => !PackageVersion.TryParse(version + "-r1", out PackageVersion? longer) || (longer.StartsWith(version) && longer.CompareTo(version) > 0));

    [TestMethod]
    public void Operators_split_all_versions() =>
        Check(from a in Version from b in Version select (a, b), pair =>
        {
            bool Admits(string bound) => DependencyAtom.Parse($"a{bound}{pair.b}").Admits(pair.a);
            int order = pair.a.CompareTo(pair.b);
            return Admits("<") == order < 0 && Admits("<=") == order <= 0 && Admits("=") == (order == 0) && Admits(">=") == order >= 0 && Admits(">") == order > 0
                && Admits("<~") == (Admits("<") || Admits("~")) && Admits(">~") == (Admits(">") || Admits("~"))
                && Admits("~") == pair.a.StartsWith(pair.b);
        });

    [TestMethod]
    public void Any_text_is_read_or_refused() =>
        Check(Gen.ArrayOf(Gen.Elements("019.azp_r-~git\0 ä<=>!@:/".ToCharArray())), characters =>
        {
            string text = new(characters);
            _ = PackageVersion.TryParse(text, out PackageVersion? version) && version.CompareTo(version) == 0;
            _ = DependencyAtom.TryParse(text, out DependencyAtom? atom) && atom.Admits(version);
            return !DependencyAtom.TryParse(text, out atom) || DependencyAtom.Parse(atom.ToString()) == atom;
        });

    private static void Check<T>(Gen<T> values, Func<T, bool> property) =>
        Prop.ForAll(values.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(Tries));
}
