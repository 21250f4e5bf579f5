using System.Text.Json;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Courses;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.ApiHost.Tests.Courses;

/// <summary>One course and how a caller stands to it, over fake grains: what a test changes before it asks.</summary>
internal sealed class CoursesFixture : IDisposable
{
    private readonly Endpoints _endpoints;

    public CoursesFixture()
    {
        _endpoints = new(Grains);
        Grains
            .On<ICourseGrain>(nameof(ICourseGrain.OfferAsync), (_, _) => new CourseOffer(Course, ForSale))
            .On<IWalletGrain>(nameof(IWalletGrain.GrantAsync), (_, _) => Grant)
            .On<ISubscriptionGrain>(nameof(ISubscriptionGrain.GetAsync), (_, _) => Views.Subscription(Tier))
            .On<ILearnerGrain>(nameof(ILearnerGrain.GetAsync), (_, _) => Progress);
    }

    public FakeGrains Grains { get; } = new();
    public CourseView Course { get; set; } = Views.Course(10, 20, 30);
    public bool ForSale { get; set; } = true;
    public CourseGrant? Grant { get; set; }
    public string Tier { get; set; } = Tiers.Free;
    public CourseProgress? Progress { get; set; }

    /// <summary>The course costs nothing.</summary>
    public void MakeFree() => Course = Course with { Content = Course.Content with { PriceCredits = 0, PriceUsd = 0 } };

    public Task<(int Status, JsonElement Body)> AskAsync(
        string endpoint, object? body = null, string? lesson = null, string id = Views.CourseId) =>
        _endpoints.CallAsync(endpoint, body, caller: "user-1", operation: "op", route: lesson is null
            ? [("id", id)]
            : [("id", id), ("lesson_id", lesson)]);

    public void Dispose() => _endpoints.Dispose();
}
