using System.CommandLine;
using Wolfi.Apk.Packages;
using Wolfi.Apk.Versions;

namespace Wolfi.Containers.Tool.Options;

/// <summary>The options that make a package's metadata.</summary>
internal sealed class PackageInfoOptions
{
    private readonly Option<string> _name = Checked("--name", "NAME", "The package's name.", text => PackageNames.IsValidPackage(text), "package name");
    private readonly Option<string> _version = Checked("--version", "VERSION", "The package's version, such as 1.2.3-r0.", text => PackageVersion.TryParse(text, out _), "package version");
    private readonly Option<string> _architecture = Checked("--arch", "ARCH", "The architecture: x86_64, aarch64, or noarch.", text => Architectures.IsValidName(text), "architecture");
    private readonly Option<string[]> _depends = List("--depend", "ATOM", "A dependency, such as 'glibc' or 'so:libz.so.1'. May be given more than once.", text => DependencyAtom.TryParse(text, out _), "dependency");
    private readonly Option<string[]> _provides = List("--provide", "NAME[=VERSION]", "A name that the package provides. May be given more than once.", text => Provide.TryParse(text, out _), "provide");
    private readonly Option<string> _description = Text("--description", "One line about the package.");
    private readonly Option<string> _license = Text("--license", "The licence expression (SPDX).");
    private readonly Option<string> _origin = Text("--origin", "The package that this one is built with.");
    private readonly Option<string> _url = Text("--url", "Where the package's sources live.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_name, _version, _architecture, _depends, _provides, _description, _license, _origin, _url])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The metadata.</summary>
    public PackageInfo Read(ParseResult parsed) => new()
    {
        Name = parsed.GetRequiredValue(_name),
        Version = PackageVersion.Parse(parsed.GetRequiredValue(_version)),
        Architecture = parsed.GetRequiredValue(_architecture),
        Depends = [.. parsed.GetRequiredValue(_depends).Select(DependencyAtom.Parse)],
        Provides = [.. parsed.GetRequiredValue(_provides).Select(Provide.Parse)],
        Description = parsed.GetRequiredValue(_description),
        License = parsed.GetRequiredValue(_license),
        Origin = parsed.GetRequiredValue(_origin),
        Url = parsed.GetRequiredValue(_url),
    };

    private static Option<string> Checked(string name, string helpName, string description, Func<string, bool> isValid, string what)
    {
        Option<string> option = new(name) { HelpName = helpName, Description = description, Required = true };
        Check(option, isValid, what);
        return option;
    }

    private static Option<string[]> List(string name, string helpName, string description, Func<string, bool> isValid, string what)
    {
        Option<string[]> option = new(name) { HelpName = helpName, Description = description, DefaultValueFactory = _ => [] };
        Check(option, isValid, what);
        return option;
    }

    private static Option<string> Text(string name, string description)
    {
        Option<string> option = new(name) { HelpName = "TEXT", Description = description, DefaultValueFactory = _ => "" };
        Check(option, text => !text.Any(char.IsControl), "single line of text");
        return option;
    }

    private static void Check(Option option, Func<string, bool> isValid, string what) => option.Validators.Add(result =>
    {
        foreach (string text in result.Tokens.Select(token => token.Value).Where(text => !isValid(text)))
        {
            result.AddError($"{option.Name}: '{text}' is no {what}.");
        }
    });
}
