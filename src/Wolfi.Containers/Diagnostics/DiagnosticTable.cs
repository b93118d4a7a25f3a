using System.Collections.Immutable;
using System.Reflection;

namespace Wolfi.Containers.Diagnostics;

/// <summary>Every code that the product can print.</summary>
public static class DiagnosticTable
{
    /// <summary>All descriptors of this assembly's <c>*Errors</c> classes, ordered by code.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [.. typeof(DiagnosticTable).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(DiagnosticTable).Namespace && type.Name.EndsWith("Errors", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Where(property => property.PropertyType == typeof(DiagnosticDescriptor))
            .Select(property => (DiagnosticDescriptor)property.GetValue(null)!)
            .OrderBy(descriptor => descriptor.Code, StringComparer.Ordinal)];
}
