namespace Wolfi.Attacks.Tests.Harness;

/// <summary>One row of the table: how the world is broken, and how the build must fail.</summary>
/// <param name="Break">Breaks it.</param>
/// <param name="Code">The code of the failure.</param>
/// <param name="Words">What its message must say.</param>
internal sealed record Attack(Action<AttackedWorld> Break, string Code, params string[] Words);
