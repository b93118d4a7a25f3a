using Wolfi.Oci.Registries;

namespace Wolfi.Oci.Tests.Registries;

[TestClass]
public sealed class Addresses_that_registries_name
{
    [TestMethod]
    [DataRow("https://registry.example/", "https://auth.example/token", DisplayName = "F101 a token server of another name")]
    [DataRow("https://registry.example/", "https://registry.example/token?a=b")]
    [DataRow("http://localhost:5000/", "http://localhost:5001/token")]
    [DataRow("http://127.0.0.1:5000/", "http://[::1]:5001/token")]
    [DataRow("http://127.0.0.1:5000/", "https://auth.example/token")]
    [DataRow("http://registry.corp.example:5000/", "http://registry.corp.example:5001/token")]
    [DataRow("https://10.0.0.5/", "https://10.0.0.6/token")]
    [DataRow("https://10.0.0.5/", "https://auth.example/token")]
    [DataRow("https://169.254.10.1/", "https://169.254.10.1/token")]
    public void May_be_token_servers(string registry, string realm) => Assert.AreEqual(new Uri(realm), AddressPolicy.Realm(new Uri(registry), realm));

    [TestMethod]
    [DataRow("https://registry.example/", "http://auth.example/token", DisplayName = "F101 from https to plain http")]
    [DataRow("https://registry.example/", "http://registry.example/token", DisplayName = "F101 to the same host over plain http")]
    [DataRow("http://registry.corp.example/", "http://auth.example/token", DisplayName = "F101 from plain http to another host's")]
    [DataRow("https://registry.example/", "https://169.254.169.254/latest/meta-data", DisplayName = "F101 to the clouds' metadata")]
    [DataRow("https://10.0.0.5/", "https://169.254.169.254/", DisplayName = "F101 to the clouds' metadata from inside")]
    [DataRow("http://localhost:5000/", "http://169.254.169.254/", DisplayName = "F101 to the clouds' metadata from this machine")]
    [DataRow("https://registry.example/", "https://[fe80::1]/", DisplayName = "F101 to a link's own address")]
    [DataRow("https://registry.example/", "https://[::ffff:169.254.169.254]/", DisplayName = "F101 to a mapped address")]
    [DataRow("https://registry.example/", "https://[64:ff9b::a9fe:a9fe]/", DisplayName = "F101 to a translated address")]
    [DataRow("https://registry.example/", "https://[2002:7f00:1::]/", DisplayName = "F101 to a tunnelled address")]
    [DataRow("https://registry.example/", "https://2852039166/", DisplayName = "F101 to an address as one number")]
    [DataRow("https://registry.example/", "https://0x7f.1/", DisplayName = "F101 to an address in hexadecimal")]
    [DataRow("https://registry.example/", "https://127.0.0.1:8443/", DisplayName = "F101 to this machine")]
    [DataRow("https://registry.example/", "https://localhost/", DisplayName = "F101 to this machine by name")]
    [DataRow("https://registry.example/", "https://localhost./", DisplayName = "F101 to this machine by its full name")]
    [DataRow("https://registry.example/", "https://a.localhost/", DisplayName = "F101 to a name below localhost")]
    [DataRow("https://registry.example/", "https://192.168.1.1/", DisplayName = "F101 to an inner address")]
    [DataRow("https://registry.example/", "https://intranet/", DisplayName = "F101 to a name without dots")]
    [DataRow("https://registry.example/", "https://metadata.google.internal/", DisplayName = "F101 to an inner name")]
    [DataRow("https://registry.example/", "https://0.0.0.0/", DisplayName = "F101 to no host")]
    [DataRow("https://registry.example/", "file:///etc/passwd", DisplayName = "F101 to a file")]
    [DataRow("https://registry.example/", "/etc/passwd", DisplayName = "F101 to a path")]
    [DataRow("https://registry.example/", "gopher://auth.example/", DisplayName = "F101 to another scheme")]
    [DataRow("https://registry.example/", "https://user:password@auth.example/", DisplayName = "F101 with user info")]
    [DataRow("https://registry.example/", "https://registry.example\\@evil.example/", DisplayName = "F101 with a backslash")]
    [DataRow("https://registry.example/", "https://auth\u3002example/", DisplayName = "F101 with another script's dot")]
    [DataRow("https://registry.example/", "https://\u0430uth.example/", DisplayName = "F101 with another script's letter")]
    [DataRow("https://registry.example/", "https://auth.example/\r\nX: y", DisplayName = "F101 with a line break")]
    [DataRow("https://registry.example/", "", DisplayName = "F101 that is empty")]
    public void May_not_be_token_servers(string registry, string realm)
    {
        RegistryException failure = Assert.ThrowsExactly<RegistryException>(() => AddressPolicy.Realm(new Uri(registry), realm));
        Assert.AreEqual(RegistryFault.Refused, failure.Fault);
        Assert.DoesNotContain("password", failure.Message);
        Assert.IsFalse(failure.Message.Any(letter => letter > '~' || letter < ' '), failure.Message);
    }

    [TestMethod]
    [DataRow("https://registry.example/", "/v2/app/blobs/uploads/1?_state=x", "https://registry.example/v2/app/blobs/uploads/1?_state=x")]
    [DataRow("https://registry.example/", "1?_state=x", "https://registry.example/v2/app/blobs/uploads/1?_state=x")]
    [DataRow("https://registry.example/", "https://storage.example/1#part", "https://storage.example/1")]
    [DataRow("http://localhost:5000/", "http://127.0.0.1:5001/1", "http://127.0.0.1:5001/1")]
    public void May_be_places_of_uploads(string registry, string location, string expected) =>
        Assert.AreEqual(new Uri(expected), AddressPolicy.Upload(new Uri(registry), new Uri(new Uri(registry), "v2/app/blobs/uploads/"), location));

    [TestMethod]
    [DataRow("https://registry.example/", "http://storage.example/1", DisplayName = "F102 over plain http")]
    [DataRow("https://registry.example/", "http://registry.example/1", DisplayName = "F102 on the same host over plain http")]
    [DataRow("https://registry.example/", "ftp://storage.example/1", DisplayName = "F102 with another scheme")]
    [DataRow("https://registry.example/", "https://10.0.0.1/1", DisplayName = "F102 at an inner address")]
    [DataRow("https://registry.example/", "//169.254.169.254/1", DisplayName = "F102 at a link's own address")]
    [DataRow("https://registry.example/", null, DisplayName = "F102 that is not said")]
    public void May_not_be_places_of_uploads(string registry, string? location)
    {
        RegistryException failure = Assert.ThrowsExactly<RegistryException>(() => AddressPolicy.Upload(new Uri(registry), new Uri(new Uri(registry), "v2/app/blobs/uploads/"), location));
        Assert.AreEqual(RegistryFault.Refused, failure.Fault);
    }

    [TestMethod]
    public void Of_redirects_never_come_back_to_plain_http()
    {
        Uri registry = new("http://registry.corp.example/");
        Assert.AreEqual(new Uri("https://cdn.example/x"), AddressPolicy.Redirect(registry, registry, "https://cdn.example/x"));
        Assert.ThrowsExactly<RegistryException>(() => AddressPolicy.Redirect(registry, new Uri("https://cdn.example/x"), "http://registry.corp.example/x"));
    }

    [TestMethod]
    public void Of_next_pages_are_the_registrys_own()
    {
        Uri registry = new("https://registry.example/");
        Assert.AreEqual(new Uri("https://registry.example/v2/app/referrers/x?n=2"), AddressPolicy.NextPage(registry, new Uri("https://registry.example/v2/app/referrers/x"), "?n=2"));
        Assert.ThrowsExactly<RegistryException>(() => AddressPolicy.NextPage(registry, registry, "https://other.example/v2/app/referrers/x?n=2"));
    }
}
