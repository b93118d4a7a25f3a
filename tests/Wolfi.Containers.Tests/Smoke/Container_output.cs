using Wolfi.Containers.Smoke;

namespace Wolfi.Containers.Tests.Smoke;

/// <summary>What is read of a container's words and of the kernel's and the system's tables.</summary>
[TestClass]
public sealed class Container_output
{
    [TestMethod]
    public async Task The_last_lines_stay_and_none_takes_more_room_than_its_bound()
    {
        OutputTail tail = new();
        string text = string.Concat(Enumerable.Range(0, 1000).Select(i => $"line {i}\r\n")) + new string('x', 1_000_000);
        await tail.ReadAsync(new StringReader(text));
        Assert.HasCount(50, tail.LastLines);
        Assert.AreEqual("line 951", tail.LastLines[0]);
        Assert.AreEqual("line 999", tail.LastLines[^2]);
        Assert.AreEqual(2000, tail.LastLines[^1].Length);
    }

    [TestMethod]
    public async Task A_reason_counts_although_its_line_is_long_gone()
    {
        OutputTail tail = new();
        await tail.ReadAsync(new StringReader("No usable version of libssl was found\n" + string.Concat(Enumerable.Repeat("more\n", 100))));
        Assert.AreEqual("openssl", tail.Reasons.Single().Need);
        Assert.DoesNotContain("No usable version of libssl was found", tail.LastLines);
    }

    [TestMethod]
    public void Listening_ports_are_those_in_the_state_of_listening()
    {
        // proc(5): address and port in hexadecimal; 0A is TCP_LISTEN, 01 TCP_ESTABLISHED.
        string[] lines =
        [
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
            "   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 65532        0 1 1",
            "   1: 0100007F:0050 0100007F:C350 01 00000000:00000000 00:00000000 00000000 65532        0 2 1",
            "   2: garbage",
        ];
        CollectionAssert.AreEqual(new[] { 8080 }, ListeningPorts.Parse(lines).ToArray());
    }

    [TestMethod]
    public void Only_a_range_of_ones_own_that_is_large_enough_counts()
    {
        string[] lines = ["other:100000:65536", "me:200000:100", "# me:1:65536", "me:x:65536", "me:300000:65536"];
        Assert.AreEqual(300_000u, UserMappings.FirstIn(lines, "me", 1000));
        Assert.AreEqual(400_000u, UserMappings.FirstIn(["1000:400000:65535"], "me", 1000));
        Assert.IsNull(UserMappings.FirstIn(lines, "nobody", 1001));
    }
}
