using System.Text.Json.Nodes;
using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Tool.Tests;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Cases I143 to I144 and K153 to K164: a finished image, changed, with every digest made right again, so that only the account of bytes can tell.</summary>
[TestClass]
public sealed class Tampered_images
{
    private static FinishedImage? _image;

    [ClassInitialize]
    public static async Task Make(TestContext context) => _image = await FinishedImage.Make();

    [ClassCleanup]
    public static void Remove() => _image?.Dispose();

    [TestMethod]
    public void The_image_that_nobody_changed_is_accounted_for_to_the_last_byte()
    {
        ToolRun run = _image!.Verify(_image.Layout).Expect(0);
        StringAssert.Contains(run.Output, "100.00 %");
        Assert.AreEqual("", run.Error);
    }

    [TestMethod]
    public void The_image_with_its_digests_made_anew_is_the_same()
    {
        ForgedImage forged = _image!.Forge("sealed");
        forged.State(_ => { });
        forged.Seal();
        _image.Verify(_image.PlaceOf("sealed")).Expect(0);
    }
}
