using System.Collections.Immutable;
using Wolfi.Containers.Settings;
using Wolfi.Oci;
using Wolfi.Oci.Documents;
using Wolfi.Oci.Images;
using Wolfi.SupplyChain.Components;
using Wolfi.SupplyChain.CycloneDx;
using Wolfi.SupplyChain.Licences;

namespace Wolfi.Containers.Evidence;

/// <summary>Makes the bill of materials of an index: its platforms' images, each with its digest and where its own bill is.</summary>
internal static class IndexBillMaker
{
    /// <summary>Makes the bill.</summary>
    public static BillOfMaterials Make(IndexEvidenceInput input)
    {
        PublishRequest request = input.Requests[0];
        Component index = Describe(request, input.Image.Digest, input.Image.Images[0], platform: null);
        List<Component> images = [];
        List<Relationship> relationships = [];
        foreach (Image image in input.Image.Images)
        {
            Component component = Describe(request, image.Digest, image, image.Config.Value.Platform);
            images.Add(component);
            relationships.Add(new Relationship(index.Id, RelationshipKind.Contains, component.Id));
            relationships.Add(new Relationship(component.Id, RelationshipKind.VariantOf, index.Id));
        }

        return BillOfMaterials.Create(index, images, relationships, new BillCreation
        {
            Tool = BillOfMaterialsMaker.Tool,
            ToolVersion = BillOfMaterialsMaker.ToolVersion,
            Author = index.Supplier,
            Created = request.Created,
            Identity = input.Image.Digest.ToString(),
        });
    }

    private static Component Describe(PublishRequest request, Digest digest, Image image, Platform? platform)
    {
        ImmutableSortedDictionary<string, string> labels = image.Config.Value.Container.Labels;
        string purl = PackageUrl.Oci(request.ImageRepository, digest.ToString(), platform?.Architecture);
        Component component = new()
        {
            // Two variants of one architecture have different digests, and so different package URLs.
            Id = purl,
            Kind = ComponentKind.Image,
            Source = ComponentSource.Own,
            Name = request.ImageRepository,
            Version = digest.ToString(),
            Purl = purl,
            Hashes = [new ContentHash(HashKind.Sha256, digest.Hex)],
            Licence = LicenceExpression.Parse(labels.GetValueOrDefault(AnnotationNames.Licenses)),
            Supplier = BillOfMaterialsMaker.VendorOf(labels, request.App.AssemblyName),
        };
        return platform is null ? component with { Description = "Image index" } : component with
        {
            Description = $"Image for {platform}",
            References = request.Evidence.Sboms.HasFlag(SbomFormats.CycloneDx) ? [new ComponentReference(ReferenceKind.Bill, CycloneDxWriter.LinkTo(digest.ToString()))] : [],
            Properties = component.Properties.Add(PropertyNames.Prefix + PropertyNames.Platform, platform.ToString()),
        };
    }
}
