using Wolfi.Attacks.Tests.Harness;
using Wolfi.Containers.Inspection;
using Wolfi.Containers.Verification;
using Wolfi.Oci;
using Wolfi.Oci.Layouts;

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

    // That verify compares each blob with its name is shown above, for some bits of each. Here: no bit of the small ones leaves the name as it is.
    [TestMethod]
    public async Task No_bit_at_all_of_a_small_blob_leaves_its_digest()
    {
        using FinishedImage image = await FinishedImage.Make();
        byte[][] small = [.. Directory.GetFiles(Path.Combine(image.Forge(_ => { }), "blobs", "sha256")).Select(File.ReadAllBytes).Where(bytes => bytes.Length < 8192)];
        Assert.IsGreaterThan(10, small.Length);
        foreach (byte[] bytes in small)
        {
            Digest digest = Digest.Of(bytes);
            for (int bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.AreNotEqual(digest, Digest.Of(bytes));
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    // No digest names these two files, so here each bit is tried on verify itself.
    [TestMethod]
    public async Task No_bit_at_all_of_its_lists_can_be_flipped_but_of_a_tag_that_nobody_names()
    {
        using FinishedImage image = await FinishedImage.Make();
        string copy = image.Forge(_ => { });
        Assert.IsTrue(Passes(copy, "latest", image.Policy) && Passes(copy, null, image.Policy));
        string index = Path.Combine(copy, "index.json");
        string text = File.ReadAllText(index);
        Assert.AreEqual("", string.Join(' ', Survivors(Path.Combine(copy, "oci-layout"), () => Passes(copy, null, image.Policy))));

        (int start, int end) = (text.IndexOf("\"latest\"", StringComparison.Ordinal) + 1, text.IndexOf("\"latest\"", StringComparison.Ordinal) + "\"latest\"".Length - 1);
        int[] survivors = Survivors(index, () => Passes(copy, null, image.Policy));
        const string full = "\"docker.io/library/app:latest\"";
        (int nameStart, int nameEnd) = (text.IndexOf(full, StringComparison.Ordinal) + 1, text.IndexOf(full, StringComparison.Ordinal) + full.Length - 1);
        Assert.IsGreaterThan(0, nameStart);
        Assert.AreEqual("", string.Concat(survivors.Where(place => (place < start || place >= end) && (place < nameStart || place >= nameEnd)).Select(place => $"{text[..place]}»{text[place]}«{text[(place + 1)..]}\n")));
        Assert.AreEqual("", string.Join(' ', Survivors(index, () => Passes(copy, "latest", image.Policy), start, end)));
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

    private static StoredImage Open(string layout, string? tag = null)
    {
        OciLayout store = OciLayout.Open(layout);
        return new StoredImage(store, store.ReadImage(tag, null, CancellationToken.None));
    }

    // The places of all bits whose flip passes.
    private static int[] Survivors(string file, Func<bool> passes, int start = 0, int? end = null)
    {
        byte[] bytes = File.ReadAllBytes(file);
        HashSet<int> places = [];
        for (int bit = start * 8; bit < (end ?? bytes.Length) * 8; bit++)
        {
            byte[] changed = [.. bytes];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, changed);
            if (passes())
            {
                places.Add(bit / 8);
            }
        }

        File.WriteAllBytes(file, bytes);
        return [.. places.Order()];
    }

    private static bool Passes(string layout, string? tag, VerificationPolicy policy)
    {
        try
        {
            return ImageVerifier.Verify(Open(layout, tag), policy, CancellationToken.None).Passed;
        }
        catch (OciException)
        {
            return false;
        }
    }
}
