using Xunit.Abstractions;

[assembly: TestCollectionOrderer("XelaConnect.EndToEnd.Tests.LongestFirst", "XelaConnect.EndToEnd.Tests")]

namespace XelaConnect.EndToEnd.Tests;

/// <summary>Begins with the classes that take longest, so that none of them is left alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        "Privacy.ErasureTests", "Matrix.RouteMatrixTests", "Privacy.ErasureCrashTests", "Live.SubscriptionRowsTests",
        "Operations.CrashTests", "Payments.PaymentCrashTests", SharedHost.Name,
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => Array.FindIndex(
            Longest, name => collection.DisplayName.EndsWith(name, StringComparison.Ordinal)) is >= 0 and var place ? place : int.MaxValue);
}
