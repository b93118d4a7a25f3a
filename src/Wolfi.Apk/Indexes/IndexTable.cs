using System.Collections.Immutable;

namespace Wolfi.Apk.Indexes;

/// <summary>What is known of an index text that was checked from first to last byte: where its records are, and by which names they are found. Records are decoded when they are asked for.</summary>
internal sealed class IndexTable
{
    /// <summary>The text.</summary>
    public required IRecordTexts Texts { get; init; }

    /// <summary>Where each record begins in the text.</summary>
    public required int[] Starts { get; init; }

    /// <summary>The records' names.</summary>
    public required NameTable Names { get; init; }

    /// <summary>Places of the records that have an install_if line.</summary>
    public required int[] WithInstallIf { get; init; }

    /// <summary>The architectures that records are for, each with the place of its first record.</summary>
    public required ImmutableArray<RecordArchitecture> Architectures { get; init; }

    /// <summary>The latest build time of the records; null when no record has one.</summary>
    public required long? NewestBuildTime { get; init; }

    /// <summary>Decodes a record.</summary>
    public IndexRecord Read(int place) => RecordReader.Read(Texts.From(Starts[place]));
}
