using System.Collections.Immutable;

namespace Wolfi.SupplyChain.Components;

/// <summary>All components of one image, or of one index, and how they belong together: the one model that every SBOM format is written from.</summary>
public sealed record BillOfMaterials
{
    private BillOfMaterials(Component subject, ImmutableArray<Component> components, ImmutableArray<Relationship> relationships, BillCreation creation)
    {
        Subject = subject;
        Components = components;
        Relationships = relationships;
        Creation = creation;
    }

    /// <summary>What the bill is about.</summary>
    public Component Subject { get; }

    /// <summary>All other components, ordered by identity; each once.</summary>
    public ImmutableArray<Component> Components { get; }

    /// <summary>The relationships, ordered; each once, and both ends are in the bill.</summary>
    public ImmutableArray<Relationship> Relationships { get; }

    /// <summary>Who made the bill, with what and when.</summary>
    public BillCreation Creation { get; }

    /// <summary>Puts a bill together. A component without a relationship belongs to the subject.</summary>
    /// <exception cref="ArgumentException">Two components have one identity, or a relationship leads to none.</exception>
    public static BillOfMaterials Create(Component subject, IEnumerable<Component> components, IEnumerable<Relationship> relationships, BillCreation creation)
    {
        ArgumentNullException.ThrowIfNull(subject);
        ArgumentNullException.ThrowIfNull(creation);
        ImmutableArray<Component> sorted = [.. components.OrderBy(component => component.Id, StringComparer.Ordinal)];
        HashSet<string> ids = new(StringComparer.Ordinal) { subject.Id };
        if (sorted.FirstOrDefault(component => !ids.Add(component.Id)) is { } twice)
        {
            throw new ArgumentException($"'{twice.Id}' is in the bill twice.", nameof(components));
        }

        List<Relationship> all = [.. relationships];
        if (all.Find(relationship => !ids.Contains(relationship.From) || !ids.Contains(relationship.To)) is { } dangling)
        {
            throw new ArgumentException($"'{dangling.From}' or '{dangling.To}' is not in the bill.", nameof(relationships));
        }

        HashSet<string> reached = [.. all.Select(relationship => relationship.To)];
        all.AddRange(sorted.Where(component => !reached.Contains(component.Id)).Select(component => new Relationship(subject.Id, RelationshipKind.Contains, component.Id)));
        return new BillOfMaterials(
            subject,
            sorted,
            [.. all.Distinct()
                .OrderBy(relationship => relationship.From, StringComparer.Ordinal)
                .ThenBy(relationship => relationship.Kind)
                .ThenBy(relationship => relationship.To, StringComparer.Ordinal)],
            creation);
    }

    /// <summary>The bill of some components alone: those that the filter takes, and the relationships among them and the subject.</summary>
    public BillOfMaterials Where(Func<Component, bool> filter)
    {
        ImmutableArray<Component> taken = [.. Components.Where(filter)];
        HashSet<string> ids = [Subject.Id, .. taken.Select(component => component.Id)];
        return Create(Subject, taken, Relationships.Where(relationship => ids.Contains(relationship.From) && ids.Contains(relationship.To)), Creation);
    }
}
