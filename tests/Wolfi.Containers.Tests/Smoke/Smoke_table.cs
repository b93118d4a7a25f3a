using System.Text;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Smoke;

namespace Wolfi.Containers.Tests.Smoke;

/// <summary>The table of what failing apps say, and the page that shows it.</summary>
[TestClass]
public sealed class Smoke_table
{
    private static readonly string Page = Path.Combine(SharedData.RepositoryRoot, "docs", "smoke.md");

    // Measured: what .NET 10 and runc print when something is left out of an image.
    [TestMethod]
    [DataRow("Couldn't find a valid ICU package installed on the system. Please install libicu (or icu-libs) using your package manager and try again.", "icu")]
    [DataRow("Process terminated. Could not load ICU data. UErrorCode: 2", "icu")]
    [DataRow("No usable version of libssl was found", "openssl")]
    [DataRow("Unhandled exception. System.PlatformNotSupportedException: OpenSSL is required for algorithm 'ECDsaOpenSsl' but could not be found or loaded.", "openssl")]
    [DataRow("System.Security.Authentication.AuthenticationException: The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot", "ca-certificates")]
    [DataRow("Unhandled exception. System.TimeZoneNotFoundException: The time zone ID 'Europe/Berlin' was not found on the local computer.", "tzdata")]
    [DataRow("Cannot load library libgssapi_krb5.so.2", "krb5")]
    [DataRow("System.DllNotFoundException: Unable to load shared library 'libldap.so.2' or one of its dependencies.", "ldap")]
    [DataRow("/app/app: error while loading shared libraries: libstdc++.so.6: cannot open shared object file: No such file or directory", "so:libstdc++.so.6")]
    [DataRow("/app/app: error while loading shared libraries: libssl.so.3: cannot open shared object file: No such file or directory", "openssl")]
    [DataRow("Failed to load /app/libcoreclr.so, error: librt.so.1: cannot open shared object file: No such file or directory", "so:librt.so.1")]
    [DataRow("libz.so.1: cannot open shared object file: No such file or directory", "so:libz.so.1")]
    [DataRow("exec /app/app: no such file or directory", "so:libc.so.6")]
    [DataRow("You must install or update .NET to run this application.", "runtime")]
    public void Names_the_need_that_a_text_tells(string line, string need)
    {
        SmokeReasons reasons = new();
        reasons.Read("info: something else");
        reasons.Read(line);
        reasons.Read(line);
        SmokeReason reason = reasons.Found.Single();
        Assert.AreEqual(need, reason.Need);
        Assert.AreEqual(line, reason.Line);
        Assert.DoesNotContain("{", reason.Cause + reason.Answer, reason.Cause + reason.Answer);
    }

    [TestMethod]
    public void Tells_a_need_once_however_many_lines_tell_it()
    {
        SmokeReasons reasons = new();
        reasons.Read("Cannot load library libgssapi_krb5.so.2");
        reasons.Read("Error: libgssapi_krb5.so.2: cannot open shared object file: No such file or directory");
        Assert.AreEqual("krb5", reasons.Found.Single().Need);
    }

    [TestMethod]
    [DataRow("/app/libcppdemo.so: version `GLIBC_2.99' not found (required by /app/libcppdemo.so)", "glibc is newer")]
    [DataRow("runc run failed: unable to start container process: exec: \"/usr/bin/dotnet\": stat /usr/bin/dotnet: no such file or directory", "program that the image starts")]
    [DataRow("GC initialization failed with error 0x8007007E", "collector")]
    [DataRow("Failure processing application bundle. Default extraction directory [/] either doesn't exist or is not accessible for read/write.", "unpacks itself")]
    [DataRow("System.Globalization.CultureNotFoundException: Only the invariant culture is supported in globalization-invariant mode.", "InvariantGlobalization")]
    [DataRow("System.Net.Sockets.SocketException (13): Permission denied", "bind its port")]
    [DataRow("System.IO.IOException: Read-only file system : '/app/log.txt'", "read-only")]
    public void Tells_what_is_wrong_where_no_need_is_missing(string line, string cause)
    {
        SmokeReasons reasons = new();
        reasons.Read(line);
        Assert.IsNull(reasons.Found.Single().Need);
        StringAssert.Contains(reasons.Found.Single().Cause, cause, StringComparison.Ordinal);
    }

    // The runtime tells every name that it has tried: none of these is a library's soname.
    [TestMethod]
    [DataRow("/app/libcppdemo.so: cannot open shared object file: No such file or directory")]
    [DataRow("cppdemo.so: cannot open shared object file: No such file or directory")]
    [DataRow("/app/libz.so.1: cannot open shared object file: No such file or directory")]
    [DataRow("info: Microsoft.Hosting.Lifetime[14]")]
    public void Takes_no_other_line_for_a_reason(string line)
    {
        SmokeReasons reasons = new();
        reasons.Read(line);
        Assert.IsEmpty(reasons.Found);
    }

    [TestMethod]
    public void Names_only_needs_that_there_are()
    {
        string[] keys = [.. NeedRules.KeyOrder, SmokeRule.Library];
        string[] unknown = [.. SmokeRules.Table.Select(rule => rule.Need).OfType<string>().Where(need => !keys.Contains(need) && !need.StartsWith("so:", StringComparison.Ordinal))];
        Assert.IsEmpty(unknown, string.Join(", ", unknown));
        // Without an answer of its own, a rule says to add its need: a project must be able to.
        Assert.IsTrue(SmokeRules.Table.All(rule => rule.Answer is not null || rule.Need == SmokeRule.Library || NeedRules.Declarable.Any(need => need.Key == rule.Need)));
    }

    [TestMethod]
    public void Stands_in_the_docs()
    {
        StringBuilder texts = new("| it says | exit code | what is missing or wrong | what to do |\n|---|---|---|---|\n");
        foreach (SmokeRule rule in SmokeRules.Table)
        {
            string said = string.Join("<br>", rule.Texts.Select(text => $"`{Shown(text).Replace("`", "'", StringComparison.Ordinal)}`"));
            texts.Append($"| {said} | {rule.ExitCode} | {Shown(rule.Cause)} | {Shown(rule.Answer ?? $"`<WolfiNeed Include=\"{(rule.Need == SmokeRule.Library ? "so:" : "")}{rule.Need}\" Action=\"Add\" />`").Replace("<WolfiNeed Include=\"icu\" Action=\"Add\" />", "`<WolfiNeed Include=\"icu\" Action=\"Add\" />`", StringComparison.Ordinal)} |\n");
        }

        StringBuilder codes = new("| exit code | meaning |\n|---|---|\n");
        foreach ((int code, string meaning) in SmokeExitCodes.Meanings.OrderBy(pair => pair.Key))
        {
            codes.Append($"| {code} | {meaning} |\n");
        }

        string page = File.ReadAllText(Page);
        string expected = Replace(Replace(page, "<!-- the table of texts -->", texts.ToString()), "<!-- the table of exit codes -->", codes.ToString());
        if (Environment.GetEnvironmentVariable("WOLFI_ACCEPT_GOLDENS") == "1" && Environment.GetEnvironmentVariable("CI") is null)
        {
            File.WriteAllText(Page, expected);
        }

        Assert.AreEqual(expected, File.ReadAllText(Page), $"WOLFI_ACCEPT_GOLDENS=1 writes {Page} anew.");
    }

    private static string Shown(string text) => text.Replace(SmokeRule.Library, "LIBRARY", StringComparison.Ordinal).Replace(SmokeRule.Word, "…", StringComparison.Ordinal);

    private static string Replace(string page, string marker, string table)
    {
        int begin = page.IndexOf(marker, StringComparison.Ordinal) + marker.Length + 1;
        int end = page.IndexOf("<!-- end of the table -->", begin, StringComparison.Ordinal);
        return page[..begin] + table + page[end..];
    }
}
