using System.Buffers.Text;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Wolfi.Apk.Tests.Indexes;

[TestClass]
public sealed class IndexText_checksums
{
    [TestMethod]
    public void Are_Q1_and_the_base64_of_twenty_bytes()
    {
        Gen<byte[]> sound = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(20).Select(bytes => Encoding.ASCII.GetBytes("Q1" + Convert.ToBase64String(bytes)));
        Gen<byte[]> changed = sound.SelectMany(text => Gen.Choose(0, text.Length - 1).SelectMany(at => Gen.Choose(' ', '~').Select(value => Change(text, at, (byte)value))));
        Prop.ForAll(Gen.OneOf(sound, changed).ToArbitrary(), text => IsAccepted(text) == IsChecksum(text)).QuickCheckThrowOnFailure();
    }

    private static byte[] Change(byte[] text, int at, byte value)
    {
        byte[] changed = [.. text];
        changed[at] = value;
        return changed;
    }

    private static bool IsChecksum(byte[] text) =>
        text.AsSpan().StartsWith("Q1"u8) && !text.Contains((byte)' ') && Base64.IsValid(text.AsSpan(2), out int length) && length == 20;

    private static bool IsAccepted(byte[] text)
    {
        string block = RawIndex.Block.Replace(RawIndex.Checksum, Encoding.ASCII.GetString(text), StringComparison.Ordinal);
        try
        {
            return RawIndex.Parse(block).Records.Count == 1;
        }
        catch (ApkException e) when (e.Fault == ApkFault.MalformedIndex)
        {
            return false;
        }
    }
}
