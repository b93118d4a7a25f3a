using System.CommandLine;

namespace Wolfi.Containers.Tool.Options;

/// <summary>What the verbs that push have in common.</summary>
internal sealed class PushOptions
{
    private readonly Option<string[]> _tags = new("--tag") { HelpName = "TAG", Description = "A tag beside the reference's own; may be given more than once.", DefaultValueFactory = _ => [] };

    private readonly Option<string[]> _mountFrom = new("--mount-from")
    {
        HelpName = "REPOSITORY",
        Description = "A repository of the same registry that may have some of the layers: the registry takes them from there; may be given more than once.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _digestFile = new("--digest-file") { HelpName = "FILE", Description = "Write the pushed image's digest to a file." };

    private readonly Option<bool> _developmentKey = ImageKeyOptions.AllowDevelopmentKey("Let an image that a development key signed go to a registry on another machine.");

    public void AddTo(Command command)
    {
        command.Options.Add(_tags);
        command.Options.Add(_mountFrom);
        command.Options.Add(_digestFile);
        command.Options.Add(_developmentKey);
    }

    public IEnumerable<string> Tags(ParseResult parsed) => parsed.GetRequiredValue(_tags);

    public IEnumerable<string> MountFrom(ParseResult parsed) => parsed.GetRequiredValue(_mountFrom);

    public string? DigestFile(ParseResult parsed) => parsed.GetValue(_digestFile);

    public bool AllowDevelopmentKey(ParseResult parsed) => parsed.GetValue(_developmentKey);
}
