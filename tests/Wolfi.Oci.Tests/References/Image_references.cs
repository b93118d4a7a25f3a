using Wolfi.Oci.References;

namespace Wolfi.Oci.Tests.References;

[TestClass]
public sealed class Image_references
{
    private const string Sha = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [TestMethod]
    [DataRow("alpine", "docker.io", "library/alpine", null, null, "alpine")]
    [DataRow("my-app:1.0", "docker.io", "library/my-app", "1.0", null, "my-app:1.0")]
    [DataRow("team/app", "docker.io", "team/app", null, null, "team/app")]
    [DataRow("docker.io/app:1", "docker.io", "library/app", "1", null, "app:1")]
    [DataRow("docker.io/library/app", "docker.io", "library/app", null, null, "app")]
    [DataRow("docker.io/library/a/b", "docker.io", "library/a/b", null, null, "library/a/b")]
    [DataRow("index.docker.io/a/b", "docker.io", "a/b", null, null, "a/b")]
    [DataRow("ghcr.io/team/app:v1@" + Sha, "ghcr.io", "team/app", "v1", Sha, "ghcr.io/team/app:v1@" + Sha)]
    [DataRow("app@" + Sha, "docker.io", "library/app", null, Sha, "app@" + Sha)]
    [DataRow("localhost/app", "localhost", "app", null, null, "localhost/app")]
    [DataRow("localhost:5000/app:1", "localhost:5000", "app", "1", null, "localhost:5000/app:1")]
    [DataRow("127.0.0.1:5000/a/b", "127.0.0.1:5000", "a/b", null, null, "127.0.0.1:5000/a/b")]
    [DataRow("[::1]:5000/app:x", "[::1]:5000", "app", "x", null, "[::1]:5000/app:x")]
    [DataRow("registry/app", "docker.io", "registry/app", null, null, "registry/app")]
    [DataRow("a__b/c--d/e.f_g:_x", "docker.io", "a__b/c--d/e.f_g", "_x", null, "a__b/c--d/e.f_g:_x")]
    public void Have_these_parts(string text, string registry, string repository, string? tag, string? digest, string familiar)
    {
        ImageReference reference = ImageReference.Parse(text);
        Assert.AreEqual((registry, repository, tag, digest), (reference.Registry, reference.Repository, reference.Tag, reference.Digest?.ToString()));
        Assert.AreEqual(familiar, reference.Familiar);
        Assert.AreEqual(reference, ImageReference.Parse(reference.ToString()));
        Assert.AreEqual(reference, ImageReference.Parse(reference.Familiar));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(":1")]
    [DataRow("/app")]
    [DataRow("app/")]
    [DataRow("a//b")]
    [DataRow("App")]
    [DataRow("ghcr.io/")]
    [DataRow("ghcr.io/Team/app")]
    [DataRow("app:")]
    [DataRow("app:.x")]
    [DataRow("app:-x")]
    [DataRow("app:a/b:c d")]
    [DataRow("app@sha256:../../x")]
    [DataRow("app@")]
    [DataRow("app@@" + Sha)]
    [DataRow("a___b")]
    [DataRow("a..b/c")]
    [DataRow("a/.b")]
    [DataRow("a/b-")]
    [DataRow("a_-b")]
    [DataRow("../app")]
    [DataRow("./app")]
    [DataRow("ghcr.io:/app")]
    [DataRow("ghcr.io:123456/app")]
    [DataRow("ghcr.io:5x/app")]
    [DataRow("-x.io/app")]
    [DataRow("user@ghcr.io/app")]
    [DataRow("https://ghcr.io/app")]
    [DataRow("[::1/app")]
    [DataRow("[1.2.3.4]:5/app")]
    [DataRow("äpp")]
    [DataRow("app\n")]
    public void Others_are_refused(string text)
    {
        Assert.IsFalse(ImageReference.TryParse(text, out _));
        Assert.AreEqual(OciFault.InvalidReference, Assert.ThrowsExactly<OciException>(() => ImageReference.Parse(text)).Fault);
    }

    [TestMethod]
    public void Lengths_are_bounded()
    {
        Assert.IsTrue(ImageReference.TryParse("a:" + new string('t', 128), out _));
        Assert.IsFalse(ImageReference.TryParse("a:" + new string('t', 129), out _));
        Assert.IsTrue(ImageReference.TryParse("x.io/" + new string('a', 250), out _));
        Assert.IsFalse(ImageReference.TryParse("x.io/" + new string('a', 251), out _));
    }

    [TestMethod]
    public void Tag_and_digest_can_be_exchanged()
    {
        ImageReference reference = ImageReference.ParseRepository("ghcr.io/team/app");
        Assert.AreEqual("ghcr.io/team/app:1", reference.WithTag("1").ToString());
        Assert.AreEqual("ghcr.io/team/app@" + Sha, reference.WithTag("1").WithDigest(Digest.Parse(Sha)).ToString());
        Assert.ThrowsExactly<OciException>(() => reference.WithTag("a b"));
        Assert.ThrowsExactly<OciException>(() => ImageReference.ParseRepository("app:1"));
        Assert.ThrowsExactly<OciException>(() => ImageReference.ParseRepository("app@" + Sha));
    }

    // The .NET SDK's own rule: a legal name stays as it is.
    [TestMethod]
    [DataRow("my.app", "my.app")]
    [DataRow("My.App", "my-app")]
    [DataRow("MyApp", "myapp")]
    [DataRow("team/My App+x", "team/my-app-x")]
    [DataRow("A_b", "a_b")]
    [DataRow("Contoso.Web.Api", "contoso-web-api")]
    [DataRow("Grüße.X", "gr--e-x")]
    public void Repository_names_are_normalised(string name, string expected) => Assert.AreEqual(expected, RepositoryNames.Normalize(name));

    [TestMethod]
    [DataRow("")]
    [DataRow(".App")]
    [DataRow("_App")]
    [DataRow("...")]
    [DataRow("Äpp")]
    [DataRow("App.")]
    [DataRow("a//B")]
    public void What_cannot_be_made_a_repository_name_is_refused(string name) =>
        Assert.AreEqual(OciFault.InvalidReference, Assert.ThrowsExactly<OciException>(() => RepositoryNames.Normalize(name)).Fault);

    // Case 151: linear time.
    [TestMethod]
    [Timeout(5000)]
    public void Case_151_long_hostile_names_are_refused_at_once()
    {
        string hostile = string.Concat(Enumerable.Repeat("a--", 1_000_000)) + "!";
        Assert.IsFalse(ImageReference.TryParse(hostile, out _));
        Assert.IsFalse(RepositoryNames.IsValid(hostile));
        Assert.IsFalse(ImageReference.IsTag(hostile));
    }
}
