using Wolfi.Apk.Solving;

namespace Wolfi.Apk.Tests.Solving;

/// <summary>What a failure tells.</summary>
[TestClass]
public sealed class Solver_explanations
{
    private const string Libraries =
        """
        app=1 D:runtime
        runtime=1 D:so:libssl.so.3
        libssl3=3 p:so:libssl.so.3=3
        libssl1.1=1 p:so:libssl.so.1.1=1
        """;

    // C62
    [TestMethod]
    public void Missing_name_shows_the_chain_and_near_names()
    {
        Resolution.Unsatisfiable answer = Fail("app", "app=1 D:runtime\nruntime=1 D:so:libssl.so.1.0\nlibssl3=3 p:so:libssl.so.3=3 so-ver:libssl.so.3=3\nlibssl1.1=1 p:so:libssl.so.1.1=1");

        UnsatisfiedDependency reason = answer.Reasons.Single();
        Assert.AreEqual("so:libssl.so.1.0", reason.Atom);
        CollectionAssert.AreEqual(new[] { "app", "app-1", "runtime-1" }, reason.Chain.ToArray());
        Assert.IsEmpty(reason.Candidates);
        CollectionAssert.AreEqual(new[] { "so:libssl.so.1.1", "so:libssl.so.3" }, reason.NearNames.ToArray());
        Assert.AreEqual("so:libssl.so.1.0 (needed by app -> app-1 -> runtime-1): nothing provides it; did you mean so:libssl.so.1.1 or so:libssl.so.3?", reason.ToString());
    }

    [TestMethod]
    [DataRow("aspnet-10-runtim", "aspnet-10-runtime")]
    [DataRow("aspnet-10-Runtime", "aspnet-10-runtime")]
    [DataRow("apsnet-10-runtime", "aspnet-10-runtime")]
    [DataRow("aspnet-9-runtime", "aspnet-10-runtime")]
    [DataRow("python", "")]
    public void Near_names_are_near(string asked, string expected) =>
        Assert.AreEqual(expected, string.Join(' ', Fail(asked, "aspnet-10-runtime=1\nzlib=1\nicu=1").Reasons.Single().NearNames));

    [TestMethod]
    [DataRow("a", "a=1\na=2 D:nowhere", "nowhere (needed by a -> a-2): nothing provides it; a-1 does without: ask for a=1", DisplayName = "An older version does without")]
    [DataRow("a>1", "a=1\na=2 D:nowhere", "nowhere (needed by a>1 -> a-2): nothing provides it", DisplayName = "But not where it is too old")]
    [DataRow("a", "a=1 D:nowhere>1\na=2 D:nowhere", "nowhere (needed by a -> a-2): nothing provides it", DisplayName = "Nor where it needs the same")]
    public void Older_version_that_would_do_is_named(string world, string packages, string expected) =>
        Assert.AreEqual(expected, Worlds.Reasons(world, Worlds.Repository(packages)).Single());

    [TestMethod]
    public void Bound_out_of_reach_lists_the_versions()
    {
        string[] reasons = Worlds.Reasons("a>=3", Worlds.Repository("a=1\na=2"));

        CollectionAssert.AreEqual(new[] { "a>=3: a-2, a-1: not >=3" }, reasons);
    }

    // C63
    [TestMethod]
    public void Two_bounds_that_exclude_each_other_show_both_chains()
    {
        string[] reasons = Worlds.Reasons("a b", Worlds.Repository("a=1 D:c<2\nb=1 D:x\nx=1 D:c>=2\nc=1\nc=2"));

        string all = string.Join('\n', reasons);
        Assert.Contains("c>=2 (needed by b -> b-1 -> x-1)", all);
        Assert.Contains("c-2: a-1 needs c<2 (a -> a-1)", all);
    }

    [TestMethod]
    public void Conflict_names_who_excludes_and_who_needs()
    {
        string[] reasons = Worlds.Reasons("!libssl3 app", Worlds.Repository(Libraries));

        Assert.AreEqual("so:libssl.so.3 (needed by app -> app-1 -> runtime-1): libssl3-3 (provides so:libssl.so.3=3): !libssl3 was asked for", reasons[0]);
    }

    // C65
    [TestMethod]
    public void Two_owners_of_one_name_are_both_named()
    {
        string[] reasons = Worlds.Reasons("a b", Worlds.Repository("a=1 p:x=1\nb=1 p:x=1"));

        Assert.AreEqual("x: a-1: has it (a -> a-1); b-1: has it too (b -> b-1); a name with a version has one owner: leave one of them out", reasons[^1]);
    }

    // C66
    [TestMethod]
    public void Virtual_name_without_priority_asks_for_a_choice()
    {
        string reason = Worlds.Reasons("app", Worlds.Repository("app=1 D:mail\npostfix=1 p:mail\nexim=1 p:mail")).Single();

        Assert.AreEqual(
            "mail (needed by app -> app-1): postfix-1 (provides mail), exim-1 (provides mail): without a version or a priority it is not taken unasked; "
            + "choose one and ask for it by its own name: exim, postfix",
            reason);
    }

    [TestMethod]
    public void Tag_that_was_not_asked_for_is_named() =>
        Assert.AreEqual("a: a-1: its repository is tagged 'edge', which was not asked for; ask for a@edge", Worlds.Reasons("a", Worlds.Tagged("edge", "a=1")).Single());

    [TestMethod]
    public void Tag_of_a_dependency_is_asked_for_with_what_needs_it() =>
        Assert.AreEqual(
            "b (needed by a>0 -> a-1): b-1: its repository is tagged 'edge', which was not asked for; ask for a@edge>0",
            Worlds.Reasons("a>0", Worlds.Repository("a=1 D:b"), Worlds.Tagged("edge", "b=1")).Single());

    [TestMethod]
    public void Chains_begin_where_the_caller_says()
    {
        UnsatisfiedDependency reason = Fail("app b", "app=1 D:c<2\nb=1 D:c>=2\nc=1\nc=2").Reasons[0];

        string told = reason.Tell(atom => $"WolfiPackage -> {atom}");

        StringAssert.StartsWith(told, "c>=2 (needed by WolfiPackage -> b -> b-1): c-2: app-1 needs c<2 (WolfiPackage -> app -> app-1); c-1: not >=2", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow("m t", "t=1 D:so:libc.so.6", DisplayName = "What needs glibc beside what needs musl")]
    [DataRow("m", "x=1", DisplayName = "musl itself for glibc")]
    public void Musl_in_a_glibc_world_is_refused(string world, string more)
    {
        string packages = "glibc=2 p:so:libc.so.6=6\nmusl=1 p:so:libc.musl-x86_64.so.1=1" + (world == "m" ? " D:so:libc.so.6\n" : "\n") + "m=1 D:so:libc.musl-x86_64.so.1\n" + more;

        string reason = Worlds.Reasons(world, Worlds.Repository(packages)).Single();

        StringAssert.StartsWith(reason, "so:libc.musl-x86_64.so.1 (needed by m -> m-1): glibc-2: is for glibc, and one image has one C library", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Musl_alone_is_a_world_of_its_own() =>
        Assert.AreEqual("musl=1 m=1", Worlds.Answer("m", "musl=1 p:so:libc.musl-x86_64.so.1=1\nm=1 D:so:libc.musl-x86_64.so.1\nglibc=2 p:so:libc.so.6=6"));

    [TestMethod]
    public void Missing_musl_is_told_as_what_it_is() =>
        StringAssert.EndsWith(
            Worlds.Reasons("m", Worlds.Repository("m=1 D:so:libc.musl-x86_64.so.1\nx=1 p:so:libc.musl-x86_65.so.1=1")).Single(),
            "nothing provides it; that is musl's C library: use a package that is built for this distribution, which has glibc",
            StringComparison.Ordinal);

    [TestMethod]
    public void Unknown_tag_is_named() =>
        Assert.AreEqual("a@edgy: no repository has the tag 'edgy'; did you mean edge?", Worlds.Reasons("a@edgy", Worlds.Tagged("edge", "a=1")).Single());

    // C73
    [TestMethod]
    public void Package_of_another_architecture_is_named() =>
        Assert.AreEqual("a: a-1: it is for aarch64", Worlds.Reasons("a", Worlds.Repository("a=1 A:aarch64")).Single());

    [TestMethod]
    public void Unusable_record_says_why() =>
        Assert.AreEqual("a: a-1: unknown field Z", Worlds.Reasons("a", Worlds.Repository("a=1 X:unknown field Z")).Single());

    [TestMethod]
    public void Claim_of_anothers_name_is_told()
    {
        string[] reasons = Worlds.Reasons("acme-ssl so:ssl", Worlds.Repository("libssl=3 p:so:ssl=3"), Worlds.WithRules("acme-*", "acme-ssl=1 p:so:ssl=9"));

        Assert.AreEqual("so:ssl: libssl-3: has it (so:ssl -> libssl-3); acme-ssl-1: claims it too, which the rules of /rules do not cover (acme-ssl -> acme-ssl-1); leave one of them out, or let the repository's Packages name what it may provide", reasons.Single());
    }

    [TestMethod]
    public void Long_lists_are_cut()
    {
        string packages = string.Join('\n', Enumerable.Range(1, 50).Select(i => $"a={i}"));

        UnsatisfiedDependency reason = Fail("a>99", packages).Reasons.Single();

        Assert.HasCount(10, reason.Candidates);
        Assert.AreEqual(40, reason.UntoldCandidates);
        StringAssert.EndsWith(reason.ToString(), "a-41: not >99; and 40 more", StringComparison.Ordinal);
    }

    private static Resolution.Unsatisfiable Fail(string world, string packages) =>
        Assert.IsInstanceOfType<Resolution.Unsatisfiable>(Worlds.Solve(world, Worlds.Repository(packages)));

    // A changed world of the fuzzer's: b joins where c is not, and what it needs is not there.
    [TestMethod]
    public void Tell_of_a_package_that_joins_for_want_of_another()
    {
        string reasons = string.Join('\n', Worlds.Reasons("a", Worlds.Repository("""
            a=3 D:a>1 a p:so:x k:6
            b=1 D:b=1 so:y b~2 p:so:y so:x k:4
            b=1.1 D:!a<2 b~2 p:d i:!c
            b=2 D:b=1 p:v i:a b !c k:1
            """)));
        StringAssert.Contains(reasons, "b~2");
        StringAssert.Contains(reasons, "b-1.1 (joins !c)");
    }
}
