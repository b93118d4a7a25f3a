using Wolfi.Containers.Apps;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Needs;
using Wolfi.Containers.Plans;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Tests.Plans;

[TestClass]
public sealed class ContainerConfiguration_defaults
{
    private static readonly AccountFiles Accounts = AccountFiles.From(null, null, null).With([AccountFiles.NonRoot, new DeclaredAccount("worker", 1000, 2000, "/home/worker")]);

    [TestMethod]
    public void Of_a_framework_dependent_web_app()
    {
        ContainerConfiguration configuration = Plan(App(web: true), new ContainerSettings());
        Assert.AreEqual("65532:65532", configuration.User);
        CollectionAssert.AreEqual(new[] { "/usr/bin/dotnet", "/app/My.App.dll" }, configuration.Entrypoint.ToArray());
        CollectionAssert.AreEqual(new[] { "8080/tcp" }, configuration.Ports.ToArray());
        Assert.AreEqual("/app", configuration.WorkingDirectory);
        CollectionAssert.AreEqual(
            new[] { "ASPNETCORE_HTTP_PORTS=8080", "DOTNET_RUNNING_IN_CONTAINER=true", "HOME=/home/nonroot", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt" },
            configuration.Environment.Select(pair => $"{pair.Key}={pair.Value}").ToArray());
    }

    [TestMethod]
    public void Of_a_console_app_name_no_port() => Assert.IsEmpty(Plan(App(), new ContainerSettings()).Ports);

    [TestMethod]
    [DataRow(true, false, false)]
    [DataRow(false, true, false)]
    [DataRow(false, false, true)]
    public void Start_the_executable_of_every_app_that_has_one(bool selfContained, bool singleFile, bool nativeAot) =>
        CollectionAssert.AreEqual(
            new[] { "/app/My.App" },
            Plan(App() with { SelfContained = selfContained, SingleFile = singleFile, NativeAot = nativeAot }, new ContainerSettings()).Entrypoint.ToArray());

    [TestMethod]
    [DataRow("ASPNETCORE_URLS", "http://+:9000;https://*:9443/", "9000/tcp,9443/tcp")]
    [DataRow("ASPNETCORE_HTTP_PORTS", "81;82", "81/tcp,82/tcp")]
    [DataRow("ASPNETCORE_HTTPS_PORTS", "8443", "8080/tcp,8443/tcp")]
    public void Name_the_ports_of_the_final_environment(string name, string value, string expected) =>
        Assert.AreEqual(expected, string.Join(',', Plan(App(web: true), new ContainerSettings { Environment = [new(name, value)] }).Ports));

    // Case 90.
    [TestMethod]
    [DataRow("1000", "1000:2000")]
    [DataRow("4242", "4242:4242")]
    [DataRow("worker", "1000:2000")]
    [DataRow("nonroot", "65532:65532")]
    [DataRow("worker:5", "1000:5")]
    [DataRow("1:2", "1:2")]
    public void Turn_users_into_numbers(string user, string expected) => Assert.AreEqual(expected, Plan(App(), new ContainerSettings { User = user }).User);

    [TestMethod]
    [DataRow("")]
    [DataRow("-1")]
    [DataRow("99999999999")]
    [DataRow("2147483648")]
    [DataRow("stranger")]
    [DataRow("1:stranger")]
    [DataRow("1:2:3")]
    [DataRow(":5")]
    public void Refuse_users_that_are_none(string user) =>
        Failing.With(ImageErrors.InvalidUser, () => Plan(App(), new ContainerSettings { User = user }));

    [TestMethod]
    [DataRow("root")]
    [DataRow("0")]
    [DataRow("0:1000")]
    public void Refuse_root_unless_it_is_allowed_by_name(string user)
    {
        Failing.With(ImageErrors.RootRefused, () => Plan(App(), new ContainerSettings { User = user }));
        RecordingObserver observer = new();
        Plan(App(), new ContainerSettings { User = user, AllowRoot = true }, observer);
        Assert.AreEqual(ImageErrors.RunsAsRoot.Code, observer.Warnings.Single().Code);
    }

    [TestMethod]
    public void A_label_tells_what_was_left_out_against_advice()
    {
        NeedSet needs = new() { Architecture = "x86_64", Needs = [], Omitted = ["icu", "tzdata"] };

        Assert.AreEqual("icu,tzdata", Plan(App(), new ContainerSettings(), needs: needs).Labels["io.github.wolfi-containers.omitted-needs"]);
        Assert.IsEmpty(Plan(App(), new ContainerSettings(), needs: needs with { Omitted = [] }).Labels);
        Assert.IsEmpty(Plan(App(), new ContainerSettings { GeneratesLabels = false }, needs: needs).Labels);
    }

    private static ContainerConfiguration Plan(PublishedApp app, ContainerSettings settings, RecordingObserver? observer = null, NeedSet? needs = null) =>
        ContainerConfigurationPlanner.Plan(
            new ImagePlanInput
            {
                App = app,
                Architecture = "x86_64",
                Repositories = [],
                World = [],
                Needs = needs,
                Packages = [],
                AppPackages = [],
                PackageFiles = System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<byte>>.Empty,
                Container = settings,
                Created = 0,
                SdkVersion = "10.0.401",
            },
            Accounts,
            hasCertificates: true,
            observer ?? new RecordingObserver());

    private static PublishedApp App(bool web = false) => new()
    {
        AssemblyName = "My.App",
        Version = "1.0.0",
        TargetFramework = "net10.0",
        RuntimeIdentifier = "linux-x64",
        SelfContained = false,
        FrameworkReferences = web ? ["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"] : ["Microsoft.NETCore.App"],
        PublishFolder = "/nowhere",
        Files = [],
    };
}
