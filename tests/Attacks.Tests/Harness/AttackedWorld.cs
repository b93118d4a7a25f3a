using Wolfi.Apk.Indexes;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Repositories;
using Wolfi.Apk.Signing;
using Wolfi.Apk.Tests.Archives;
using Wolfi.Apk.Tests.Indexes;
using Wolfi.Apk.Tests.Packages;
using Wolfi.Apk.Versions;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Publishing;
using Wolfi.Containers.Settings;
using Wolfi.Containers.Signing;
using Wolfi.Containers.Tests;
using Wolfi.Containers.Tests.Publishing;
using Wolfi.Containers.Tool.Tests;

namespace Wolfi.Attacks.Tests.Harness;

/// <summary>
/// A project, a signed repository and the package <c>hello</c> that the project asks for, all sound until a test breaks something.
/// What is then published must fail in the one way that the test names, and leave no trace.
/// </summary>
internal sealed class AttackedWorld : IDisposable
{
    public const string Hello = "hello-1.0-r0.apk";

    private static readonly string SigningKeyPem = SigningKey.Generate("app.rsa.pub", 2048).ExportPem();

    private readonly SmallWorld _world = new();

    public AttackedWorld()
    {
        string key = _world.Combine("app.rsa");
        File.WriteAllText(key, SigningKeyPem);
        File.WriteAllText(PublicKeyFile, SmallWorld.RepositoryKey.PublicKey.Pem);
        Request = _world.Request() with { Packages = ["hello"], PackageKey = new PackageKeySource(key) };
        using FileStream index = File.OpenRead(IndexFile);
        Records = [.. IndexReader.Read(index, "small", Keyring.Create(SmallWorld.RepositoryKey.PublicKey), SignatureAlgorithm.Rsa256, allowUnsignedUnsafe: false, default).Records];
        Serve(SoundHello());
    }

    /// <summary>What is published.</summary>
    public PublishRequest Request { get; set; }

    /// <summary>The records of the index, <c>hello</c>'s last.</summary>
    public List<IndexRecord> Records { get; }

    /// <summary>What must stand in no message, log or file.</summary>
    public List<string> Secrets { get; } = ["PRIVATE KEY"];

    public string Folder => _world.Repository;

    public string IndexFile => Path.Combine(Folder, "x86_64", "APKINDEX.tar.gz");

    public string HelloFile => Path.Combine(Folder, "x86_64", Hello);

    public string PublicKeyFile => _world.Combine("small.rsa.pub");

    public string Outputs => _world.Outputs;

    public string Layout => _world.Layout;

    public string Combine(params string[] parts) => _world.Combine(parts);

    public void Dispose() => _world.Dispose();

    /// <summary>Changes the repository's demands.</summary>
    public void Demand(Func<PackageRepository, PackageRepository> change) => Request = Request with { Repositories = [change(Request.Repositories[0]), .. Request.Repositories.Skip(1)] };

    /// <summary>Changes what the build does with its lock file.</summary>
    public void Lock(Func<LockSettings, LockSettings> change) => Request = Request with { Lock = change(Request.Lock) };

    /// <summary>Removes cache and outputs, as on another machine.</summary>
    public void ForgetEverything()
    {
        Directory.Delete(_world.Cache, recursive: true);
        Directory.Delete(Outputs, recursive: true);
    }

    /// <summary>The package, signed by the repository's key.</summary>
    public static RawApk SoundHello() => new() { SignatureTar = control => RawApk.SignatureEntry(SmallWorld.RepositoryKey, control) };

    /// <summary>The package with other data.</summary>
    public static RawApk HelloWith(params byte[][] entries)
    {
        RawApk apk = SoundHello();
        apk.Data = RawApk.Tree(entries);
        return apk;
    }

    /// <summary>The index of <see cref="Records"/>, signed by the repository's key.</summary>
    public RawIndex SoundIndex() => new()
    {
        Text = System.Text.Encoding.UTF8.GetString(IndexText.Write(Records)),
        SignatureTar = signed => RawApk.SignatureEntry(SmallWorld.RepositoryKey, signed),
    };

    /// <summary>Puts the package into the repository, and a record into the signed index that names it as it is: whatever is wrong, is wrong inside.</summary>
    public void Serve(RawApk apk, Func<IndexRecord, IndexRecord>? change = null)
    {
        ApkPackage sound = SoundHello().Read();
        byte[] file = apk.Build();
        IndexRecord record = IndexRecords.FromPackage(sound) with { Checksum = RawPackageHead.ControlChecksum(apk.Control), Size = file.Length };
        Serve(file, change is null ? record : change(record));
    }

    /// <summary>Puts a file into the repository as the package, under that record.</summary>
    public void Serve(byte[] file, IndexRecord record)
    {
        File.WriteAllBytes(HelloFile, file);
        Records.RemoveAll(other => other.Name == record.Name);
        Records.Add(record);
        Serve(SoundIndex());
    }

    public void Serve(RawIndex index) => File.WriteAllBytes(IndexFile, index.Build());

    /// <summary>Adds a sound package, or puts it in the place of one of its name.</summary>
    public void Add(PackageInfo info, params PackageContent[] contents)
    {
        using FileStream file = new(Path.Combine(Folder, "x86_64", $"{info.Name}-{info.Version}.apk"), FileMode.Create, FileAccess.ReadWrite);
        IndexRecord record = IndexRecords.FromPackage(ApkPackageWriter.Write(info, contents, SmallWorld.RepositoryKey, file, CancellationToken.None));
        Records.RemoveAll(other => other.Name == record.Name);
        Records.Add(record);
        Serve(SoundIndex());
    }

    /// <summary>Puts another base layout into the repository: one with other provides, and more in it.</summary>
    public void AddBaseLayout(string provides, params PackageContent[] contents)
    {
        (PackageInfo info, PackageContent[] own) = SmallWorld.Packages().First();
        Add(info with { Provides = [Provide.Parse(provides)] }, [.. own, .. contents]);
    }

    /// <summary>A copy of the repository as it is, which stays so.</summary>
    public string CopyRepository(string name)
    {
        string copy = Combine(name);
        Directory.CreateDirectory(Path.Combine(copy, "x86_64"));
        foreach (string file in Directory.GetFiles(Path.Combine(Folder, "x86_64")))
        {
            File.Copy(file, Path.Combine(copy, "x86_64", Path.GetFileName(file)));
        }

        return copy;
    }

    /// <summary>Whether the cache holds that package.</summary>
    public bool Caches(byte[] package) => Files(Path.Combine(_world.Cache, "packages")).Any(file => File.ReadAllBytes(file).AsSpan().SequenceEqual(package));

    /// <summary>Publishes; it must succeed.</summary>
    public async Task<RecordingObserver> Publishes()
    {
        RecordingObserver observer = new();
        Snapshot before = Snapshot.Take();
        PublishResult result = await ImagePublisher.PublishAsync(Request, observer, CancellationToken.None);
        before.AssertUnchangedBut([.. Written, Outputs, Request.Lock.File]);
        AssertNoSecret([.. observer.Warnings.Select(warning => warning.ToString()), .. observer.Lines, .. observer.Details, result.Manifest]);
        AssertNoSecretInFiles();
        AssertNothingTemporary();
        return observer;
    }

    /// <summary>Publishes; it must fail with that code and words, and leave nothing behind.</summary>
    public async Task<Diagnostic> Fails(string code, params string[] words)
    {
        RecordingObserver observer = new();
        Snapshot before = Snapshot.Take();
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => ImagePublisher.PublishAsync(Request, observer, CancellationToken.None));
        Assert.AreEqual(code, failure.Diagnostic.Code, failure.Message);
        Assert.AreEqual(Severity.Error, failure.Diagnostic.Descriptor.Severity);
        AssertOneLine(failure.Diagnostic.Text, words);
        AssertNoSecret([failure.ToString(), .. observer.Warnings.Select(warning => warning.ToString()), .. observer.Lines, .. observer.Details]);

        before.AssertUnchangedBut([.. Written, Outputs]);
        Assert.IsEmpty(Entries(Outputs), "Something was published, or a scratch folder was left.");
        AssertNothingTemporary();
        AssertNotCached();
        AssertNoSecretInFiles();
        return failure.Diagnostic;
    }

    /// <summary>Publishes what succeeded before, and must fail now: the image that stands stays as it is.</summary>
    public async Task<Diagnostic> FailsBesideAStandingImage(string code, params string[] words)
    {
        RecordingObserver observer = new();
        Snapshot before = Snapshot.Take();
        WolfiException failure = await Assert.ThrowsExactlyAsync<WolfiException>(() => ImagePublisher.PublishAsync(Request, observer, CancellationToken.None));
        Assert.AreEqual(code, failure.Diagnostic.Code, failure.Message);
        AssertOneLine(failure.Diagnostic.Text, words);
        Assert.IsNotEmpty(Files(Layout));
        before.AssertUnchangedBut([.. Written, Path.Combine(Outputs, "scratch")]);
        Assert.IsFalse(Directory.Exists(Path.Combine(Outputs, "scratch")));
        AssertNothingTemporary();
        return failure.Diagnostic;
    }

    /// <summary>Resolves on the command line; it must end with that exit code and, when that is not 0, with the code.</summary>
    public ToolRun Resolves(int exitCode, string code, params string[] options) =>
        Runs(exitCode, code, ["resolve", "hello", "--repository", Request.Repositories[0].Location, "--key", PublicKeyFile, "--arch", "x86_64", .. options]);

    /// <summary>Checks the package on the command line; it must end with that exit code and, when that is not 0, with the code.</summary>
    public ToolRun Verifies(int exitCode, string code) => Runs(exitCode, code, ["apk", "verify", HelloFile, "--key", PublicKeyFile]);

    /// <summary>Runs the tool; it must end with that exit code and, when that is not 0, with the code.</summary>
    public ToolRun Runs(int exitCode, string code, params string[] arguments)
    {
        ToolRun run = Says(arguments).Expect(exitCode);
        if (exitCode != 0)
        {
            string line = run.Error.Split('\n').Single(line => line.Contains($"error {code}: ", StringComparison.Ordinal));
            AssertOneLine(line, []);
        }

        return run;
    }

    /// <summary>Runs the tool, however it may end.</summary>
    public ToolRun Says(params string[] arguments)
    {
        Snapshot before = Snapshot.Take();
        ToolRun run = ToolRun.Of(arguments);
        AssertNoSecret(run.Output, run.Error);
        before.AssertUnchangedBut(Surroundings.OfTheUser);
        return run;
    }

    private string[] Written => [Request.CacheFolder, Path.GetDirectoryName(Request.DerivedKeyFile!)!];

    private static void AssertOneLine(string text, string[] words)
    {
        Assert.IsFalse(text.Any(char.IsControl), $"More than a line, or control characters: {text}");
        foreach (string word in words)
        {
            StringAssert.Contains(text, word, StringComparison.Ordinal);
        }
    }

    private void AssertNoSecret(params IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            Assert.IsFalse(Secrets.Any(secret => text.Contains(secret, StringComparison.Ordinal)), text);
        }
    }

    private void AssertNoSecretInFiles()
    {
        foreach (string file in new[] { _world.Cache, Outputs }.SelectMany(Files))
        {
            byte[] bytes = File.ReadAllBytes(file);
            Assert.IsFalse(Secrets.Any(secret => bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) >= 0), file);
        }
    }

    private void AssertNothingTemporary() => Assert.IsEmpty(Files(Path.Combine(_world.Cache, "temporary")));

    // What was refused is not kept for the next build either.
    private void AssertNotCached()
    {
        if (!File.Exists(HelloFile))
        {
            return;
        }

        byte[] refused = File.ReadAllBytes(HelloFile);
        bool sound = refused.AsSpan().SequenceEqual(SoundHello().Build());
        Assert.IsFalse(!sound && Caches(refused));
    }

    private static string[] Entries(string folder) => Directory.Exists(folder) ? Directory.GetFileSystemEntries(folder) : [];

    private static string[] Files(string folder) => Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [];
}
