using System.Collections.Immutable;

namespace Wolfi.EndToEnd.Matrix;

/// <summary>A small app of the matrix: <c>Apps/NAME.cs</c> with a project of its own.</summary>
internal sealed record MatrixSample(string Name)
{
    /// <summary>The project's SDK.</summary>
    public string Sdk { get; init; } = "Microsoft.NET.Sdk";

    /// <summary>Properties of the project, beside those that all have.</summary>
    public string Properties { get; init; } = "";

    /// <summary>Items of the project.</summary>
    public string Items { get; init; } = "";

    /// <summary>Whether it serves pages until it is ended; others end by themselves.</summary>
    public bool IsServer { get; init; }

    /// <summary>Whether it has a native library of its own, to be built first.</summary>
    public bool HasNativeAsset { get; init; }

    /// <summary>Whether it has a server's key, and the image that server's authority.</summary>
    public bool HasServerKey { get; init; }

    private const string Invariant = "<InvariantGlobalization>true</InvariantGlobalization>";
    private const string Web = "Microsoft.NET.Sdk.Web";

    /// <summary>All of them. Versions are fixed, so that goldens say the same tomorrow.</summary>
    public static ImmutableArray<MatrixSample> All { get; } =
    [
        new("Console") { Properties = Invariant },
        new("Culture"),
        new("Web") { Sdk = Web, Properties = Invariant, IsServer = true },
        new("Https") { Sdk = Web, Properties = Invariant },
        new("TlsClient") { Properties = Invariant, HasServerKey = true },
        new("TimeZones") { Properties = Invariant },
        new("Sqlite") { Properties = Invariant, Items = """<PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.12" />""" },
        new("NativeAsset") { Properties = Invariant, HasNativeAsset = true, Items = """<None Include="libdemo.so" CopyToOutputDirectory="PreserveNewest" CopyToPublishDirectory="PreserveNewest" />""" },
        new("Npgsql") { Properties = Invariant, Items = """<PackageReference Include="Npgsql" Version="10.0.3" />""" },
        new("Negotiate") { Properties = Invariant },
    ];

    /// <summary>The sample of that name.</summary>
    public static MatrixSample Named(string name) => All.Single(sample => sample.Name == name);

    /// <summary>The project file.</summary>
    public string ProjectFile => $"""
        <Project Sdk="{Sdk}">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <AssemblyName>App</AssemblyName>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
            <SuppressTrimAnalysisWarnings>true</SuppressTrimAnalysisWarnings>
            <SatelliteResourceLanguages>en</SatelliteResourceLanguages>
            {Properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Wolfi.Containers.Sdk" Version="$(WolfiContainersSdkVersion)" PrivateAssets="all" />
            <WolfiNeed Include="$(OmittedNeed)" Action="Omit" Condition="'$(OmittedNeed)' != ''" />
            {Items}
            {(HasServerKey ? """<WolfiCertificate Include="authority.pem" Condition="'$(WithoutAuthority)' != 'true'" />""" : "")}
          </ItemGroup>
        </Project>
        """;
}
