using System.Collections.Immutable;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Sigstore;
using Wolfi.SupplyChain.Certificates;
using Wolfi.SupplyChain.Keys;
using Wolfi.SupplyChain.Signatures;

namespace Wolfi.Containers.Tests.Sigstore;

[TestClass]
public sealed class Signers_of_builds
{
    private const string Issuer = FakeSigstore.Issuer;

    public TestContext TestContext { get; set; } = null!;

    // The images of several platforms are signed at once.
    [TestMethod]
    public async Task Have_one_certificate_however_many_ask()
    {
        using FakeSigstore fake = new();
        RecordingObserver observer = new();
        using BuildSigner signer = (await BuildSigner.ReadAsync(Settings(fake, FakeSigstore.Token()), observer, TestContext.CancellationToken))!;
        Assert.IsEmpty(fake.Asked);
        signer.Begin(TestContext.CancellationToken);

        ImmutableArray<SigstoreBundle>[] bundles = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            async () => await (await signer.GetAsync(TestContext.CancellationToken)).SignAsync(Services.Statements, TestContext.CancellationToken))));

        Assert.AreEqual(1, bundles.Select(some => Convert.ToBase64String(some.Single().Certificate.Span)).Distinct().Count());
        Assert.AreEqual(1, fake.Asked.Count(asked => asked == "POST /api/v2/signingCert"));
        Assert.AreEqual(8, fake.Asked.Count(asked => asked == "POST /api/v1/log/entries"));
        Assert.AreEqual(FakeSigstore.Identity, await signer.GetHostedBuilderAsync(TestContext.CancellationToken));
        Assert.IsEmpty(observer.Warnings);
    }

    [TestMethod]
    public async Task Are_the_same_for_each_token_of_a_job_and_others_for_other_jobs()
    {
        using FakeSigstore fake = new();
        string identity = await IdentityAsync(fake, FakeSigstore.Token());
        Assert.AreEqual(identity, await IdentityAsync(fake, FakeSigstore.Token(change: claims => claims["jti"] = "another")));
        Assert.AreNotEqual(identity, await IdentityAsync(fake, FakeSigstore.Token("repo:acme/app:ref:refs/heads/other")));
        Assert.AreNotEqual(identity, await IdentityAsync(fake, FakeSigstore.Token(change: claims => claims["job_workflow_ref"] = "https://github.com/acme/other")));
        Assert.DoesNotContain("repo:", identity);
    }

    [TestMethod]
    public async Task Say_when_the_clock_is_off_and_when_no_log_knows_the_certificate()
    {
        using FakeSigstore fake = new();
        RecordingObserver observer = new();
        fake.Otherwise = (path, body, truth) =>
        {
            if (path != "/api/v2/signingCert")
            {
                return null;
            }

            (string, byte[])[] extensions = [("2.5.29.17", SigningAuthority.UriName(FakeSigstore.Identity)), ("1.3.6.1.4.1.57264.1.8", SigningAuthority.Utf8(Issuer))];
            return truth with { Body = fake.CertificateAnswer(fake.Authority.Issue(FakeSigstore.KeyOf(body), extensions, DateTimeOffset.UtcNow.AddHours(-3))) };
        };
        using BuildSigner signer = (await BuildSigner.ReadAsync(Settings(fake, FakeSigstore.Token()), observer, TestContext.CancellationToken))!;
        await signer.GetAsync(TestContext.CancellationToken);
        CollectionAssert.AreEqual(new[] { "WOLFI7165", "WOLFI7166" }, observer.Warnings.Select(warning => warning.Code).ToArray());
    }

    public static IEnumerable<object?[]> Builders() =>
    [
        ["GitHub's workflow", IdentityKind.Uri, Issuer, "W", null, "W"],
        ["GitHub's workflow on GitHub's machine", IdentityKind.Uri, Issuer, "W", "github-hosted", "W"],
        ["an authority that says no more than the issuer", IdentityKind.Uri, Issuer, null, null, "W"],
        ["GitLab's pipeline", IdentityKind.Uri, "https://gitlab.com", null, null, "W"],
        ["a service of somebody's own that names its workflow", IdentityKind.Uri, "https://ci.example.org", "W", null, "W"],
        ["a runner of somebody's own", IdentityKind.Uri, Issuer, "W", "self-hosted", null],
        ["another machine", IdentityKind.Uri, "https://kubernetes.example.org", null, null, null],
        ["a workflow that another one calls", IdentityKind.Uri, Issuer, "other", null, null],
        ["a person", IdentityKind.Email, "https://accounts.example.org", null, null, null],
    ];

    [TestMethod]
    [DynamicData(nameof(Builders))]
    public void Prove_a_hosted_builder_where_a_service_vouches_for_its_workflow(string who, IdentityKind kind, string issuer, string? buildSigner, string? runner, string? builder)
    {
        using PrivateKey key = PrivateKey.Generate();
        SigningCertificate certificate = new()
        {
            Bytes = default,
            PublicKey = key.PublicKey,
            Identity = "W",
            Kind = kind,
            Issuer = issuer,
            BuildSigner = buildSigner,
            RunnerEnvironment = runner,
            NotBefore = default,
            NotAfter = default,
        };
        Assert.AreEqual(builder, HostedBuilder.Of(certificate), who);
        Assert.IsNull(HostedBuilder.Of(null));
    }

    private static SigningSettings Settings(FakeSigstore fake, string token) => new()
    {
        Services = Services.At(fake.Url, 1),
        Secrets = new KeySecrets { Variable = name => name == IdentityTokens.TokenVariable ? token : null },
    };

    private async Task<string> IdentityAsync(FakeSigstore fake, string token)
    {
        using BuildSigner signer = (await BuildSigner.ReadAsync(Settings(fake, token), new RecordingObserver(), TestContext.CancellationToken))!;
        return signer.Identity;
    }
}
