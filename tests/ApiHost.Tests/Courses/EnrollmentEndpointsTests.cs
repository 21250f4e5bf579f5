using Shouldly;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Courses;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Courses;

public sealed class EnrollmentEndpointsTests : IDisposable
{
    private readonly CoursesFixture _fixture = new();

    public EnrollmentEndpointsTests() =>
        _fixture.Grains.On<IWalletGrain>(nameof(IWalletGrain.PurchaseAsync), (_, _) => new WalletView(0, 0, null, 0));

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(Tiers.Free)]
    [InlineData(Tiers.Elite)]
    public async Task Free_course_is_granted_permanently_on_every_tier(string tier)
    {
        _fixture.Tier = tier;
        _fixture.MakeFree();
        await TakesAsync(GrantSources.Free);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // off sale does not matter to a tier with all courses
    public async Task Tier_with_all_courses_grants_any_course(bool forSale)
    {
        (_fixture.Tier, _fixture.ForSale) = (Tiers.LifetimeElite, forSale);
        await TakesAsync(GrantSources.Tier);
    }

    [Fact]
    public async Task Enrolment_in_an_owned_course_grants_nothing_new()
    {
        _fixture.Grant = Views.Grant();
        _fixture.ForSale = false;
        (await _fixture.AskAsync("EnrollInCourse")).Status.ShouldBe(200);
        _fixture.Grains.Called.ShouldNotContain("IWalletGrain.PurchaseAsync");
    }

    [Theory]
    [InlineData(Tiers.Free, null)]
    [InlineData(Tiers.Premium, null)]
    [InlineData(Tiers.Free, GrantSources.Tier)] // held only as long as the tier was there
    public async Task Enrolment_in_a_priced_course_requires_purchase(string tier, string? source)
    {
        (_fixture.Tier, _fixture.Grant) = (tier, source is null ? null : Views.Grant(source));
        var (status, body) = await _fixture.AskAsync("EnrollInCourse");
        status.ShouldBe(402);
        body.GetProperty("code").GetString().ShouldBe("purchase_required");
        _fixture.Grains.Called.ShouldNotContain("IWalletGrain.PurchaseAsync");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Course_off_sale_is_not_granted(bool free)
    {
        if (free) _fixture.MakeFree();
        _fixture.ForSale = false;
        var (status, body) = await _fixture.AskAsync("EnrollInCourse");
        status.ShouldBe(409);
        body.GetProperty("code").GetString().ShouldBe("course_not_for_sale");
        _fixture.Grains.Called.ShouldNotContain("IWalletGrain.PurchaseAsync");
    }

    [Fact]
    public async Task Refusal_of_the_wallet_is_returned()
    {
        _fixture.MakeFree();
        _fixture.Grains.On<IWalletGrain>(nameof(IWalletGrain.PurchaseAsync), (_, _) => WalletFaults.PaymentUnderWay);
        (await _fixture.AskAsync("EnrollInCourse")).Body.GetProperty("code").GetString().ShouldBe("payment_under_way");
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
        if (begun) _fixture.Progress = new(Views.CourseId, ["m1"], 33);
        (await _fixture.AskAsync("GetEnrollment")).Body.ShouldHave("enrolled").GetProperty("enrolled").GetBoolean().ShouldBe(enrolled);
    }

    [Fact]
    public async Task Unknown_course_is_a_404()
    {
        _fixture.Grains.On<ICourseGrain>(nameof(ICourseGrain.OfferAsync), (_, _) => CourseFaults.Unknown);
        foreach (var endpoint in (string[])["GetEnrollment", "EnrollInCourse"]) (await _fixture.AskAsync(endpoint)).Status.ShouldBe(404);
        _fixture.Grains.Called.ShouldNotContain("IWalletGrain.PurchaseAsync");
    }

    private async Task TakesAsync(string source)
    {
        _fixture.Progress = new(Views.CourseId, ["m1"], 33);
        var (status, body) = await _fixture.AskAsync("EnrollInCourse");
        status.ShouldBe(200);
        body.ShouldHave("message, enrolled, course").GetProperty("enrolled").GetBoolean().ShouldBeTrue();
        var course = body.GetProperty("course").ShouldHave(Shapes.Course);
        course.GetProperty("progress").GetInt32().ShouldBe(33);
        course.GetProperty("modules").EnumerateArray().ShouldAllBe(module => module.GetProperty("content").GetString() != null);
        var call = _fixture.Grains.Only("IWalletGrain.PurchaseAsync");
        (call.Key, call.Command<PurchaseCourse>())
            .ShouldBe(("user-1", new PurchaseCourse("op/enroll", Views.CourseId, "Naming What You Feel", 0, source)));
    }
}
