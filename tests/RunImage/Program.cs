using System.Globalization;
using Wolfi.RunImage;

const string usage = """
    usage: RunImage LAYOUT [PORT [PATH]]

    Runs the image of an OCI layout with runc as production would: its own user, read-only root, no capabilities,
    no network but loopback. With a port it asks for a page and ends with "answered 200"; without, the container
    must end by itself with 0. Needs root.
    """;

if (args.Length is 0 or > 3 || args[0].StartsWith('-') || (args.Length > 1 && !int.TryParse(args[1], CultureInfo.InvariantCulture, out _)))
{
    Console.Error.WriteLine(usage);
    return 2;
}

using CancellationTokenSource cancellation = new();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    cancellation.Cancel();
};

try
{
    LayoutImage image = LayoutImage.Read(args[0]);
    string folder = Directory.CreateTempSubdirectory("wolfi-run-").FullName;
    using Bundle bundle = await Bundle.UnpackAsync(image, folder, cancellation.Token);
    await using Container container = Container.Start(bundle);
    string end;
    bool good;
    if (args.Length > 1)
    {
        HttpAnswer answer = await container.GetAsync(int.Parse(args[1], CultureInfo.InvariantCulture), args.ElementAtOrDefault(2) ?? "/", TimeSpan.FromSeconds(60), cancellation.Token);
        (end, good) = ($"answered {answer.Status}", answer.Status == 200);
    }
    else
    {
        int code = await container.WaitAsync(cancellation.Token);
        (end, good) = ($"exited {code}", code == 0);
    }

    IReadOnlyList<string> packages = bundle.Packages;
    Console.Write(container.Output);
    Console.WriteLine($"packages: {string.Join(' ', packages)}");
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"image {image.Digest} {image.Layers.Length} layers {packages.Count} packages {image.Size / 1e6:0.0} MB: {end}"));
    return good ? 0 : 1;
}
catch (Exception e) when (e is ProgramException or IOException or InvalidDataException or System.Text.Json.JsonException or System.ComponentModel.Win32Exception or OperationCanceledException)
{
    Console.Error.WriteLine($"RunImage: {e.Message}");
    return 1;
}
