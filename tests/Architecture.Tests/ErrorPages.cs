using System.Text;
using System.Text.RegularExpressions;
using Wolfi.Containers.Diagnostics;

namespace Wolfi.Architecture.Tests;

/// <summary>Writes the pages of docs/errors from the descriptors, so that no page says another thing than the product.</summary>
internal static class ErrorPages
{
    private static readonly Dictionary<char, (string Title, string Introduction)> Families = new()
    {
        ['1'] = ("configuration", "Properties, items and the environment. All faults of one build are told at once; nothing has been fetched or written yet."),
        ['2'] = ("repositories and trust", "Every hop from the distribution's key to a layer's bytes is checked in every build, for packages from the cache too. A failure stops the build; the last good image stays as it was."),
        ['3'] = ("resolution", "Which packages satisfy the app. The message tells the whole way from the app's file or the property to what is missing, which candidates there were, and why each fell; [resolution](../resolution.md) has an example of each kind."),
        ['4'] = ("the app and its needs", "What was published, what it needs, and how it becomes packages of its own."),
        ['5'] = ("the image", "Layers, configuration and outputs. Nothing is ever merged or rewritten, so a package that can't be a layer as it is stops the build."),
        ['6'] = ("registries and container engines", "Pulling, pushing, and who the registry takes us for; [registries](../registries.md) tells where credentials are looked for. No tag is set before everything that it names is there. From WOLFI6100 on: Docker and Podman on this machine, see [daemons](../daemons.md)."),
        ['7'] = ("signing and evidence", "Keys, signatures, what is stated about an image, and what verifying it finds. An image that can't be signed as asked replaces nothing. [evidence](../evidence.md) says what is attached to an image."),
        ['8'] = ("verification and policy", "An image was asked to prove what it is. Each finding is told; one is enough for the answer \"no\"."),
        ['9'] = ("faults of this product", "Something that nobody foresaw."),
    };

    public static IEnumerable<char> All => DiagnosticTable.All.Select(descriptor => descriptor.Code[5]).Distinct();

    public static string Write(char family)
    {
        (string title, string introduction) = Families[family];
        StringBuilder page = new($"# WOLFI{family}xxx: {title}\n\n{introduction}\n");
        foreach (DiagnosticDescriptor descriptor in DiagnosticTable.All.Where(descriptor => descriptor.Code[5] == family))
        {
            page.Append($"\n## {descriptor.Code}\n\n**{descriptor.Title}** ({descriptor.Severity.ToString().ToLowerInvariant()})\n\n");
            page.Append($"> {Readable(descriptor.Format)}\n");
            if (descriptor.Advice.Length > 0)
            {
                page.Append($"\n{Readable(descriptor.Advice)}\n");
            }
        }

        return page.ToString();
    }

    private static string Readable(string format) =>
        format == "{0}"
            ? "(the sentence names the package, index or file, what is wrong in it, and where)"
            : Regex.Replace(format, @"\{\d\}", "…").Replace("{{", "{").Replace("}}", "}").Replace("<", "&lt;").Replace("*", "\\*");
}
