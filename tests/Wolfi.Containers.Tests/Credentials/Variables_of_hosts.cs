using System.Collections.Immutable;
using Wolfi.Apk.Repositories;
using Wolfi.Containers.Credentials;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Containers.Tests.Credentials;

/// <summary>HTTP_AUTH and the variables that are named after servers.</summary>
[TestClass]
public sealed class Variables_of_hosts
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow("https://packages.example.com/os", "WOLFI_AUTH_PACKAGES_EXAMPLE_COM")]
    [DataRow("https://Packages.Example.com:443/os", "WOLFI_AUTH_PACKAGES_EXAMPLE_COM")]
    [DataRow("https://packages-example.com/os", "WOLFI_AUTH_PACKAGES__EXAMPLE_COM")]
    [DataRow("https://packages.example.com:8443/os", "WOLFI_AUTH_PACKAGES_EXAMPLE_COM___8443")]
    [DataRow("http://127.0.0.1:8080/os", "WOLFI_AUTH_127_0_0_1___8080")]
    [DataRow("https://bücher.example/os", "WOLFI_AUTH_XN____BCHER__KVA_EXAMPLE")]
    [DataRow("https://[::1]/os", null)]
    [DataRow("https://a_b.example/os", null)]
    [DataRow("https://a-.b/os", null)]
    [DataRow("https://a.b./os", null)]
    public void Each_server_has_a_name_of_its_own(string url, string? name) => Assert.AreEqual(name, HostVariable.NameFor(RepositoryOrigin.Of(new Uri(url))));

    [TestMethod]
    [DataRow("basic user:pass:word", "basic user:pass:word")]
    [DataRow("Basic user:pass word\n", "basic user:pass word")]
    [DataRow("basic :", "basic :")]
    [DataRow("bearer abc.def", "Bearer abc.def")]
    [DataRow("BEARER abc.def\r\n", "Bearer abc.def")]
    public async Task A_variable_holds_a_scheme_and_what_belongs_to_it(string value, string expected) =>
        Assert.AreEqual(expected, (await SendAsync("https://packages.example.com/os", value)).Authorization);

    [TestMethod]
    [DataRow("s3cr3t")]
    [DataRow("basic s3cr3t")]
    [DataRow("bearer ")]
    [DataRow("bearer s3cr3t s3cr3t")]
    [DataRow("digest s3cr3t")]
    [DataRow("basic user:s3cr3t\r\nX-Header: 1")]
    [DataRow("")]
    public async Task A_variable_of_another_form_fails_without_being_shown(string value)
    {
        WolfiException e = await Assert.ThrowsExactlyAsync<WolfiException>(() => SendAsync("https://packages.example.com/os", value));

        Assert.AreEqual(CredentialErrors.VariableDamaged.Code, e.Diagnostic.Code);
        StringAssert.Contains(e.Diagnostic.Message, "WOLFI_AUTH_PACKAGES_EXAMPLE_COM");
        Assert.DoesNotContain("s3cr3t", e.ToString());
    }

    [TestMethod]
    public async Task Other_servers_get_nothing_of_a_variable()
    {
        foreach (string other in (string[])["https://packages.example.org/os", "https://packages-example.com/os", "https://packages.example.com:8443/os"])
        {
            Assert.IsNull((await SendAsync(other, "basic user:password")).Authorization, other);
        }
    }

    [TestMethod]
    [DataRow("basic:host.example:user:password", "https://host.example/os", "basic user:password")]
    [DataRow("basic:HOST.example:user:password", "https://host.example/os", "basic user:password")]
    [DataRow("basic:host.example:user:pass:word", "https://host.example/os", "basic user:pass:word", DisplayName = "Colon in the password")]
    [DataRow("basic:host.example:8443:user:password", "https://host.example:8443/os", "basic user:password", DisplayName = "Port")]
    [DataRow("basic:host.example:443:user:pass:word", "https://host.example/os", "basic user:pass:word", DisplayName = "The usual port")]
    [DataRow("basic:[::1]:8443:user:password", "https://[::1]:8443/os", "basic user:password", DisplayName = "IPv6")]
    [DataRow("basic:host.example:99999:pass:word", "https://host.example/os", "basic 99999:pass:word", DisplayName = "A number that is no port")]
    [DataRow("basic:host.example:8443:password", "https://host.example/os", "basic 8443:password", DisplayName = "Two fields are user and password")]
    [DataRow("basic:host.example::", "https://host.example/os", "basic :")]
    [DataRow("basic:host.example:8443:user:password", "https://host.example/os", null, DisplayName = "Another port")]
    [DataRow("basic:host.example:user:password", "https://host.example:8443/os", null, DisplayName = "Not the usual port")]
    [DataRow("basic:host.example:user:password", "https://host.example.evil/os", null, DisplayName = "Another host")]
    [DataRow("basic:*:user:password", "https://host.example/os", null, DisplayName = "Any host")]
    [DataRow("basic:host.example:user", "https://host.example/os", null, DisplayName = "No password")]
    [DataRow("digest:host.example:user:password", "https://host.example/os", null)]
    [DataRow("user:password", "https://host.example/os", null)]
    public async Task The_form_of_apko_is_read(string value, string url, string? expected) =>
        Assert.AreEqual(expected, (await Sent.ToAsync(url, new CredentialSources { HttpAuth = value }, TestContext.CancellationToken)).Authorization);

    private Task<Sent> SendAsync(string url, string value) => Sent.ToAsync(
        url,
        new CredentialSources { HostVariables = ImmutableDictionary<string, string>.Empty.Add("WOLFI_AUTH_PACKAGES_EXAMPLE_COM", value) },
        TestContext.CancellationToken);
}
