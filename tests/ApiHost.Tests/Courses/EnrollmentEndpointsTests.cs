using Shouldly;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Courses;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Courses;

public sealed class EnrollmentEndpointsTests : IDisposable
{
    private readonly CoursesFixture _desk = new();

    public EnrollmentEndpointsTests() =>
        _desk.Grains.On<IWalletGrain>(nameof(IWalletGrain.PurchaseAsync), (_, _) => new WalletView(0, 0, null, 0));

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData(Tiers.Free)]
    [InlineData(Tiers.Elite)]
    public async Task A_free_course_is_taken_for_nothing_and_for_good_whatever_the_tier(string tier)
    {
        _desk.Tier = tier;
        _desk.MakeFree();
        await TakesAsync(GrantSources.Free);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // off sale is nobody's loss whose tier opens every course
    public async Task A_tier_that_opens_all_courses_takes_any_of_them(bool forSale)
    {
        (_desk.Tier, _desk.ForSale) = (Tiers.LifetimeElite, forSale);
        await TakesAsync(GrantSources.Tier);
    }

    [Fact]
    public async Task What_is_held_already_is_not_taken_again()
    {
        _desk.Grant = Views.Grant();
        _desk.ForSale = false;
        (await _desk.AskAsync("EnrollInCourse")).Status.ShouldBe(200);
        _desk.Grains.Called.ShouldNotContain("IWalletGrain.PurchaseAsync");
    }

    [Theory]
    [InlineData(Tiers.Free, null)]
    [InlineData(Tiers.Premium, null)]
    [InlineData(Tiers.Free, GrantSources.Tier)] // held only as long as the tier was there
    public async Task What_costs_something_has_to_be_bought(string tier, string? source)
    {
        (_desk.Tier, _desk.Grant) = (tier, source is null ? null : Views.Grant(source));
        var (status, body) = await _desk.AskAsync("EnrollInCourse");
        status.ShouldBe(402);
        body.GetProperty("code").GetString().ShouldBe("purchase_required");
        _desk.Grains.Called.ShouldNotContain("IWalletGrain.PurchaseAsync");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_off_sale_is_not_to_be_had(bool free)
    {
        if (free) _desk.MakeFree();
        _desk.ForSale = false;
        var (status, body) = await _desk.AskAsync("EnrollInCourse");
        status.ShouldBe(409);
        body.GetProperty("code").GetString().ShouldBe("course_not_for_sale");
        _desk.Grains.Called.ShouldNotContain("IWalletGrain.PurchaseAsync");
    }

    [Fact]
    public async Task A_refusal_of_the_wallet_is_the_answer()
    {
        _desk.MakeFree();
        _desk.Grains.On<IWalletGrain>(nameof(IWalletGrain.PurchaseAsync), (_, _) => WalletFaults.PaymentUnderWay);
        (await _desk.AskAsync("EnrollInCourse")).Body.GetProperty("code").GetString().ShouldBe("payment_under_way");
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
    public async Task Who_took_a_course_up_and_may_still_study_it_is_enrolled(string tier, string? source, bool begun, bool enrolled)
    {
        (_desk.Tier, _desk.Grant) = (tier, source is null ? null : Views.Grant(source));
        if (begun) _desk.Progress = new(Views.CourseId, ["m1"], 33);
        (await _desk.AskAsync("GetEnrollment")).Body.ShouldHave("enrolled").GetProperty("enrolled").GetBoolean().ShouldBe(enrolled);
    }

    [Fact]
    public async Task A_course_that_is_not_there_is_unknown()
    {
        _desk.Grains.On<ICourseGrain>(nameof(ICourseGrain.OfferAsync), (_, _) => CourseFaults.Unknown);
        foreach (var endpoint in (string[])["GetEnrollment", "EnrollInCourse"]) (await _desk.AskAsync(endpoint)).Status.ShouldBe(404);
        _desk.Grains.Called.ShouldNotContain("IWalletGrain.PurchaseAsync");
    }

    private async Task TakesAsync(string source)
    {
        _desk.Progress = new(Views.CourseId, ["m1"], 33);
        var (status, body) = await _desk.AskAsync("EnrollInCourse");
        status.ShouldBe(200);
        body.ShouldHave("message, enrolled, course").GetProperty("enrolled").GetBoolean().ShouldBeTrue();
        var course = body.GetProperty("course").ShouldHave(Shapes.Course);
        course.GetProperty("progress").GetInt32().ShouldBe(33);
        course.GetProperty("modules").EnumerateArray().ShouldAllBe(module => module.GetProperty("content").GetString() != null);
        var call = _desk.Grains.Only("IWalletGrain.PurchaseAsync");
        (call.Key, call.Command<PurchaseCourse>()).ShouldBe(("user-1", new PurchaseCourse("op/enroll", Views.CourseId, "Naming What You Feel", 0, source)));
    }
}
