namespace Wolfi.Containers.Signing;

/// <summary>Where the secrets of private keys come from: the environment, and a person where one is there. Never an argument, a property or a file of ours.</summary>
public sealed record KeySecrets
{
    /// <summary>The environment variable with the password of encrypted keys.</summary>
    public const string PasswordVariable = "WOLFI_KEY_PASSWORD";

    /// <summary>cosign's environment variable with the password of encrypted keys; it counts where the other is not set.</summary>
    public const string CosignVariable = "COSIGN_PASSWORD";

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Variable { get; init; }

    /// <summary>Asks a person for a secret that the text names; null where nobody is there to ask.</summary>
    public Func<string, string?>? Ask { get; init; }

    /// <summary>This process's environment, and nobody to ask.</summary>
    public static KeySecrets OfThisProcess { get; } = new() { Variable = Environment.GetEnvironmentVariable };

    /// <summary>The password; null where there is none. A variable that is set counts, though it be empty.</summary>
    /// <param name="question">What a person is asked.</param>
    public string? Password(string question) => Variable(PasswordVariable) ?? Variable(CosignVariable) ?? Ask?.Invoke(question);
}
