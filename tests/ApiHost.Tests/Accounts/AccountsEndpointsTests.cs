using System.Text;
using XelaConnect.Accounts;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Profiles;
using XelaConnect.Referrals;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Accounts;

public sealed class AccountsEndpointsTests : IDisposable
{
    private readonly FakeGrains _grains = new();
    private readonly Endpoints _endpoints;
    private readonly object _ada =
        new { name = " Ada ", email = " Ada@Example.com ", password = "12345678 ", age = "", city = "", unknown = 1 };

    public AccountsEndpointsTests()
    {
        _endpoints = new(_grains);
        _grains
            .On<IAccountGrain>(nameof(IAccountGrain.RegisterAsync), (_, a) => new AccountView(((RegisterAccount)a[0]!).UserId, true))
            .On<IAccountGrain>(nameof(IAccountGrain.SignInAsync), (_, _) => new AccountView("user-1", false))
            .On<ISessionGrain>(nameof(ISessionGrain.OpenAsync), (key, a) => Views.Session(key, ((OpenSession)a[0]!).UserId))
            .On<ISessionGrain>(nameof(ISessionGrain.EndAsync), (_, _) => Done.Instance)
            .On<IUserGrain>(nameof(IUserGrain.CreateAsync), (key, _) => Views.User(key))
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key));
    }

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Sign_up_creates_account_and_session()
    {
        var (status, body) = await _endpoints.CallAsync("SignUp", _ada);
        status.ShouldBe(201);
        body.ShouldHave("message, user, session_token");
        var register = _grains.Only("IAccountGrain.RegisterAsync");
        register.Key.ShouldBe(Ids.OfEmail("ada@example.com"));
        var command = register.Command<RegisterAccount>();
        command.Email.ShouldBe("Ada@Example.com");
        command.Password.ShouldBe("12345678 ");
        command.Profile.ShouldBe(new NewProfile("Ada"));
        Ids.IsOf("user", command.UserId).ShouldBeTrue();
        body.GetProperty("user").GetProperty("id").GetString().ShouldBe(command.UserId);
        _grains.Only("ISessionGrain.OpenAsync").Command<OpenSession>().UserId.ShouldBe(command.UserId);
    }

    [Fact]
    public async Task Repeated_sign_up_proposes_the_same_ids_for_the_same_address_only()
    {
        await _endpoints.CallAsync("SignUp", _ada, operation: "op1");
        var first = _grains.Only("IAccountGrain.RegisterAsync").Command<RegisterAccount>();
        var session = _grains.Only("ISessionGrain.OpenAsync").Key;
        foreach (var (body, same) in ((object, bool)[])[
            (_ada, true), (new { name = "Eve", email = "eve@example.com", password = "12345678" }, false)])
        {
            using var again = new AccountsEndpointsTests();
            await again._endpoints.CallAsync("SignUp", body, operation: "op1");
            var command = again._grains.Only("IAccountGrain.RegisterAsync").Command<RegisterAccount>();
            (command.UserId == first.UserId).ShouldBe(same);
            (again._grains.Only("ISessionGrain.OpenAsync").Key == session).ShouldBe(same);
        }
    }

    [Theory]
    [InlineData("XC12", false)]
    [InlineData("XCAAAAAAAA", false)]
    [InlineData("xcbbbbbbbb", true)]
    public async Task Unknown_referral_code_is_rejected(string code, bool known)
    {
        _grains.On<IReferralCodeGrain>(nameof(IReferralCodeGrain.OwnerAsync), (key, _) => key == "XCBBBBBBBB" ? "user-9" : null);
        var (status, body) = await _endpoints.CallAsync(
            "SignUp", new { name = "Ada", email = "ada@example.com", password = "12345678", referral_code = code });
        status.ShouldBe(known ? 201 : 400);
        if (known) _grains.Only("IAccountGrain.RegisterAsync").Command<RegisterAccount>().ReferralCode.ShouldBe("XCBBBBBBBB");
        else body.GetProperty("errors").ShouldHave("referral_code");
    }

    [Theory]
    [InlineData("LogIn", false)]
    [InlineData("SignUp", false)]
    [InlineData("SignInWithGoogle", false)]
    [InlineData("UpgradeGuest", true)]
    public async Task Sign_in_to_removed_account_is_rejected(string route, bool guest)
    {
        _grains
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key) with { IsRemoved = true, IsGuest = guest })
            .On<IGoogleSignInGrain>(
                nameof(IGoogleSignInGrain.IdentifyAsync), (_, _) => new ProviderIdentity("ada@example.com", "Ada", null))
            .On<IAccountGrain>(nameof(IAccountGrain.SignInWithProviderAsync), (_, _) => new AccountView("user-1", false));
        var (status, body) = await _endpoints.CallAsync(
            route, new { name = "Ada", email = "ada@example.com", password = "12345678", session_id = "s" }, caller: guest
            ? "user-1"
            : null);
        status.ShouldBe(403);
        body.GetProperty("code").GetString().ShouldBe("account_removed");
        _grains.Called.ShouldNotContain("ISessionGrain.OpenAsync");
        if (guest) _grains.Called.ShouldNotContain("IAccountGrain.RegisterAsync");
    }

    [Fact]
    public async Task Account_removed_during_sign_in_gets_no_token()
    {
        var removed = false;
        _grains
            .On<ISessionGrain>(
                nameof(ISessionGrain.OpenAsync), (key, a) => { removed = true; return Views.Session(key, ((OpenSession)a[0]!).UserId); })
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key) with { IsRemoved = removed });
        var (status, body) = await _endpoints.CallAsync("LogIn", new { email = "ada@example.com", password = "12345678" });
        status.ShouldBe(403);
        body.TryGetProperty("session_token", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Invalid_sign_up_names_every_field_without_a_grain_call()
    {
        var (status, body) = await _endpoints.CallAsync(
            "SignUp", new { name = "", email = "ada", password = "short", age = 7, city = new string('x', 81) });
        status.ShouldBe(400);
        body.GetProperty("message").GetString().ShouldBe("The field name is required.");
        body.GetProperty("errors").ShouldHave("name, email, password, age, city");
        _grains.Called.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("")]
    [InlineData("[]")]
    public async Task Body_that_is_not_a_JSON_object_is_a_400(string body)
    {
        var (status, answer) = await _endpoints.CallAsync("SignUp", Encoding.UTF8.GetBytes(body));
        status.ShouldBe(400);
        answer.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        (await _endpoints.CallAsync("SignUp")).Status.ShouldBe(400);
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sign_in_with_the_same_key_is_checked_every_time()
    {
        var body = new { email = "Ada@example.com", password = "x" };
        var (status, answer) = await _endpoints.CallAsync("LogIn", body, operation: "op1");
        status.ShouldBe(200);
        answer.ShouldHave("message, user, session_token");
        var call = _grains.Only("IAccountGrain.SignInAsync");
        call.Key.ShouldBe(Ids.OfEmail("ada@example.com"));
        call.Command<SignIn>().OperationId.ShouldNotContain("op1");
    }

    [Fact]
    public async Task Rejected_sign_in_opens_no_session()
    {
        _grains.On<IAccountGrain>(nameof(IAccountGrain.SignInAsync), (_, _) => AccountFaults.InvalidCredentials);
        var (status, body) = await _endpoints.CallAsync("LogIn", new { email = "ada@example.com", password = "wrong" });
        status.ShouldBe(401);
        body.GetProperty("code").GetString().ShouldBe("invalid_credentials");
        _grains.Called.ShouldBe(["IAccountGrain.SignInAsync"]);
    }

    [Theory]
    [InlineData(true, 201)]
    [InlineData(false, 200)]
    public async Task Google_sign_in_creates_an_account_or_signs_in(bool opened, int expected)
    {
        _grains.On<IGoogleSignInGrain>(
            nameof(IGoogleSignInGrain.IdentifyAsync), (_, _) => new ProviderIdentity("Ada@example.com", "Ada", null))
            .On<IAccountGrain>(nameof(IAccountGrain.SignInWithProviderAsync), (_, _) => new AccountView("user-1", opened));
        var (status, body) = await _endpoints.CallAsync("SignInWithGoogle", new { session_id = "abc" });
        status.ShouldBe(expected);
        body.ShouldHave("message, user, session_token");
        _grains.Only("IAccountGrain.SignInWithProviderAsync").Key.ShouldBe(Ids.OfEmail("ada@example.com"));
    }

    [Fact]
    public async Task Repeated_guest_request_returns_the_same_guest()
    {
        var (status, _) = await _endpoints.CallAsync("SignInAsGuest", operation: "op1");
        status.ShouldBe(201);
        var call = _grains.Only("IUserGrain.CreateAsync");
        call.Command<CreateUser>().Profile.Name.ShouldMatch("^Guest [0-9]{4}$");
        call.Command<CreateUser>().IsGuest.ShouldBeTrue();
        using var again = new AccountsEndpointsTests();
        await again._endpoints.CallAsync("SignInAsGuest", operation: "op1");
        again._grains.Only("IUserGrain.CreateAsync").Key.ShouldBe(call.Key);
    }

    [Fact]
    public async Task Upgrade_of_guest_keeps_the_id()
    {
        var body = new { name = "Ada", email = "new@example.com", password = "12345678" };
        (await _endpoints.CallAsync("UpgradeGuest", body, caller: "user-1")).Status.ShouldBe(409);
        _grains.On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key) with { IsGuest = true, Email = null });
        var (status, answer) = await _endpoints.CallAsync("UpgradeGuest", body, caller: "user-1");
        status.ShouldBe(200);
        answer.ShouldHave("message, user, session_token");
        var command = _grains.Only("IAccountGrain.RegisterAsync").Command<RegisterAccount>();
        command.GuestUserId.ShouldBe("user-1");
        command.UserId.ShouldBe("user-1");
    }

    [Fact]
    public async Task Me_makes_one_grain_call()
    {
        var (status, body) = await _endpoints.CallAsync("GetMe", caller: "user-1");
        status.ShouldBe(200);
        body.ShouldHave("user").GetProperty("user").ShouldHave(Shapes.User);
        _grains.Called.ShouldBe(["IUserGrain.GetAsync"]);
    }

    [Fact]
    public async Task Profile_change_distinguishes_set_cleared_and_absent_fields()
    {
        _grains.On<IUserGrain>(nameof(IUserGrain.UpdateProfileAsync), (key, _) => Views.User(key));
        var (status, _) = await _endpoints.CallAsync(
            "UpdateProfile", new { bio = "", age = "30", interests = Array.Empty<string>(), credits = 1000, id = "user-2" },
            caller: "user-1");
        status.ShouldBe(200);
        var call = _grains.Only("IUserGrain.UpdateProfileAsync");
        call.Key.ShouldBe("user-1");
        var change = call.Command<UpdateProfile>();
        change.Bio.ShouldBe(new Change<string>(null));
        change.Age.ShouldBe(new Change<int?>(30));
        change.Interests!.Value.ShouldBeEmpty();
        (change.Name, change.City, change.Picture, change.IdentityBadge).ShouldBe((null, null, null, null));
    }

    [Fact]
    public async Task Time_zone_is_set_or_cleared_or_rejected_by_field()
    {
        _grains.On<IUserGrain>(nameof(IUserGrain.SetTimeZoneAsync), (key, _) => Views.User(key) with { TimeZone = "Europe/Lisbon" });
        var (status, body) = await _endpoints.CallAsync(
            "SetTimeZone", new { time_zone = " Europe/Lisbon " }, caller: "user-1", operation: "op1");
        status.ShouldBe(200);
        body.ShouldHave("message, user").GetProperty("user").GetProperty("time_zone").GetString().ShouldBe("Europe/Lisbon");
        await _endpoints.CallAsync("SetTimeZone", new { time_zone = (string?)null }, caller: "user-1", operation: "op2");
        await _endpoints.CallAsync("SetTimeZone", new { time_zone = "" }, caller: "user-1", operation: "op3");
        _grains.All("IUserGrain.SetTimeZoneAsync").Select(c => c.Command<SetTimeZone>())
            .ShouldBe([new("op1", "Europe/Lisbon"), new("op2", null), new("op3", null)]);

        _grains.On<IUserGrain>(nameof(IUserGrain.SetTimeZoneAsync), (_, _) => AccountFaults.UnknownTimeZone);
        foreach (var bad in (object[])[
            new { time_zone = "Mars/Olympus" }, new { }, new { time_zone = 7 }, new { time_zone = new string('x', 65) }])
        {
            var refused = await _endpoints.CallAsync("SetTimeZone", bad, caller: "user-1");
            refused.Status.ShouldBe(400);
            refused.Body.GetProperty("errors").ShouldHave("time_zone");
        }
    }

    [Fact]
    public async Task Password_change_keeps_the_current_session()
    {
        _grains.On<IAccountGrain>(nameof(IAccountGrain.ChangePasswordAsync), (_, _) => Done.Instance);
        var body = new { current_password = "x", new_password = "12345678" };
        (await _endpoints.CallAsync("ChangePassword", body, caller: "user-1")).Status.ShouldBe(200);
        var call = _grains.Only("IAccountGrain.ChangePasswordAsync");
        call.Key.ShouldBe(Ids.OfEmail("ada@example.com"));
        call.Command<ChangePassword>().KeepSessionId.ShouldBe("session-1");
        _grains.On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key) with { Email = null });
        (await _endpoints.CallAsync("ChangePassword", body, caller: "user-1")).Body.GetProperty("code").GetString().ShouldBe("no_password");
    }

    [Theory]
    [InlineData("session-2", "user-1", 200)]
    [InlineData("session-2", "user-2", 404)]
    [InlineData("session-2", null, 404)]
    [InlineData("../me", "user-1", 404)]
    public async Task Session_of_another_person_cannot_be_ended(string id, string? owner, int expected)
    {
        _grains.On<ISessionGrain>(nameof(ISessionGrain.CheckAsync), (key, _) => owner is null ? null : Views.Session(key, owner));
        var (status, _) = await _endpoints.CallAsync("EndSession", caller: "user-1", route: [("id", id)]);
        status.ShouldBe(expected);
        _grains.Called.Contains("ISessionGrain.EndAsync").ShouldBe(expected == 200);
    }

    [Fact]
    public async Task Log_out_ends_the_current_session()
    {
        var (status, body) = await _endpoints.CallAsync("LogOut", caller: "user-1");
        status.ShouldBe(200);
        body.GetProperty("message").GetString().ShouldBe("Logged out successfully");
        _grains.Only("ISessionGrain.EndAsync").Key.ShouldBe("session-1");
    }
}
