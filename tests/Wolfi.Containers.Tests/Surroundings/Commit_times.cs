using System.Diagnostics;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Surroundings;

namespace Wolfi.Containers.Tests.Surroundings;

[TestClass]
public sealed class Commit_times
{
    private readonly TemporaryFolder _folder = new();

    [TestCleanup]
    public void RemoveFolder() => _folder.Dispose();

    [TestMethod]
    public async Task Without_a_repository_there_is_no_time() => Assert.AreEqual(CommitTime.NoRepository, await ReadAsync());

    [TestMethod]
    public async Task The_committers_time_counts_from_any_folder_of_the_repository()
    {
        Git("init", "-q");
        Commit("1600000000 +0900");
        Directory.CreateDirectory(_folder.Combine("src/app"));
        Assert.AreEqual(new CommitTime(1600000000, null), await ReadAsync("src/app"));
    }

    [TestMethod]
    public async Task The_users_configuration_of_git_changes_nothing()
    {
        Git("init", "-q");
        Commit("1600000000 +0000");
        Git("config", "log.showSignature", "true");
        Git("config", "core.pager", "cat > /dev/null");
        Assert.AreEqual(1600000000, (await ReadAsync()).Seconds);
    }

    [TestMethod]
    public async Task A_repository_without_a_commit_or_a_damaged_one_is_a_problem()
    {
        Git("init", "-q");
        StringAssert.Contains((await ReadAsync()).Problem, "no commit");
        Directory.Delete(_folder.Combine(".git"), recursive: true);
        await File.WriteAllTextAsync(_folder.Combine(".git"), "gitdir: /nowhere");
        Assert.IsNotNull((await ReadAsync()).Problem);
    }

    [TestMethod]
    public async Task Without_git_on_the_search_path_the_problem_says_so()
    {
        Git("init", "-q");
        Directory.CreateDirectory(_folder.Combine("bin"));
        CommitTime time = await CommitTimeReader.ReadAsync(_folder.FullPath, $"relative{Path.PathSeparator}{_folder.Combine("bin")}", default);
        StringAssert.Contains(time.Problem, "search path");
    }

    [TestMethod]
    public async Task A_git_that_prints_nonsense_or_fails_is_a_problem()
    {
        Git("init", "-q");
        foreach (string script in (string[])["echo nonsense", "echo 'committer a <b> soon +0000'", "exit 3", "yes"])
        {
            Directory.CreateDirectory(_folder.Combine("bin"));
            string git = _folder.Combine("bin", "git");
            await File.WriteAllTextAsync(git, $"#!/bin/sh\n{script}\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(git, (UnixFileMode)0b111_101_101);
            }

            CommitTime time = await CommitTimeReader.ReadAsync(_folder.FullPath, _folder.Combine("bin"), default);
            Assert.IsNull(time.Seconds, script);
            Assert.IsNotNull(time.Problem, script);
        }
    }

    [TestMethod]
    [DataRow("tree x\ncommitter A <a@b> 1600000000 +0000\n\nmessage\n", 1600000000L)]
    [DataRow("tree x\ncommitter A > <a@b> 5 +0000\n\n", 5L)]
    [DataRow("tree x\n\ncommitter A <a@b> 1600000000 +0000\n", null, DisplayName = "a line of the message")]
    [DataRow("committer A <a@b> -5 +0000\n\n", null)]
    [DataRow("committer A <a@b> 99999999999999 +0000\n\n", null)]
    [DataRow("", null)]
    public void The_header_line_decides(string text, long? expected) => Assert.AreEqual(expected, GitCommit.CommitterTime(text));

    [TestMethod]
    public void The_cache_folder_follows_the_systems_convention()
    {
        Dictionary<string, string?> variables = new() { ["XDG_CACHE_HOME"] = "/xdg", ["HOME"] = "/home/u" };
        string? Cache() => UserFolders.Cache(name => variables.GetValueOrDefault(name));
        Assert.AreEqual("/xdg", Cache());
        variables["XDG_CACHE_HOME"] = "relative";
        Assert.AreEqual("/home/u/.cache", Cache());
        variables.Clear();
        Assert.IsNull(Cache());
    }

    [TestMethod]
    public void Links_on_the_way_to_a_file_are_followed()
    {
        Directory.CreateDirectory(_folder.Combine("real"));
        Directory.CreateSymbolicLink(_folder.Combine("link"), _folder.Combine("real"));
        File.CreateSymbolicLink(_folder.Combine("real", "a"), "/etc/hostname");
        DiskSettingsFiles files = new();
        Assert.AreEqual(files.FinalPath("/etc/hostname"), files.FinalPath(_folder.Combine("link", "a")));
        Assert.AreEqual(files.FinalPath(_folder.Combine("real", "none")), files.FinalPath(_folder.Combine("link", "none")));
    }

    private Task<CommitTime> ReadAsync(string below = "") =>
        CommitTimeReader.ReadAsync(_folder.Combine(below), Environment.GetEnvironmentVariable("PATH"), default);

    private void Commit(string date) =>
        Run(date, "-c", "user.name=A", "-c", "user.email=a@b", "-c", "commit.gpgsign=false", "commit", "-q", "--allow-empty", "-m", "x");

    private void Git(params string[] arguments) => Run(null, arguments);

    private void Run(string? date, params string[] arguments)
    {
        ProcessStartInfo start = new("git", arguments) { WorkingDirectory = _folder.FullPath };
        start.Environment["GIT_COMMITTER_DATE"] = date ?? "";
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode);
    }
}
