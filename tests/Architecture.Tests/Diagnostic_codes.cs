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
    public void Are_explained_one_to_one_in_the_docs()
    {
        string[] explained = [.. Directory.GetFiles(Path.Combine(Root, "docs/errors"), "*.md")
            .SelectMany(file => Regex.Matches(File.ReadAllText(file), "^## (WOLFI[0-9]{4})$", RegexOptions.Multiline).Select(match => match.Groups[1].Value))
            .Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(DiagnosticTable.All.Select(descriptor => descriptor.Code).ToArray(), explained);
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
