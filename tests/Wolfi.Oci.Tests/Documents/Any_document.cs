using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Wolfi.Oci.Documents;
using Wolfi.Oci.References;

namespace Wolfi.Oci.Tests.Documents;

[TestClass]
public sealed class Any_document
{
    [TestMethod]
    public void Any_text_comes_back_or_is_refused() => Prop.ForAll<string[]>(texts =>
    {
        ImmutableArray<string> values = [.. texts.Select(text => text ?? "")];
        bool valid = values.All(IsUnicode);
        ImageConfig config = new()
        {
            Architecture = "a",
            Os = "o",
            DiffIds = [],
            Container = new ContainerConfig { Env = values, Labels = Samples.Map([.. values.Distinct().Select(value => (value, value))]) },
        };
        try
        {
            Document<ImageConfig> document = config.ToDocument();
            ImageConfig read = ImageConfig.Read(document.Bytes, "config").Value;
            using JsonDocument independent = JsonDocument.Parse(document.Bytes);
            return valid
                && read.Container.Env.SequenceEqual(values)
                && read.Container.Labels.SequenceEqual(config.Container.Labels)
                && read.ToDocument().Digest == document.Digest
                && (values.IsEmpty || independent.RootElement.GetProperty("config").GetProperty("Env").EnumerateArray().Select(item => item.GetString()!).SequenceEqual(values));
        }
        catch (OciException exception)
        {
            return !valid && exception.Fault == OciFault.MalformedDocument;
        }
    }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Any_reference_that_is_read_is_written_and_read_again() => Prop.ForAll<NonNull<string>>(text =>
        !ImageReference.TryParse(text.Get, out ImageReference? reference) || ImageReference.Parse(reference.Familiar) == reference).QuickCheckThrowOnFailure();

    // Case 149: changed bytes are read or refused, nothing else.
    [TestMethod]
    public void Case_149_changed_bytes_are_read_or_refused()
    {
        byte[][] documents = [Samples.Config().ToDocument().Bytes.ToArray(), Samples.Manifest().ToDocument().Bytes.ToArray(), Samples.Index().ToDocument().Bytes.ToArray()];
        Random random = new(107);
        int refused = 0;
        const int Rounds = 20_000;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] changed = (byte[])documents[round % 3].Clone();
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                ImageConfig.Read(changed, "config");
                ImageManifest.Read(changed, null, "manifest");
                ImageIndex.Read(changed, null, "index");
            }
            catch (OciException exception)
            {
                Assert.IsFalse(exception.Message.Any(char.IsControl), exception.Message);
                refused++;
            }
        }

        Assert.AreEqual(Rounds, refused, "No document is all three.");
    }

    private static bool IsUnicode(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
