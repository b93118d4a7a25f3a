using System.Text.RegularExpressions;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Architecture.Tests;

[TestClass]
public sealed class Diagnostic_codes
{
    private static readonly string Root = SharedData.RepositoryRoot;

    [TestMethod]
    public void Are_unique() =>
        Assert.IsEmpty(DiagnosticTable.All.GroupBy(descriptor => descriptor.Code).Where(group => group.Count() > 1).Select(group => group.Key).ToArray());

    [TestMethod]
    public void End_in_the_digit_of_their_severity()
    {
        string[] wrong = [.. DiagnosticTable.All
            .Where(descriptor => !Regex.IsMatch(descriptor.Code, "^WOLFI[1-9][0-9]{3}$") || descriptor.Code[^1] >= '5' != (descriptor.Severity == Severity.Warning))
            .Select(descriptor => descriptor.Code)];
        Assert.IsEmpty(wrong, string.Join(", ", wrong));
    }

    [TestMethod]
    public void Are_explained_in_the_docs_as_the_product_says_them()
    {
        foreach (char family in ErrorPages.All)
        {
            string page = Path.Combine(Root, "docs/errors", $"{family}xxx.md");
            if (Environment.GetEnvironmentVariable("WOLFI_ACCEPT_GOLDENS") == "1" && Environment.GetEnvironmentVariable("CI") is null)
            {
                File.WriteAllText(page, ErrorPages.Write(family));
            }

            Assert.AreEqual(ErrorPages.Write(family), File.Exists(page) ? File.ReadAllText(page) : "", $"WOLFI_ACCEPT_GOLDENS=1 writes {page} anew.");
        }
    }

    [TestMethod]
    public void Stand_on_the_page_that_their_link_names()
    {
        foreach (DiagnosticDescriptor descriptor in DiagnosticTable.All)
        {
            string page = Regex.Match(descriptor.HelpLink, "docs/errors/[0-9]xxx.md").Value;
            StringAssert.Contains(File.ReadAllText(Path.Combine(Root, page)), $"## {descriptor.Code}\n");
        }
    }
}
