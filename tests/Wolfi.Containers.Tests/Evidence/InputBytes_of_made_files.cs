using System.Collections.Immutable;
using Wolfi.Containers.Evidence;
using Wolfi.SupplyChain.Components;

namespace Wolfi.Containers.Tests.Evidence;

[TestClass]
public sealed class InputBytes_of_made_files
{
    [TestMethod]
    public void Are_shared_out_in_proportion_to_the_last_byte()
    {
        ImmutableSortedDictionary<ComponentSource, long> bytes = InputBytes.BySource(
            [Input(TraceState.Own, 10), Input(TraceState.Copied, 50), Input(TraceState.Derived, 39), Input(TraceState.Modified, 1)]);
        string text = InputBytes.ToText(bytes);
        Assert.AreEqual("unknown 1, upstream 89, own 10", text);
        (string Source, long Size)[] shares = [.. InputBytes.Share(text, 1000)!.Value];
        CollectionAssert.AreEqual(new[] { ("unknown", 10L), ("own", 100L), ("upstream", 890L) }, shares);
        Assert.AreEqual(7, InputBytes.Share(text, 7)!.Value.Sum(share => share.Size));
        Assert.AreEqual(long.MaxValue, InputBytes.Share(text, long.MaxValue)!.Value.Sum(share => share.Size));
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("own")]
    [DataRow("own 0")]
    [DataRow("own -5")]
    [DataRow("own 1,000")]
    [DataRow("own 9223372036854775807")]
    [DataRow("nobody 5")]
    [DataRow("own 5, ")]
    [DataRow("own 1, own 1, own 1, own 1, own 1")]
    public void That_a_document_does_not_say_soundly_are_none(string? text) => Assert.IsNull(InputBytes.Share(text, 1000));

    private static TracedFile Input(TraceState state, long size) => new() { Path = $"{state}", Size = size, Sha256 = "", State = state };
}
