using Wolfi.Apk.Repositories;
using Wolfi.Containers.Credentials;

namespace Wolfi.Containers.Tests.Credentials;

[TestClass]
public sealed class Netrc_format
{
    [TestMethod]
    [DataRow("machine host.example login user password pass", "user:pass", DisplayName = "One line")]
    [DataRow("machine host.example\n\tlogin user\r\n\tpassword pass\r\n", "user:pass", DisplayName = "Several lines")]
    [DataRow("\uFEFFmachine HOST.example user user password pass", "user:pass", DisplayName = "Byte order mark, capitals, user for login")]
    [DataRow("machine host.example password pass account x login user", "user:pass", DisplayName = "Any order, and an account")]
    [DataRow("machine host.example login \"a user\" password \"p\\\"a\\\\s # s\"", "a user:p\"a\\s # s", DisplayName = "Quotes")]
    [DataRow("machine host.example login a\"b password c\\d", "a\"b:c\\d", DisplayName = "Quote and backslash in a bare word")]
    [DataRow("# machine host.example login no password no\nmachine host.example login user password #pass # more", "user:#pass", DisplayName = "Comments")]
    [DataRow("machine other.example login a password b machine host.example login user password pass", "user:pass", DisplayName = "Second machine")]
    [DataRow("machine host.example login user password pass machine host.example login x password y", "user:pass", DisplayName = "The first counts")]
    [DataRow("machine host.example login only\nmachine host.example login user password pass", "user:pass", DisplayName = "An entry without password does not count")]
    [DataRow("macdef init\nmachine host.example login no password no\n\nmachine host.example login user password pass", "user:pass", DisplayName = "Macro")]
    [DataRow("machine other.example login a password b\nmacdef x\nput \"\n\r\nmachine host.example login user password pass", "user:pass", DisplayName = "Macro inside an entry, ended by CR LF")]
    [DataRow("machine host.example login x password y\nmachine host.example:443 login user password pass", "user:pass", DisplayName = "The port's own entry first")]
    [DataRow("machine host.example:8443 login user password pass", null, DisplayName = "Another port")]
    [DataRow("machine host.example.evil login user password pass", null, DisplayName = "Another host")]
    [DataRow("default login user password pass", null, DisplayName = "A default belongs to no host")]
    [DataRow("default login user password pass\nmachine host.example login user password pass", "user:pass", DisplayName = "Machine after default")]
    [DataRow("macdef x\nmachine host.example login user password pass", null, DisplayName = "Macro to the end")]
    [DataRow("machine host.example login \"\" password \"\"", ":", DisplayName = "Empty values")]
    [DataRow("", null, DisplayName = "Empty")]
    public void Entries_are_read(string text, string? expected)
    {
        NetrcMachine? machine = Netrc.Parse(text).Find(RepositoryOrigin.Of(new Uri("https://host.example/")));

        Assert.AreEqual(expected, machine is null ? null : $"{machine.Login}:{machine.Password}");
    }

    [TestMethod]
    [DataRow("login user password s3cr3t", 1)]
    [DataRow("machine", 1)]
    [DataRow("machine host.example login user password", 1)]
    [DataRow("\n\nmachine host.example login user s3cr3t word", 3)]
    [DataRow("machine host.example login user password two s3cr3t", 1)]
    [DataRow("machine host.example\nlogin user\npassword \"s3cr3t\n", 3)]
    [DataRow("machine host.example password \"s3cr3t", 1)]
    [DataRow("machine host.example password \"s3cr3t\\", 1)]
    [DataRow("machine host.example password \"s3cr3t\\n\"", 1)]
    [DataRow("machine host.example password s3cr3t\u0001", 1)]
    [DataRow("macdef x\n\n\nmachine host.example password", 4)]
    public void What_is_outside_the_format_is_named_by_its_line_and_never_shown(string text, int line)
    {
        NetrcException e = Assert.ThrowsExactly<NetrcException>(() => Netrc.Parse(text));

        StringAssert.StartsWith(e.Message, $"line {line}: ");
        Assert.DoesNotContain("s3cr3t", e.Message);
    }

    [TestMethod]
    public void Words_have_a_limit() =>
        Assert.ThrowsExactly<NetrcException>(() => Netrc.Parse("machine host.example password " + new string('x', 4097)));

    [TestMethod]
    public void Text_of_an_entry_does_not_tell_its_secret()
    {
        NetrcMachine machine = Netrc.Parse("machine 127.0.0.1:81 login user password s3cr3t").Find(RepositoryOrigin.Of(new Uri("http://127.0.0.1:81/")))!;

        Assert.AreEqual("machine 127.0.0.1:81", machine.ToString());
    }
}
