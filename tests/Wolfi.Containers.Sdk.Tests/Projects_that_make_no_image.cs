using System.Text.RegularExpressions;
using Wolfi.Containers.Sdk.Tests.Harness;

namespace Wolfi.Containers.Sdk.Tests;

/// <summary>Who did not ask for an image, or can't have one.</summary>
[TestClass]
public sealed class Projects_that_make_no_image
{
    [TestMethod]
    public async Task Without_the_property_no_target_or_task_of_ours_runs()
    {
        TestProject project = await TestProject.ConsoleAsync();
        string output = (await project.RunAsync("publish", "-v:diag", "-clp:DisableConsoleColor")).Succeeded();
        string[] lines = [.. output.Split('\n').Where(line => Regex.IsMatch(line, "(Target|Task) \"(_Wolfi|PublishWolfiImage|PublishImage|CapturePublishedApp|BeginImage|GoOnWithImage)"))];
        Assert.IsEmpty(lines, string.Join('\n', lines));
        StringAssert.Contains(output, "Target \"_CopyResolvedFilesToPublishAlways", "the log does name targets");
        Assert.IsFalse(Directory.Exists(project.FullPath("bin/Release/net10.0/publish-image")));
        Assert.IsFalse(Directory.Exists(project.FullPath("obj/Release/net10.0/wolfi")));
    }

    [TestMethod]
    public async Task A_solutions_libraries_and_tests_are_skipped_with_one_quiet_line()
    {
        const string Reference = """<ItemGroup><PackageReference Include="Wolfi.Containers.Sdk" Version="VERSION" PrivateAssets="all" /></ItemGroup>""";
        TestProject project = await TestProject.CreateAsync(
            "shop",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><EnableDefaultItems>false</EnableDefaultItems></PropertyGroup>
              <ItemGroup><Compile Include="Program.cs" /><ProjectReference Include="lib/lib.csproj" /></ItemGroup>
              {Reference}
            </Project>
            """,
            ("Program.cs", "System.Console.WriteLine(new Lib());\n"),
            ("lib/lib.csproj", $"""<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>{Reference}</Project>"""),
            ("lib/Lib.cs", "public sealed class Lib;\n"),
            ("test/test.csproj", $"""
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><IsTestProject>true</IsTestProject></PropertyGroup>
                  {Reference}
                </Project>
                """),
            ("test/Program.cs", "System.Console.WriteLine();\n"),
            ("all.slnx", """<Solution><Project Path="shop.csproj" /><Project Path="lib/lib.csproj" /><Project Path="test/test.csproj" /></Solution>"""));
        string output = (await project.RunAsync("publish", "all.slnx", "-p:PublishWolfiImage=true", "-v:detailed")).Succeeded();
        StringAssert.Contains(output, "lib is no program that can be published: no image of it.");
        StringAssert.Contains(output, "test is no program that can be published: no image of it.");
        Assert.IsTrue(File.Exists(project.FullPath("bin/Release/net10.0/publish-image/layout/index.json")));
        Assert.HasCount(1, Directory.GetDirectories(project.Folder, "publish-image", SearchOption.AllDirectories));
        CollectionAssert.AreEqual(
            new[] { "lib.dll ProjectReference", "lib.pdb ProjectReference" },
            project.Captured().Files.Where(file => file.RelativePath.StartsWith("lib", StringComparison.Ordinal)).Select(file => $"{file.RelativePath} {file.Source}").ToArray());

        CommandResult quiet = await project.RunAsync("publish", "lib/lib.csproj", "-p:PublishWolfiImage=true");
        Assert.IsFalse(quiet.Succeeded().Contains("no image", StringComparison.Ordinal), quiet.Output);
    }

    [TestMethod]
    public async Task Several_target_frameworks_need_a_choice()
    {
        TestProject project = await TestProject.CreateAsync(
            "shop",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFrameworks>net10.0;net9.0</TargetFrameworks></PropertyGroup>
              <ItemGroup><PackageReference Include="Wolfi.Containers.Sdk" Version="VERSION" PrivateAssets="all" /></ItemGroup>
            </Project>
            """,
            ("Program.cs", "System.Console.WriteLine(\"hello\");\n"));
        foreach (string how in (string[])["-p:PublishWolfiImage=true", "-t:PublishWolfiImage"])
        {
            CommandResult refused = await project.RunAsync("publish", how);
            CollectionAssert.AreEqual(how.StartsWith("-p", StringComparison.Ordinal) ? new[] { "WOLFI1004" } : refused.Errors, refused.Errors, refused.Output);
            Assert.AreNotEqual(0, refused.ExitCode);
        }

        await project.DigestAsync("-f", "net10.0");
        Assert.AreEqual("net10.0", project.Captured().TargetFramework);
    }

    [TestMethod]
    public async Task An_older_SDK_is_told_before_anything_is_built()
    {
        TestProject project = await TestProject.ConsoleAsync();
        CommandResult result = await project.PublishAsync("-p:NETCoreSdkVersion=9.0.309");
        CollectionAssert.AreEqual(new[] { "WOLFI1001" }, result.Errors, result.Output);
        Assert.IsFalse(Directory.Exists(project.FullPath("bin/Release/net10.0/publish")));
        Assert.IsFalse(File.Exists(project.FullPath("obj/Release/net10.0/shop.dll")));
    }

    [TestMethod]
    public async Task Wrong_settings_are_told_together_with_code_file_and_nothing_left()
    {
        TestProject project = await TestProject.ConsoleAsync(items: """<ContainerPort Include="none" />""");
        CommandResult result = await project.PublishAsync("-p:ContainerImageTag=.x", "-p:ContainerBaseImage=alpine", "-p:SOURCE_DATE_EPOCH=1");
        CollectionAssert.AreEquivalent(new[] { "WOLFI1102", "WOLFI1110" }, result.Errors, result.Output);
        CollectionAssert.AreEqual(new[] { "WOLFI1106" }, result.Warnings, result.Output);
        StringAssert.Contains(result.Output, $"{project.FullPath("shop.csproj")} : error WOLFI1102: ContainerImageTag has the tag '.x'");
        Assert.IsFalse(Directory.Exists(project.FullPath("bin/Release/net10.0/publish-image")));
    }

    [TestMethod]
    public async Task Case_98_a_NuGet_package_that_sets_what_decides_on_trust_is_refused()
    {
        string folder = Workshop.NewPath("evil");
        Directory.CreateDirectory(Path.Combine(folder, "build"));
        File.WriteAllText(Path.Combine(folder, "evil.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><IncludeBuildOutput>false</IncludeBuildOutput><NoWarn>NU5128</NoWarn></PropertyGroup>
              <ItemGroup><None Include="build/*" Pack="true" PackagePath="build/" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "build", "evil.targets"), """
            <Project>
              <PropertyGroup><WolfiPackageSigningKey>/tmp/evil.rsa</WolfiPackageSigningKey><WolfiMinimumSignature>RSA</WolfiMinimumSignature></PropertyGroup>
              <ItemGroup><WolfiFile Include="/etc/hostname" TargetPath="/etc/evil" AllowOutsideProject="true" /></ItemGroup>
            </Project>
            """);
        (await Commands.RunAsync(folder, Workshop.DotnetEnvironment(), "dotnet", "pack", "-o", Workshop.Feed, "-v", "q")).Succeeded();
        TestProject project = await TestProject.ConsoleAsync(items: """<PackageReference Include="evil" Version="1.0.0" />""");
        CommandResult result = await project.PublishAsync();
        CollectionAssert.Contains(result.Errors, "WOLFI1014", result.Output);
        foreach (string name in (string[])["WolfiFile", "WolfiPackageSigningKey", "WolfiMinimumSignature"])
        {
            StringAssert.Contains(result.Output, $"error WOLFI1014: {name} ");
        }
    }
}
