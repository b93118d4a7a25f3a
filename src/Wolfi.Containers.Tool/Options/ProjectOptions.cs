using System.Collections.Immutable;
using System.CommandLine;
using Wolfi.Containers.Projects;

namespace Wolfi.Containers.Tool.Options;

/// <summary>The options that say which project is meant and what is set for it.</summary>
internal static class ProjectOptions
{
    /// <summary><c>--project PROJECT</c>; null when not given.</summary>
    public static Option<string?> Project() => new("--project")
    {
        HelpName = "PROJECT",
        Description = "Project file or its folder; repositories, keys and rules are taken from it. Default: the project in the current folder, if there is one.",
    };

    /// <summary><c>--property NAME=VALUE</c>, any number.</summary>
    public static Option<ImmutableArray<ProjectProperty>> Properties() => new("--property", "-p")
    {
        HelpName = "NAME=VALUE",
        Description = "A property to set for the project, as for 'dotnet publish'. May be given more than once.",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
        CustomParser = result =>
        {
            ImmutableArray<ProjectProperty>.Builder properties = ImmutableArray.CreateBuilder<ProjectProperty>();
            foreach (string text in result.Tokens.Select(token => token.Value))
            {
                int equals = text.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0)
                {
                    result.AddError($"--property: '{text}' is no NAME=VALUE.");
                    continue;
                }

                properties.Add(new ProjectProperty(text[..equals], text[(equals + 1)..]));
            }

            return properties.ToImmutable();
        },
    };
}
