using Wolfi.Attacks.Tests.Harness;

namespace Wolfi.Attacks.Tests.Images;

/// <summary>Any bit of any blob: in a layout nothing may be other than its name says.</summary>
[TestClass]
public sealed class Blobs_of_a_finished_image
{
    [TestMethod]
    public async Task No_bit_of_any_blob_can_be_flipped()
    {
        using FinishedImage image = await FinishedImage.Make();
        string copy = image.Forge(_ => { });
        image.Verify(copy).Expect(0);
        Random random = new(7);
        foreach (string blob in Directory.GetFiles(Path.Combine(copy, "blobs", "sha256")))
        {
            byte[] bytes = File.ReadAllBytes(blob);

            // Every bit of the first and last bytes, where headers, trailers and padding are, and some between.
            IEnumerable<int> places = Enumerable.Range(0, Math.Min(bytes.Length, 12)).Concat([bytes.Length - 1, bytes.Length - 5]).Concat(Enumerable.Range(0, 12).Select(_ => random.Next(bytes.Length)));
            foreach (int place in places.Where(place => place >= 0).Distinct())
            {
                byte[] changed = [.. bytes];
                changed[place] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(blob, changed);
                Assert.AreEqual(1, image.Verify(copy).ExitCode, $"A bit of byte {place} of {blob} ({bytes.Length} bytes) may be flipped.");
            }

            File.WriteAllBytes(blob, bytes);
        }

        image.Verify(copy).Expect(0);
    }

    [TestMethod]
    public async Task No_blob_can_be_cut_off_lengthened_or_left_out()
    {
        using FinishedImage image = await FinishedImage.Make();
        string copy = image.Forge(_ => { });
        foreach (string blob in Directory.GetFiles(Path.Combine(copy, "blobs", "sha256")))
        {
            byte[] bytes = File.ReadAllBytes(blob);
            foreach (byte[] changed in (byte[][])[bytes[..^1], [.. bytes, 0], []])
            {
                File.WriteAllBytes(blob, changed);
                Assert.AreEqual(1, image.Verify(copy).ExitCode, blob);
            }

            File.Delete(blob);
            Assert.AreEqual(1, image.Verify(copy).ExitCode, blob);
            File.WriteAllBytes(blob, bytes);
        }

        image.Verify(copy).Expect(0);
    }

    [TestMethod]
    public async Task A_blob_that_nothing_leads_to_is_hashed_too()
    {
        using FinishedImage image = await FinishedImage.Make();
        string copy = image.Forge(_ => { });
        string stray = Path.Combine(copy, "blobs", "sha256", "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881");
        File.WriteAllText(stray, "x");
        image.Verify(copy).Expect(0);
        File.WriteAllText(stray, "y");
        StringAssert.Contains(image.Verify(copy).Expect(1).Error, "WOLFI8001");
    }
}
