using System.Text.RegularExpressions;
using System.Xml.Linq;
using Wolfi.Containers.Sdk.Tests.Harness;

namespace Wolfi.Containers.Sdk.Tests;

/// <summary>The names of the .NET SDK's own targets, items and properties that our targets lean on, against the SDK that runs the tests.</summary>
[TestClass]
public sealed class Private_names_of_the_SDK
{
    private static string s_sdk = "";

    [ClassInitialize]
    public static async Task Find_the_SDK(TestContext _)
    {
        string output = (await Commands.RunAsync(SharedData.RepositoryRoot, Workshop.DotnetEnvironment(), "dotnet", "--info")).Succeeded();
        s_sdk = Regex.Match(output, @"Base Path:\s*(\S+)").Groups[1].Value;
        Assert.IsTrue(Directory.Exists(s_sdk), output);
    }

    [TestMethod]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Publish.targets", "Publish")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Publish.targets", "PrepareForPublish")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Publish.targets", "ComputeResolvedFilesToPublishList")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Publish.targets", "PrepareForBundle")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.CrossTargeting.targets", "Publish")]
    [DataRow("Sdks/Microsoft.NET.Sdk.Publish/targets/DotNetCLIToolTargets/Microsoft.NET.Sdk.DotNetCLITool.targets", "_DotNetCLIPostPublish")]
    [DataRow("Microsoft.Common.CurrentVersion.targets", "BeforeBuild")]
    [DataRow("Microsoft.Common.CurrentVersion.targets", "_GenerateCompileDependencyCache")]
    [DataRow("Roslyn/Microsoft.CSharp.Core.targets", "CoreCompile")]
    [DataRow("Roslyn/Microsoft.Managed.Core.targets", "InitializeSourceRootMappedPaths")]
    [DataRow("Microsoft.Common.CurrentVersion.targets", "InitializeSourceControlInformation")]
    [DataRow("Containers/build/Microsoft.NET.Build.Containers.targets", "ComputeContainerConfig")]
    [DataRow("Containers/build/Microsoft.NET.Build.Containers.targets", "ComputeContainerBaseImage")]
    [DataRow("Containers/build/Microsoft.NET.Build.Containers.targets", "_ContainerEstablishRIDNess")]
    [DataRow("Containers/build/Microsoft.NET.Build.Containers.targets", "_ComputeContainerExecutionArgs")]
    public void Targets_are_where_we_hook_them(string file, string target) =>
        Assert.IsTrue(Document(file).Descendants().Any(element => element.Name.LocalName == "Target" && (string?)element.Attribute("Name") == target), $"{file} has no target {target}");

    [TestMethod]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Publish.targets", "ResolvedFileToPublish")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Publish.targets", "_FilesToBundle")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Publish.targets", "PublishedSingleFileName")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Publish.targets", "RelativePath")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.FrameworkReferenceResolution.targets", "ResolvedAppHostPack")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.FrameworkReferenceResolution.targets", "ResolvedRuntimePack")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.FrameworkReferenceResolution.targets", "ResolvedILCompilerPack")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.FrameworkReferenceResolution.targets", "RuntimeFramework")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.targets", "AppHostIntermediatePath")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.targets", "SingleFileHostIntermediatePath")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.targets", "AppHostForPublishIntermediatePath")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.targets", "<Import Project=\"$(AfterMicrosoftNETSdkTargets)\"")]
    [DataRow("Sdks/Microsoft.NET.Sdk/Sdk/Sdk.targets", "<Import Project=\"$(BeforeMicrosoftNETSdkTargets)\"")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.RuntimeIdentifierInference.targets", "<UseDefaultPublishRuntimeIdentifier>")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.RuntimeIdentifierInference.targets", "'$(UseCurrentRuntimeIdentifier)' == ''")]
    [DataRow("Microsoft.Common.CurrentVersion.targets", "$(_GlobalPropertiesToRemoveFromProjectReferences)")]
    [DataRow("Sdks/Microsoft.NET.Sdk.Publish/targets/DotNetCLIToolTargets/Microsoft.NET.Sdk.DotNetCLITool.targets", "$(_DotNetCLIPostPublishDependsOn)")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.BeforeCommon.targets", "'$(PublishProfileImported)' != 'true'")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.ImportPublishProfile.targets", "<PublishProfileImported>true<")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.targets", "ProjectDepsFilePath")]
    [DataRow("Sdks/Microsoft.NET.Sdk/targets/Microsoft.NET.Sdk.targets", "ProjectRuntimeConfigFilePath")]
    [DataRow("Sdks/Microsoft.NET.Sdk.StaticWebAssets/targets/Microsoft.NET.Sdk.StaticWebAssets.Publish.targets", "_PublishStaticWebAssetsTargetPath")]
    [DataRow("Sdks/Microsoft.NET.Sdk.StaticWebAssets/targets/Microsoft.NET.Sdk.StaticWebAssets.Publish.targets", ".staticwebassets.endpoints.json")]
    [DataRow("Sdks/Microsoft.NET.Sdk.Publish/targets/Microsoft.NET.Sdk.Publish.targets", "_PublishTaskAssemblyFullPath")]
    [DataRow("Microsoft.Common.CurrentVersion.targets", "CoreCompileCache")]
    [DataRow("Roslyn/Microsoft.Managed.Core.targets", "SourceControlInformationFeatureSupported")]
    public void Items_and_properties_are_still_called_so(string file, string name) =>
        StringAssert.Contains(File.ReadAllText(Path.Combine(s_sdk, file)), name, $"{file} does not know {name}");

    [TestMethod]
    public void Native_compilation_still_leaves_its_inputs()
    {
        // The compiler's package is there only where something was compiled with it.
        string packages = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages", "microsoft.dotnet.ilcompiler");
        string[] versions = Directory.Exists(packages) ? Directory.GetDirectories(packages) : [];
        if (versions.Length == 0)
        {
            Console.WriteLine($"absent: {packages}");
        }

        foreach (string version in versions)
        {
            string text = string.Concat(Directory.GetFiles(Path.Combine(version, "build"), "*.targets").Select(File.ReadAllText));
            foreach (string name in (string[])["IlcReference", "IlcCompileInput", "ManagedBinary", "NativeCompilationDuringPublish"])
            {
                StringAssert.Contains(text, name, $"{version} does not know {name}");
            }
        }
    }

    private static XDocument Document(string file) => XDocument.Load(Path.Combine(s_sdk, file));
}
