using System.Collections.Immutable;

namespace XelaConnect;

/// <summary>One page of a list (contract §0, "lists").</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The page's items, in the list's order.</param>
/// <param name="NextCursor">Where the next page starts, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("page`1")]
public sealed record Page<T>([property: Id(0)] ImmutableArray<T> Items, [property: Id(1)] string? NextCursor);
