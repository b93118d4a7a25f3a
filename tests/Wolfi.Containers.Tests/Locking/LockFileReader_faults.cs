using System.Text;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Locking;

namespace Wolfi.Containers.Tests.Locking;

/// <summary>Hand-edited and damaged lock files: each fault with its line and column.</summary>
[TestClass]
public sealed class LockFileReader_faults
{
    [TestMethod]
    [DataRow("\"version\": 1,", "\"version\": 2,", "line 3, column 14", "form 2")]
    [DataRow("\"version\": 1,", "\"version\": 1.5,", "line 3, column 14", "whole number")]
    [DataRow("\"version\": 1,", "\"version\": \"1\",", "line 3, column 14", "whole number")]
    [DataRow("\"version\": 1,", "\"version\": 1,\n  \"version\": 1,", "line 4, column 3", "'version' stands here for the second time")]
    [DataRow("\"version\": 1,\n", "", "column 1", "has no 'version'")]
    [DataRow("\"version\": 1,", "\"version\" 1,", "line 3, column 13", "not JSON")]
    [DataRow("\"version\": 1,", "\"version\": 1, // form\n", "line 3", "not JSON")]
    [DataRow("\"version\": 1,", "\"version\": 1, \"extra\": 1,", "line 3, column 17", "no member 'extra'")]
    [DataRow("\"version\": 1,", "\"version\": 1, \"Repositories\": [],", "line 3, column 17", "no member 'Repositories'")]
    [DataRow("\"key\": \"bbbb", "\"key\": \"Bbbb", "column 14", "64 lower-case hexadecimal digits")]
    [DataRow("\"signatures\": \"package\"", "\"signatures\": \"none\"", "column 21", "'package' or 'index'")]
    [DataRow("\"records\": 37669", "\"records\": 99999999999", "column 22", "no index has that many records")]
    [DataRow("\"signatures\": \"package\"", "\"place\": 1", "column 16", "a number from 2 to 1000")]
    [DataRow("\"records\": 37669", "\"records\": -1", "column 22", "whole number")]
    [DataRow("\"x86_64\": {\n          \"sha256\"", "\"X\": {\n          \"sha256\"", "column 9", "'X' is not an architecture")]
    [DataRow("\"x86_64\": {\n          \"sha256\"", "\"aarch64\": {\n          \"sha256\"", "column 9", "'aarch64' stands here for the second time")]
    [DataRow("\"needs\": \"sha256:dd", "\"needs\": \"sha512:dd", "column 16", "'sha256:' and 64")]
    [DataRow("\"so:libz.so.1\"", "\"so:libz.so.1 \"", "column 9", "as apk writes it")]
    [DataRow("\"so:libz.so.1\"", "\"acme-agent@edge\"", "column 9", "second time")]
    [DataRow("\"so:libz.so.1\"", "7", "column 9", "should be a string")]
    [DataRow("\"name\": \"zlib\"", "\"name\": \"../zlib\"", "column 19", "a package's name")]
    [DataRow("\"name\": \"zlib\"", "\"name\": \"zl\\u0000ib\"", "column 19", "a package's name")]
    [DataRow("\"name\": \"zlib\"", "\"name\": \"\\ud800\"", "column 19", "not valid Unicode")]
    [DataRow("\"version\": \"1.2.3-r4\"", "\"version\": \"1.2.3-4\"", "column 22", "a package version")]
    [DataRow("\"architecture\": \"noarch\"", "\"architecture\": \"aarch64\"", "column 9", "stands among the packages for x86_64")]
    [DataRow("\"repository\": \"https://packages.wolfi.dev/os\"", "\"repository\": \"https://me:secret@packages.wolfi.dev/os\"", "column 25", "without user info")]
    [DataRow("\"repository\": \"https://packages.wolfi.dev/os\"", "\"repository\": \"ftp://packages.wolfi.dev/os\"", "column 25", "an https or http URL")]
    [DataRow("\"url\": \"https://packages.wolfi.dev/os/x86_64/zlib", "\"url\": \"https://evil.example/os/x86_64/zlib", "column 9", "not the one in its repository, https://packages.wolfi.dev/os/x86_64/zlib-1.2.3-r4.apk")]
    [DataRow("\"url\": \"https://packages.wolfi.dev/os/x86_64/zlib", "\"url\": \"https://me:secret@packages.wolfi.dev/os/x86_64/zlib", "column 9", "not the one in its repository")]
    [DataRow("\"checksum\": \"Q1e", "\"checksum\": \"Q2e", "column 23", "'Q1' and the base64")]
    [DataRow("\"size\": 12345", "\"size\": 123456789012345678901234567890", "column 19", "whole number")]
    [DataRow("\"diffId\"", "\"diffid\"", "column 11", "no member 'diffid'")]
    public void Are_told_with_line_and_column(string old, string replacement, string place, string reason)
    {
        string message = Fails(Changed(old, replacement));
        StringAssert.StartsWith(message, "wolfi.lock.json, line ");
        StringAssert.Contains(message, place);
        StringAssert.Contains(message, reason);
        Assert.DoesNotContain("secret", message);
    }

    [TestMethod]
    public void Name_the_line_of_each_missing_member()
    {
        string[] lines = LockFiles.Text(LockFiles.Full).Split('\n');
        int missing = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].Contains("\": ", StringComparison.Ordinal) || lines[i].EndsWith('{') || lines[i].EndsWith('['))
            {
                continue;
            }

            string text = string.Join('\n', lines.Where((_, place) => place != i)).Replace(",\n        }", "\n        }", StringComparison.Ordinal).Replace(",\n    }", "\n    }", StringComparison.Ordinal);
            if (!IsRead(text))
            {
                missing++;
                StringAssert.Contains(Fails(text), "line ");
            }
        }

        Assert.IsGreaterThan(30, missing);
    }

    [TestMethod]
    public void Are_told_of_every_beginning_of_a_file()
    {
        byte[] bytes = LockFileWriter.ToBytes(LockFiles.Full);
        for (int length = 0; length < bytes.Length - 2; length += 7)
        {
            byte[] cut = bytes[..length];
            WolfiException failure = Assert.ThrowsExactly<WolfiException>(() => LockFileReader.Read(cut, LockFile.FileName));
            Assert.AreEqual(LockErrors.Damaged.Code, failure.Diagnostic.Code);
        }
    }

    [TestMethod]
    public void Include_a_package_twice_a_repository_twice_and_a_repository_that_is_not_there()
    {
        LockFile full = LockFiles.Full;
        LockedArchitecture locked = full.Architectures[0];
        StringAssert.Contains(
            Fails(LockFiles.Text(full with { Architectures = [locked with { Packages = [.. locked.Packages, LockFiles.Package("zlib", version: "2")] }] })),
            "zlib is locked for x86_64 for the second time");
        StringAssert.Contains(
            Fails(LockFiles.Text(full with { Repositories = [.. full.Repositories, full.Repositories[1] with { Signatures = null }] })),
            "https://packages.wolfi.dev/os stands here for the second time");
        StringAssert.Contains(
            Fails(LockFiles.Text(full with { Repositories = full.Repositories.RemoveAt(1) })),
            "zlib-1.2.3-r4 comes from https://packages.wolfi.dev/os, which is not among the repositories");
    }

    // Case 149: deep JSON.
    [TestMethod]
    [DataRow(10_000)]
    [DataRow(9)]
    public void Include_deep_JSON(int depth) =>
        StringAssert.Contains(Fails("{\"version\":1,\"repositories\":" + new string('[', depth) + new string(']', depth) + ",\"architectures\":{}}"), "line 1");

    [TestMethod]
    public void Include_files_too_large_or_not_text()
    {
        using TemporaryFolder folder = new();
        string path = folder.Combine(LockFile.FileName);
        using (FileStream stream = File.Create(path))
        {
            stream.SetLength(LockFileReader.MaximumSize + 1L);
        }

        Assert.AreEqual(LockErrors.Unreadable.Code, Assert.ThrowsExactly<WolfiException>(() => LockFileReader.ReadFile(path)).Diagnostic.Code);
        File.WriteAllBytes(path, [0xFF, 0xFE, 0x00]);
        Assert.AreEqual(LockErrors.Unreadable.Code, Assert.ThrowsExactly<WolfiException>(() => LockFileReader.ReadFile(path)).Diagnostic.Code);
        Assert.AreEqual(LockErrors.Unreadable.Code, Assert.ThrowsExactly<WolfiException>(() => LockFileReader.ReadFile(folder.FullPath)).Diagnostic.Code);
        Assert.IsNull(LockFileReader.ReadFile(folder.Combine("none.json")));
    }

    [TestMethod]
    public void Do_not_include_another_order_another_layout_or_a_byte_order_mark()
    {
        string text = LockFiles.Text(LockFiles.Full);
        Assert.AreEqual(text, LockFiles.Text(LockFiles.Read("\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal).Replace("  ", "\t", StringComparison.Ordinal))));
        string reordered = text.Replace("\"aspnet-10-runtime>=10.0.1-r0\",\n        \"so:libz.so.1\"", "\"so:libz.so.1\", \"aspnet-10-runtime>=10.0.1-r0\"", StringComparison.Ordinal);
        Assert.AreNotEqual(text, reordered);
        Assert.AreEqual(text, LockFiles.Text(LockFiles.Read(reordered)));
    }

    private static string Changed(string old, string replacement)
    {
        string text = LockFiles.Text(LockFiles.Full);
        Assert.Contains(old, text);
        int place = text.IndexOf(old, StringComparison.Ordinal);
        return text[..place] + replacement + text[(place + old.Length)..];
    }

    private static bool IsRead(string text)
    {
        try
        {
            LockFiles.Read(text);
            return true;
        }
        catch (WolfiException)
        {
            return false;
        }
    }

    private static string Fails(string text)
    {
        WolfiException failure = Assert.ThrowsExactly<WolfiException>(() => LockFileReader.Read(Encoding.UTF8.GetBytes(text), LockFile.FileName));
        Assert.AreEqual(LockErrors.Damaged.Code, failure.Diagnostic.Code);
        return failure.Diagnostic.Message;
    }
}
