using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Wolfi.SupplyChain.Sigstore;

namespace Wolfi.SupplyChain.Tests.Sigstore;

[TestClass]
public sealed class Signing_configurations
{
    private const string Whole = """
        {"mediaType":"application/vnd.dev.sigstore.signingconfig.v0.2+json",
         "caUrls":[{"url":"https://ca.example.org","majorApiVersion":1,"validFor":{"start":"2023-04-14T21:38:40Z"},"operator":"example"}],
         "oidcUrls":[{"url":"https://login.example.org/auth","majorApiVersion":1,"validFor":{"start":"2025-04-16T00:00:00Z"},"operator":"example"}],
         "rekorTlogUrls":[{"url":"https://two.example.org","majorApiVersion":2,"validFor":{"start":"2025-10-01T00:00:00Z","end":"2026-10-01T00:00:00Z"},"operator":"example"},
                          {"url":"https://one.example.org","majorApiVersion":1,"validFor":{"start":"2021-01-12T11:53:27Z"},"operator":"example"}],
         "rekorTlogConfig":{"selector":"ANY"},
         "tsaUrls":[{"url":"https://time.example.org/api/v1/timestamp","majorApiVersion":1}],
         "tsaConfig":{"selector":"EXACT","count":1}}
        """;

    private static readonly DateTimeOffset Autumn = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public void Name_services_by_kind_with_version_and_time()
    {
        SigningConfiguration read = SigningConfiguration.Read(Samples.Bytes(Whole), "It");
        Assert.AreEqual(new SigstoreService(new Uri("https://ca.example.org"), 1) { Operator = "example", ValidFrom = new(2023, 4, 14, 21, 38, 40, TimeSpan.Zero) }, read.Authorities.Single());
        Assert.AreEqual(new DateTimeOffset(2026, 10, 1, 0, 0, 0, TimeSpan.Zero), read.Logs[0].ValidUntil);
        Assert.AreEqual((ServiceSelector.Any, ServiceSelector.Exact, 1), (read.LogSelector, read.TimestampSelector, read.TimestampCount));
        Assert.IsEmpty(SigningConfiguration.Read(Samples.Bytes("{\"mediaType\":\"application/vnd.dev.sigstore.signingconfig.v0.2+json\",\"rekorTlogConfig\":{}}"), "It").Logs);
    }

    [TestMethod]
    public void Choose_the_newest_version_that_serves_and_one_of_each_operator()
    {
        ImmutableArray<SigstoreService> logs = SigningConfiguration.Read(Samples.Bytes(Whole), "It").Logs;
        Assert.AreEqual("https://two.example.org/", Chosen(ServiceSelector.Any, 1, Autumn, 1, 2));
        Assert.AreEqual("https://one.example.org/", Chosen(ServiceSelector.Any, 1, Autumn, 1));
        Assert.AreEqual("https://one.example.org/", Chosen(ServiceSelector.Any, 1, Autumn.AddDays(30), 1, 2));
        Assert.AreEqual("", Chosen(ServiceSelector.Any, 1, Autumn, 3));
        Assert.AreEqual("", Chosen(ServiceSelector.Exact, 2, Autumn, 1, 2));

        logs = [.. logs, logs[1] with { Operator = "other", Url = new Uri("https://other.example.org") }];
        Assert.AreEqual("https://two.example.org/ https://other.example.org/", Chosen(ServiceSelector.All, 1, Autumn, 1, 2));
        Assert.AreEqual("https://two.example.org/ https://other.example.org/", Chosen(ServiceSelector.Exact, 2, Autumn, 1, 2));
        Assert.AreEqual("https://two.example.org/", Chosen(ServiceSelector.Any, 1, Autumn, 1, 2));

        string Chosen(ServiceSelector selector, int count, DateTimeOffset time, params ReadOnlySpan<int> versions) =>
            string.Join(' ', SigningConfiguration.Select(logs, selector, count, time, versions).Select(service => service.Url.AbsoluteUri));
    }

    [TestMethod]
    [DataRow("v0.2+json", "v0.1+json", "is a 'application/vnd.dev.sigstore.signingconfig.v0.1+json'")]
    [DataRow("\"caUrls\"", "\"caUrl\"", "has a member 'caUrl'")]
    [DataRow("https://ca.example.org", "http://ca.example.org", "caUrls[0].url is no https URL")]
    [DataRow("https://ca.example.org", "https://user:secret@ca.example.org", "caUrls[0].url is no https URL")]
    [DataRow("https://ca.example.org", "/ca", "caUrls[0].url is no https URL")]
    [DataRow("\"majorApiVersion\":2", "\"majorApiVersion\":0", "rekorTlogUrls[0].majorApiVersion is no version")]
    [DataRow("\"majorApiVersion\":2,", "", "rekorTlogUrls[0] lacks 'majorApiVersion'")]
    [DataRow("2026-10-01T00:00:00Z", "autumn", "rekorTlogUrls[0].validFor.end is no time")]
    [DataRow("\"ANY\"", "\"SOME\"", "rekorTlogConfig has the selector 'SOME'")]
    [DataRow("\"count\":1", "\"count\":0", "tsaConfig counts no services")]
    [DataRow("\"count\":1", "\"count\":99999999", "tsaConfig counts no services")]
    [DataRow("https://login.example.org/auth", "login", "oidcUrls[0].url is no https URL")]
    [DataRow("\"tsaConfig\":{", "\"tsaConfig\":[{", "is not the JSON it should be")]
    public void That_are_damaged_are_refused(string from, string to, string message)
    {
        StringAssert.Contains(Whole, from);
        EvidenceException refusal = Assert.ThrowsExactly<EvidenceException>(() => SigningConfiguration.Read(Samples.Bytes(Whole.Replace(from, to, StringComparison.Ordinal)), "It"));
        StringAssert.Contains(refusal.Message, message);
        Assert.DoesNotContain("secret", refusal.Message);
    }

    [TestMethod]
    public void With_too_many_services_are_refused()
    {
        string many = string.Join(',', Enumerable.Repeat("{\"url\":\"https://a.example.org\",\"majorApiVersion\":1}", 33));
        Samples.Refused(EvidenceFault.LimitExceeded, "caUrls has 33 items; at most 32 are read",
            () => SigningConfiguration.Read(Samples.Bytes($"{{\"mediaType\":\"application/vnd.dev.sigstore.signingconfig.v0.2+json\",\"caUrls\":[{many}]}}"), "It"));
    }

    [TestMethod]
    public void That_are_any_text_never_do_more_than_be_refused() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        string json = "{\"mediaType\":\"application/vnd.dev.sigstore.signingconfig.v0.2+json\",\"caUrls\":[" + text;
        Assert.ThrowsExactly<EvidenceException>(() => SigningConfiguration.Read(Samples.Bytes(json), "It"));
    }).QuickCheckThrowOnFailure();
}
