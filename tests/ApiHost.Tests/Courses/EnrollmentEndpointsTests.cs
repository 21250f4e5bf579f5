using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Courses;

public sealed class EnrollmentEndpointsTests : IDisposable
{
    private readonly CoursesFixture _fixture = new() { Grant = Views.Grant(), Progress = new(Views.CourseId, ["m1"], 33) };

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Enrolment_returns_the_course_with_its_content()
    {
        var (status, body) = await _fixture.AskAsync("EnrollInCourse");
        status.ShouldBe(200);
        body.ShouldHave("message, enrolled, course").GetProperty("enrolled").GetBoolean().ShouldBeTrue();
        var course = body.GetProperty("course").ShouldHave(Shapes.Course);
        course.GetProperty("progress").GetInt32().ShouldBe(33);
        course.GetProperty("modules").EnumerateArray().ShouldAllBe(module => module.GetProperty("content").GetString() != null);
        Command().ShouldBe(new BuyCourse("op/enroll", Views.CourseId, PurchaseMethods.Enroll));
    }

    [Theory]
    [InlineData("credits", "op/purchase", PurchaseMethods.Credits, null)]
    [InlineData("stripe", "op", PurchaseMethods.Card, "pm_card")]
    public async Task Purchase_names_the_method_and_no_price(string method, string operation, string expected, string? card)
    {
        var (status, body) = await _fixture.AskAsync("PurchaseCourse", new { payment_method = method, stripe_token = card });
        status.ShouldBe(200);
        body.ShouldHave("message, course").GetProperty("message").GetString().ShouldBe("Course purchased successfully");
        Command().ShouldBe(new BuyCourse(operation, Views.CourseId, expected, card));
        _fixture.Grains.Called.ShouldBe(["IWalletGrain.BuyCourseAsync"]);
    }

    [Fact]
    public async Task Pending_purchase_is_a_202_without_content()
    {
        (_fixture.Grant, _fixture.IsPending) = (null, true);
        var (status, body) = await _fixture.AskAsync("PurchaseCourse", new { payment_method = "stripe", stripe_token = "pm_card" });
        status.ShouldBe(202);
        var modules = body.GetProperty("course").GetProperty("modules").EnumerateArray().Select(module => module.GetProperty("content").GetString());
        modules.ShouldBe(["Text 1", null, null]);
    }

    [Theory]
    [InlineData("PurchaseCourse")]
    [InlineData("EnrollInCourse")]
    public async Task Refusal_of_the_wallet_is_returned(string endpoint)
    {
        _fixture.Grains.On<IWalletGrain>(nameof(IWalletGrain.BuyCourseAsync), (_, _) => WalletFaults.PaymentUnderWay);
        (await _fixture.AskAsync(endpoint, new { payment_method = "credits" })).Body.GetProperty("code").GetString().ShouldBe("payment_under_way");
    }

    [Theory]
    [InlineData(Tiers.Free, null, false, false)]
    [InlineData(Tiers.Free, null, true, false)] // was begun on a tier that has ended
    [InlineData(Tiers.Free, GrantSources.Credits, false, true)]
    [InlineData(Tiers.Free, GrantSources.Free, false, true)]
    [InlineData(Tiers.Free, GrantSources.Tier, true, false)]
    [InlineData(Tiers.Elite, GrantSources.Tier, false, true)]
    [InlineData(Tiers.Elite, null, false, false)]
    [InlineData(Tiers.Elite, null, true, true)]
    public async Task Enrolment_requires_a_current_entitlement(string tier, string? source, bool begun, bool enrolled)
    {
        (_fixture.Tier, _fixture.Grant) = (tier, source is null ? null : Views.Grant(source));
        _fixture.Progress = begun ? new(Views.CourseId, ["m1"], 33) : null;
        (await _fixture.AskAsync("GetEnrollment")).Body.ShouldHave("enrolled").GetProperty("enrolled").GetBoolean().ShouldBe(enrolled);
    }

    private BuyCourse Command()
    {
        var call = _fixture.Grains.Only("IWalletGrain.BuyCourseAsync");
        call.Key.ShouldBe("user-1");
        return call.Command<BuyCourse>();
    }
}
