using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Wolfi.Containers.Diagnostics;
using Wolfi.Containers.Sdk.Tasks;
using Wolfi.Containers.Settings;

namespace Wolfi.Containers.Sdk.Tests;

/// <summary>The targets say nothing that the tables of settings and diagnostics do not.</summary>
[TestClass]
public sealed class Targets_and_tables
{
    private static readonly string Folder = Path.Combine(SharedData.RepositoryRoot, "src", "Wolfi.Containers.Sdk");

    private static XDocument Image => XDocument.Load(Path.Combine(Folder, "targets", "Wolfi.Containers.Sdk.Image.targets"));

    [TestMethod]
    public void Every_property_of_the_table_is_passed_on_and_no_other()
    {
        string[] passed = [.. Image.Descendants("_WolfiSetting").Select(element => (string)element.Attribute("Include")!).Order(StringComparer.Ordinal)];
        string[] known = [.. KnownSettings.All.Where(setting => setting.Kind != SettingKind.Item).Select(setting => setting.Name).Order(StringComparer.Ordinal)];
        CollectionAssert.AreEqual(known, passed);
        foreach (XElement setting in Image.Descendants("_WolfiSetting"))
        {
            Assert.AreEqual($"$({(string)setting.Attribute("Include")!})", (string)setting.Attribute("Value")!);
        }
    }

    [TestMethod]
    public void Every_item_of_the_table_is_passed_on()
    {
        XElement task = Image.Descendants("PublishImage").Single();
        foreach (Setting setting in KnownSettings.All.Where(setting => setting.Kind == SettingKind.Item))
        {
            Assert.IsTrue(
                task.Attributes().Any(attribute => attribute.Value == $"@({setting.Name})" || attribute.Value == $"@(_Wolfi{setting.Name})"), setting.Name);
        }
    }

    [TestMethod]
    public void The_targets_give_every_parameter_of_the_tasks()
    {
        foreach (Type task in (Type[])[typeof(PublishImage), typeof(CapturePublishedApp), typeof(CheckPlatforms)])
        {
            XElement use = Image.Descendants(task.Name).Single();
            string[] inputs = [.. task.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(property => property.GetCustomAttribute<OutputAttribute>() is null)
                .Select(property => property.Name)
                .Order(StringComparer.Ordinal)];
            CollectionAssert.AreEqual(inputs, use.Attributes().Select(attribute => attribute.Name.LocalName).Order(StringComparer.Ordinal).ToArray(), task.Name);
        }
    }

    [TestMethod]
    public void The_errors_of_the_targets_are_those_of_the_table()
    {
        XElement[] errors = [.. Directory.GetFiles(Path.Combine(Folder, "targets")).SelectMany(file => XDocument.Load(file).Descendants("Error"))];
        Assert.HasCount(4, errors);
        foreach (XElement error in errors)
        {
            DiagnosticDescriptor descriptor = DiagnosticTable.All.Single(known => known.Code == (string)error.Attribute("Code")!);
            string pattern = Regex.Replace(Regex.Escape($"{descriptor.Format} {descriptor.Advice}"), @"\\\{[0-9]}", ".+");
            StringAssert.Matches((string)error.Attribute("Text")!, new Regex($"^{pattern}$"));
            Assert.AreEqual(descriptor.HelpLink, ((string)error.Attribute("HelpLink")!).Replace("$(_WolfiHelp)", Help(), StringComparison.Ordinal));
        }
    }

    [TestMethod]
    public void Tasks_run_in_process()
    {
        XElement[] uses = [.. XDocument.Load(Path.Combine(Folder, "targets", "Wolfi.Containers.Sdk.Tasks.targets")).Descendants("UsingTask")];
        Assert.HasCount(6, uses);
        foreach (XElement use in uses)
        {
            Assert.AreEqual("NET", (string?)use.Attribute("Runtime"));
            Assert.IsNull(use.Attribute("TaskFactory"));
        }
    }

    private static string Help() => XDocument.Load(Path.Combine(Folder, "targets", "Wolfi.Containers.Sdk.Common.targets")).Descendants("_WolfiHelp").Single().Value;
}
