using System.Diagnostics;

namespace Wolfi.Containers.Tool.Tests;

/// <summary>What only a real process shows: streams, encodings, signals.</summary>
[TestClass]
public sealed class Process_of_its_own
{
    [TestMethod]
    public void Answers_come_line_by_line()
    {
        using Process process = Start("apk", "compare", "-");

        process.StandardInput.WriteLine("1 2");
        process.StandardInput.Flush();
        Assert.AreEqual("<", process.StandardOutput.ReadLine());
        process.StandardInput.WriteLine("2 2");
        process.StandardInput.Close();

        Assert.AreEqual("=", process.StandardOutput.ReadLine());
        Assert.IsNull(process.StandardOutput.ReadLine());
        Assert.AreEqual("", process.StandardError.ReadToEnd());
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode);
    }

    [TestMethod]
    public void Output_has_no_byte_order_mark_and_no_colours_when_redirected()
    {
        using Process process = Start("apk", "compare", "é", "1", "--json");
        using MemoryStream bytes = new();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();

        string text = System.Text.Encoding.UTF8.GetString(bytes.ToArray());
        StringAssert.StartsWith(text, "{\n");
        StringAssert.Contains(text, "'é' is not a package version");
        Assert.IsFalse(text.Contains('\u001b', StringComparison.Ordinal));
        Assert.AreEqual(2, process.ExitCode);
    }

    [TestMethod]
    [DataRow("INT")]
    [DataRow("TERM")]
    public void A_signal_ends_a_run_that_waits_for_input(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            Console.WriteLine("Not run: Windows has no such signals.");
            return;
        }

        using Process process = Start("apk", "compare", "-");
        process.StandardInput.WriteLine("1 2");
        process.StandardInput.Flush();
        Assert.AreEqual("<", process.StandardOutput.ReadLine());

        using (Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        Assert.IsTrue(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.AreEqual(130, process.ExitCode);
    }

    private static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "dotnet-wolfi.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
