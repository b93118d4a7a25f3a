using Wolfi.Oci.References;

namespace Wolfi.Oci.Tests.References;

[TestClass]
public sealed class Image_locations
{
    [TestMethod]
    [DataRow("oci:out/layout", ImageLocationKind.Layout, "out/layout", null)]
    [DataRow("oci:out/layout:1.0", ImageLocationKind.Layout, "out/layout", "1.0")]
    [DataRow("oci:/a:b/c", ImageLocationKind.Layout, "/a:b/c", null)]
    [DataRow("oci:C:\\images", ImageLocationKind.Layout, "C:\\images", null)]
    [DataRow("oci:C:\\images:v1", ImageLocationKind.Layout, "C:\\images", "v1")]
    [DataRow("docker-archive:a:b.tar", ImageLocationKind.DockerArchive, "a:b.tar", null)]
    [DataRow("oci-archive:x.tar", ImageLocationKind.OciArchive, "x.tar", null)]
    [DataRow("./x", ImageLocationKind.Layout, "./x", null)]
    [DataRow("../x", ImageLocationKind.Layout, "../x", null)]
    [DataRow("/x", ImageLocationKind.Layout, "/x", null)]
    [DataRow("known", ImageLocationKind.Layout, "known", null)]
    public void Name_a_place_on_this_machine(string text, ImageLocationKind kind, string path, string? tag)
    {
        ImageLocation location = ImageLocation.Parse(text, path => path == "known");
        Assert.AreEqual((kind, path, tag, null), (location.Kind, location.Path, location.Tag, location.Reference));
    }

    [TestMethod]
    public void Or_else_a_reference()
    {
        ImageLocation location = ImageLocation.Parse("known:1", path => path == "known");
        Assert.AreEqual(ImageLocationKind.Registry, location.Kind);
        Assert.AreEqual("docker.io/library/known:1", location.Reference!.ToString());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("oci:")]
    [DataRow("docker-archive:")]
    [DataRow("oci-archive:")]
    [DataRow("My App")]
    public void Others_are_refused(string text) =>
        Assert.AreEqual(OciFault.InvalidReference, Assert.ThrowsExactly<OciException>(() => ImageLocation.Parse(text, _ => false)).Fault);
}
