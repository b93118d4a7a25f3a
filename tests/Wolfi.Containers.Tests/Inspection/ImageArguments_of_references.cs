using Wolfi.Containers.Inspection;

namespace Wolfi.Containers.Tests.Inspection;

/// <summary>The repository that signatures of an image must name.</summary>
[TestClass]
public sealed class ImageArguments_of_references
{
    [TestMethod]
    [DataRow("ghcr.io/team/app:1.2.3", "ghcr.io/team/app")]
    [DataRow("ghcr.io/team/app", "ghcr.io/team/app")]
    [DataRow("127.0.0.1:5000/app@sha256:0000000000000000000000000000000000000000000000000000000000000000", "127.0.0.1:5000/app")]
    [DataRow("./layout", null)]
    [DataRow("oci:layout:latest", null)]
    [DataRow("docker-archive:image.tar", null)]
    public void Name_their_repository(string text, string? repository) => Assert.AreEqual(repository, ImageArguments.RepositoryOf(text));
}
