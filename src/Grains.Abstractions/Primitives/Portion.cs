namespace XelaConnect;

/// <summary>
/// The next items of a history in the order of their seqs, complete up to <paramref name="Seq"/>. It may be empty and
/// have more behind it.
/// </summary>
[GenerateSerializer, Immutable, Alias("portion`1")]
public sealed record Portion<T>(
    [property: Id(0)] ImmutableArray<T> Items, [property: Id(1)] long Seq, [property: Id(2)] bool More)
{
    /// <summary>The portion with other items.</summary>
    public Portion<TOther> With<TOther>(IEnumerable<TOther> items) => new([.. items], Seq, More);
}
