using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Emit;

namespace Wolfi.Benchmarks;

/// <summary>Makes small NuGet packages, each with one library and dependencies on others, and a project that references them all.</summary>
internal static class NuGetFeed
{
    private const int Dependencies = 3;

    /// <summary>Writes the packages into a folder, and a console project beside it.</summary>
    /// <param name="feed">Folder of the packages.</param>
    /// <param name="project">Folder of the project.</param>
    /// <param name="count">How many packages.</param>
    public static void Write(string feed, string project, int count)
    {
        Directory.CreateDirectory(feed);
        Directory.CreateDirectory(project);
        for (int i = 0; i < count; i++)
        {
            WritePackage(feed, i);
        }

        string references = string.Join("\n", Enumerable.Range(0, count).Select(i => $"""    <PackageReference Include="{Id(i)}" Version="1.0.{i}" />"""));
        File.WriteAllText(Path.Combine(project, "Many.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Wolfi.Containers.Sdk" Version="$(WolfiContainersSdkVersion)" PrivateAssets="all" />
            {references}
              </ItemGroup>
            </Project>
            """);
        string uses = string.Join("\n", Enumerable.Range(0, count).Select(i => $"System.Console.WriteLine(typeof({Id(i)}.IThing).Assembly.GetName().Version);"));
        File.WriteAllText(Path.Combine(project, "Program.cs"), uses + "\n");
    }

    private static string Id(int i) => string.Create(CultureInfo.InvariantCulture, $"Small.Package{i:D3}");

    private static void WritePackage(string feed, int i)
    {
        string id = Id(i);
        using ZipArchive zip = ZipFile.Open(Path.Combine(feed, $"{id}.1.0.{i}.nupkg"), ZipArchiveMode.Create);
        string depends = string.Concat(Enumerable.Range(1, Dependencies).Where(back => back <= i).Select(back => $"""<dependency id="{Id(i - back)}" version="1.0.{i - back}" />"""));
        using (StreamWriter writer = new(zip.CreateEntry(id + ".nuspec").Open()))
        {
            writer.Write($"""
                <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata>
                  <id>{id}</id><version>1.0.{i}</version><authors>somebody</authors><description>{id}</description><license type="expression">MIT</license>
                  <dependencies><group targetFramework="net10.0">{depends}</group></dependencies>
                </metadata></package>
                """);
        }

        PersistedAssemblyBuilder assembly = new(new AssemblyName(id) { Version = new Version(1, 0, i, 0) }, typeof(object).Assembly);
        assembly.DefineDynamicModule(id).DefineType($"{id}.IThing", TypeAttributes.Public | TypeAttributes.Interface | TypeAttributes.Abstract).CreateType();
        using Stream library = zip.CreateEntry($"lib/net10.0/{id}.dll").Open();
        using MemoryStream bytes = new();
        assembly.Save(bytes);
        bytes.Position = 0;
        bytes.CopyTo(library);
    }
}
