using XelaConnect.TestKit;
using XelaConnect.Accounts;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Mail;
using XelaConnect.Profiles;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Accounts;

/// <summary>What the routes of codes ask of whom, and that bad input reaches no grain.</summary>
public sealed class EmailEndpointsTests : IDisposable
{
    private const string Code = "7k2m9qxa", New = "ada@example.net";
    private readonly FakeGrains grains = new();
    private readonly Endpoints endpoints;

    public EmailEndpointsTests()
    {
        endpoints = new(grains);
        grains
            .On<IAccountGrain>(nameof(IAccountGrain.RequestCodeAsync), (_, _) => Done.Instance)
            .On<IAccountGrain>(nameof(IAccountGrain.VerifyEmailAsync), (_, _) => Done.Instance)
            .On<IAccountGrain>(nameof(IAccountGrain.ResetPasswordAsync), (_, _) => Done.Instance)
            .On<IAccountGrain>(nameof(IAccountGrain.RequestEmailChangeAsync), (_, _) => Done.Instance)
            .On<IAccountGrain>(nameof(IAccountGrain.ConfirmEmailChangeAsync), (_, _) => AccountFaults.InvalidCode)
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key))
            .On<IUserGrain>(nameof(IUserGrain.SetLanguageAsync), (key, _) => Views.User(key));
    }

    public void Dispose() => endpoints.Dispose();

    [Fact]
    public async Task Forgot_asks_the_account_and_nothing_else()
    {
        var call = endpoints.CallAsync("ForgotPassword", new { email = " Ada@Example.com " });
        await Until.TrueAsync(() => grains.Called.Any());
        call.IsCompleted.ShouldBeFalse("as long for every address");
        endpoints.Clock.Advance(TimeSpan.FromMilliseconds(100));
        var (status, body) = await call;
        status.ShouldBe(200);
        body.ShouldHave("message");
        grains.Called.ShouldBe(["IAccountGrain.RequestCodeAsync"]);
        var asked = grains.Only("IAccountGrain.RequestCodeAsync");
        asked.Key.ShouldBe(Ids.OfEmail("ada@example.com"));
        (asked.Command<RequestCode>() with { OperationId = "" }).ShouldBe(new RequestCode("", MailKinds.ResetPassword, null));
    }

    [Fact]
    public async Task Code_is_read_in_either_case()
    {
        (await endpoints.CallAsync("VerifyEmail", new { email = New, code = $" {Code} " })).Status.ShouldBe(200);
        grains.Only("IAccountGrain.VerifyEmailAsync").Command<VerifyEmail>().Code.ShouldBe("7K2M9QXA");
        (await endpoints.CallAsync("ResetPassword", new { email = New, code = Code, new_password = "a better one" })).Status.ShouldBe(200);
        grains.Only("IAccountGrain.ResetPasswordAsync").Command<ResetPassword>().Code.ShouldBe("7K2M9QXA");
        var (status, body) = await endpoints.CallAsync("ConfirmEmail", new { email = New, code = Code }, "user-1");
        (status, body.GetProperty("code").GetString()).ShouldBe((400, "invalid_code"));
        var confirm = grains.Only("IAccountGrain.ConfirmEmailChangeAsync");
        (confirm.Key, confirm.Command<ConfirmEmailChange>().From).ShouldBe((Ids.OfEmail(New), "ada@example.com"));
    }

    [Theory]
    [InlineData("ForgotPassword", "email", "nobody", null, null)]
    [InlineData("VerifyEmail", "code", New, "7K2M9QX", null)]
    [InlineData("VerifyEmail", "code", New, "7K2M9QX\u00C4", null)]
    [InlineData("VerifyEmail", "code", New, null, null)]
    [InlineData("ResetPassword", "new_password", New, Code, "short")]
    [InlineData("ResetPassword", "email", "", Code, "long enough")]
    [InlineData("ChangeEmail", "password", New, null, null)]
    public async Task Bad_input_names_the_field_and_reaches_no_grain(
        string route, string field, string? email, string? code, string? password)
    {
        var (status, body) = await endpoints.CallAsync(route, new { email, code, new_password = password, password }, "user-1");
        status.ShouldBe(400);
        body.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
        grains.Called.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("de", "de")]
    [InlineData("", null)]
    public async Task Language_is_set_or_cleared(string given, string? language)
    {
        (await endpoints.CallAsync("SetLanguage", new { language = given }, "user-1")).Status.ShouldBe(200);
        grains.Only("IUserGrain.SetLanguageAsync").Command<SetLanguage>().Language.ShouldBe(language);
        (await endpoints.CallAsync("SetLanguage", new { language = "xx" }, "user-1")).Status.ShouldBe(400);
        (await endpoints.CallAsync("SetLanguage", new { }, "user-1")).Status.ShouldBe(400);
    }
}
