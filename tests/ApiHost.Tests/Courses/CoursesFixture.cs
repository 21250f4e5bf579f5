using System.Text.Json;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Courses;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.ApiHost.Tests.Courses;

/// <summary>The course endpoints over fake grains, for one course and one caller.</summary>
internal sealed class CoursesFixture : IDisposable
{
    private readonly Endpoints _endpoints;

    public CoursesFixture()
    {
        _endpoints = new(Grains);
        Grains
            .On<ILearnerGrain>(nameof(ILearnerGrain.AccessAsync), (_, _) => Access)
            .On<ICourseGrain>(nameof(ICourseGrain.PreviewAsync), (_, _) => CourseAccess.SignedOut(Course))
            .On<ILearnerGrain>(nameof(ILearnerGrain.MarkAsync), (_, _) => new CourseProgress(Views.CourseId, ["m1", "m2"], 67))
            .On<IWalletGrain>(nameof(IWalletGrain.BuyCourseAsync), (_, _) => new CoursePurchase(Access, IsPending));
    }

    public FakeGrains Grains { get; } = new();
    public CourseView Course { get; set; } = Views.Course(10, 20, 30);
    public bool IsPending { get; set; }
    public CourseGrant? Grant { get; set; }
    public string Tier { get; set; } = Tiers.Free;
    public CourseProgress? Progress { get; set; }

    /// <summary>The course as the caller may see it.</summary>
    private CourseAccess Access => CourseAccess.Of(Course, Plans.Default.Of(Tier), Grant, Progress);

    public Task<(int Status, JsonElement Body)> AskAsync(
        string endpoint, object? body = null, string? lesson = null, string id = Views.CourseId, string? caller = "user-1") =>
        _endpoints.CallAsync(endpoint, body, caller, operation: "op", route: lesson is null
            ? [("id", id)]
            : [("id", id), ("lesson_id", lesson)]);

    public void Dispose() => _endpoints.Dispose();
}
