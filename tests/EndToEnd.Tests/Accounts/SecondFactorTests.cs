using System.Net;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Accounts;

/// <summary>Sign-in with a second factor.</summary>
[Collection(SharedHost.Name)]
public sealed class SecondFactorTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Sign_in_asks_for_a_code_once_the_second_factor_is_on()
    {
        var ada = await Person.SignUpAsync(host);
        var other = await ada.LogInAsync();
        (await ada.GetAsync("/api/auth/totp")).Should(HttpStatusCode.OK).Json.GetProperty("enabled").GetBoolean().ShouldBeFalse();
        var begun = (await ada.PostAsync("/api/auth/totp")).Should(HttpStatusCode.OK).Json;
        var secret = begun.GetProperty("secret").GetString()!;
        begun.GetProperty("uri").GetString().ShouldBe(
            $"otpauth://totp/XelaConnect:{Uri.EscapeDataString(ada.Email)}?secret={secret}&issuer=XelaConnect");
        await ada.LogInAsync();
        (await ada.PostAsync("/api/auth/totp/confirm", Code("00000x"))).ShouldRefuse(HttpStatusCode.Forbidden, "wrong_second_factor");
        var codes = (await ada.PostAsync("/api/auth/totp/confirm", Code(AuthenticatorApp.CodeOf(secret))))
            .Should(HttpStatusCode.OK).Json.GetProperty("recovery_codes").EnumerateArray().Select(code => code.GetString()!).ToList();
        await ada.MeAsync();
        (await other.GetAsync("/api/auth/me")).Should(HttpStatusCode.Unauthorized);

        (await LogInAsync(ada, null)).ShouldRefuse(HttpStatusCode.Unauthorized, "second_factor_required");
        (await LogInAsync(ada, "00000x")).ShouldRefuse(HttpStatusCode.Forbidden, "wrong_second_factor");
        (await LogInAsync(ada, codes[0])).Should(HttpStatusCode.OK);
        (await LogInAsync(ada, codes[0])).ShouldRefuse(HttpStatusCode.Forbidden, "wrong_second_factor");
        (await ada.GetAsync("/api/auth/totp")).Json.GetProperty("recovery_codes_left").GetInt32().ShouldBe(9);

        (await ada.PostAsync("/api/auth/totp/disable", Code(codes[1]))).Should(HttpStatusCode.OK);
        await ada.LogInAsync();
    }

    [Fact]
    public async Task Guest_has_no_second_factor()
    {
        var guest = Person.Of(host, "", (await host.Anonymous.PostAsync("/api/auth/guest")).Should(HttpStatusCode.Created));
        (await guest.PostAsync("/api/auth/totp")).ShouldRefuse(HttpStatusCode.Forbidden, "members_only");
    }

    [Fact]
    public async Task Devices_are_listed_and_forgotten()
    {
        var ada = await Person.SignUpAsync(host);
        var device = (await ada.GetAsync("/api/auth/devices")).Should(HttpStatusCode.OK).Json.GetProperty("devices")[0];
        device.GetProperty("current").GetBoolean().ShouldBeTrue();
        var bo = await Person.SignUpAsync(host, "Bo");
        var path = $"/api/auth/devices/{device.GetProperty("id").GetString()}";
        (await ada.DeleteAsync(path)).Should(HttpStatusCode.OK);
        (await ada.DeleteAsync(path)).ShouldRefuse(HttpStatusCode.NotFound, "device_not_found");
        (await ada.GetAsync("/api/auth/devices")).Json.GetProperty("devices").GetArrayLength().ShouldBe(0);
        (await bo.GetAsync("/api/auth/devices")).Json.GetProperty("devices").GetArrayLength().ShouldBe(1);
        await ada.LogInAsync();
        (await ada.GetAsync("/api/auth/devices")).Json.GetProperty("devices").GetArrayLength().ShouldBe(1);
    }

    private Task<Reply> LogInAsync(Person person, string? code)
    {
        var body = new JsonObject { ["email"] = person.Email, ["password"] = Person.Password };
        if (code is not null) body["code"] = code;
        return host.Anonymous.PostAsync("/api/auth/login", body);
    }

    private static JsonObject Code(string code) => new() { ["code"] = code };
}
