using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using Wolfi.Containers.Evidence;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Tool.Options;
using Wolfi.Containers.Tool.Output;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain;
using Wolfi.SupplyChain.Bills;
using Wolfi.SupplyChain.Components;

namespace Wolfi.Containers.Tool.Verbs;

/// <summary><c>sbom IMAGE</c>: the bill of materials that is attached to an image.</summary>
internal static class SbomVerb
{
    private const string Spdx = "spdx";
    private const string CycloneDx = "cyclonedx";

    public static Command Create(VerbContext context)
    {
        Argument<string> image = ImageOptions.Image();
        Option<Platform?> platform = ImageOptions.Platform();
        Option<string?> format = new("--format") { HelpName = "FORM", Description = "Print the document itself: spdx or cyclonedx. Without it, its components are listed." };
        format.AcceptOnlyFromAmong(Spdx, CycloneDx);
        Option<string?> source = new("--source") { HelpName = "SOURCE", Description = "Only what came from there: distribution, upstream or own." };
        source.AcceptOnlyFromAmong("distribution", "upstream", "own");
        Command command = new("sbom", "Show the bill of materials that is attached to an image. Nobody has signed it: it says what its builder says.") { image, platform, format, source };
        command.SetAction((parsed, cancellationToken) =>
        {
            EvidenceKind? kind = parsed.GetValue(format) switch { null => null, Spdx => EvidenceKind.Spdx, _ => EvidenceKind.CycloneDx };
            ComponentSource? only = SourceNames.Find(parsed.GetValue(source));
            Platform? one = parsed.GetValue(platform);
            (ImageStore store, Descriptor root) = ImageArguments.OpenRoot(parsed.GetRequiredValue(image), one, context.Registries, withReferrers: true, [], cancellationToken);
            if (one is not null)
            {
                root = ImageArguments.ImageOf(store, root, one, cancellationToken).Descriptor;
            }

            AttachedBill bill = AttachedBills.Read(store, root, kind, cancellationToken);
            if (kind is not null)
            {
                context.Terminal.Out.Write(Encoding.UTF8.GetString((only is { } wanted ? bill.Of(wanted) : bill.Bytes).Span));
            }
            else
            {
                Print(context, parsed.GetValue(context.Json), root, [.. bill.Components.Where(component => only is null || component.Source == only)]);
            }

            return Task.FromResult((int)ExitCode.Success);
        });
        return command;
    }

    private static void Print(VerbContext context, bool json, Descriptor subject, ImmutableArray<ListedComponent> components)
    {
        if (!json)
        {
            Tables.Print(
                context.Terminal,
                [new("component"), new("version"), new("source"), new("licence")],
                components.Select(component => new[] { component.Name, component.Version ?? "", SourceNames.Of(component.Source), component.Licence ?? "" }));
            return;
        }

        Json.Print(context.Terminal.Out, writer =>
        {
            writer.WriteString("digest", subject.Digest.ToString());
            writer.WriteObjects("components", components, (one, component) =>
            {
                one.WriteString("name", component.Name);
                one.WriteString("version", component.Version);
                one.WriteString("source", SourceNames.Of(component.Source));
                one.WriteString("licence", component.Licence);
                one.WriteString("purl", component.Purl);
            });
        });
    }
}
