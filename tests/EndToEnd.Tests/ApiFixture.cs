using System.Net;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Contract;

/// <summary>A person with one thing of each kind that routes are about, and other people in every relation to that person.</summary>
internal sealed class ApiFixture
{
    private ApiFixture(IApiServer host) => Host = host;

    public IApiServer Host { get; }

    /// <summary>Owns all of it.</summary>
    public Person Owner { get; private set; } = null!;

    /// <summary>Connected with the owner, and in the owner's circle.</summary>
    public Person Member { get; private set; } = null!;

    /// <summary>Has asked the owner to connect.</summary>
    public Person Asker { get; private set; } = null!;

    /// <summary>Has no relation to the owner.</summary>
    public Person Stranger { get; private set; } = null!;

    /// <summary>Was connected with the owner and in the circle, and is blocked by the owner.</summary>
    public Person Blocked { get; private set; } = null!;

    public Person Guest { get; private set; } = null!;

    /// <summary>A stranger with the token of a session that has ended.</summary>
    public Person Ended { get; private set; } = null!;

    /// <summary>A stranger with a forged token.</summary>
    public Person Forged { get; private set; } = null!;

    public string Circle { get; private set; } = "";

    /// <summary>A post of the owner's in the circle.</summary>
    public string Post { get; private set; } = "";

    /// <summary>A course that has a price, and one that has none.</summary>
    public string Course { get; private set; } = "";

    public string FreeCourse { get; private set; } = "";

    /// <summary>A lesson of the course that has a price.</summary>
    public string Lesson { get; private set; } = "";

    /// <summary>The connection of owner and member, and the pending one of the asker.</summary>
    public string Connection { get; private set; } = "";

    public string Request { get; private set; } = "";

    public string Conversation { get; private set; } = "";

    /// <summary>A public reflection of the owner's, and a private one.</summary>
    public string Reflection { get; private set; } = "";

    public string Diary { get; private set; } = "";

    /// <summary>Something in the owner's feed.</summary>
    public string Activity { get; private set; } = "";

    /// <summary>Another session of the owner's.</summary>
    public string Session { get; private set; } = "";

    /// <summary>The id of Xela's answer to the owner.</summary>
    public string Answer { get; private set; } = "";

    public static async Task<ApiFixture> CreateAsync(IApiServer host)
    {
        var fixture = new ApiFixture(host)
        {
            Owner = await Person.SignUpAsync(host, "Owner"), Member = await Person.SignUpAsync(host, "Member"),
            Asker = await Person.SignUpAsync(host, "Asker"),
            Stranger = await Person.SignUpAsync(host, "Stranger"), Blocked = await Person.SignUpAsync(host, "Blocked"),
        };
        fixture.Guest = Person.Of(host, "", (await host.Anonymous.PostAsync("/api/auth/guest")).Should(HttpStatusCode.Created));
        fixture.Ended = await fixture.Stranger.LogInAsync();
        (await fixture.Ended.PostAsync("/api/auth/logout")).Should(HttpStatusCode.OK);
        fixture.Forged = Forge(fixture.Stranger);
        await fixture.RelateAsync();
        await fixture.FillAsync();
        return fixture;
    }

    /// <summary>The path of a route with the fixture's ids as parameters.</summary>
    public string PathOf(string route)
    {
        var id = route switch
        {
            _ when route.StartsWith("/api/circles/", StringComparison.Ordinal) => Circle,
            "/api/courses/{id}/enroll" => FreeCourse,
            _ when route.StartsWith("/api/courses/", StringComparison.Ordinal) => Course,
            "/api/connections/{id}/accept" or "/api/connections/{id}/decline" => Request,
            _ when route.StartsWith("/api/connections/", StringComparison.Ordinal) => Connection,
            _ when route.StartsWith("/api/conversations/", StringComparison.Ordinal) => Conversation,
            _ when route.StartsWith("/api/reflections/", StringComparison.Ordinal) => Reflection,
            _ when route.StartsWith("/api/activity/", StringComparison.Ordinal) => Activity,
            _ when route.StartsWith("/api/auth/sessions/", StringComparison.Ordinal) => Session,
            _ => "nothing",
        };
        return route.Replace("{id}", id, StringComparison.Ordinal).Replace("{user_id}", Owner.Id, StringComparison.Ordinal)
            .Replace("{provider}", "google", StringComparison.Ordinal)
            .Replace("{activity_id}", Post, StringComparison.Ordinal)
            .Replace("{conversation_id}", Conversation, StringComparison.Ordinal).Replace("{lesson_id}", Lesson, StringComparison.Ordinal)
            .Replace("{message_id}", Answer, StringComparison.Ordinal).Replace("{**path}", "index.html", StringComparison.Ordinal)
            .Replace("{number}", "1", StringComparison.Ordinal).Replace("{name}", "room", StringComparison.Ordinal);
    }

    /// <summary>The example of a body, about the owner.</summary>
    public JsonObject? BodyOf(ApiOperation operation)
    {
        if (operation.BodyExample?.DeepClone() is not JsonObject body) return null;
        if (body.ContainsKey("user_id")) body["user_id"] = Owner.Id;
        if (body.ContainsKey("email")) body["email"] = Person.NewEmail();
        return body;
    }

    private static Person Forge(Person person)
    {
        // Valid claims under a signature of the right form and length that this server did not make.
        var parts = person.Token!.Split('.');
        return new Person(person.Host, person.Id, person.Name, person.Email, $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}");
    }

    private async Task RelateAsync()
    {
        Circle = await Owner.CreateCircleAsync();
        Post = (await Owner.PostToCircleAsync(Circle, "Welcome")).Id;
        foreach (var person in (Person[])[Member, Blocked]) await person.JoinAsync(Circle);
        Connection = await Owner.ConnectWithAsync(Member);
        await Owner.ConnectWithAsync(Blocked);
        await Owner.SendMessageAsync(Member, "Hello");
        await Owner.SendMessageAsync(Blocked, "Hello");
        Conversation = await Member.ConversationAsync(Owner);
        await Owner.BlockAsync(Blocked);
        Request = (await Asker.RequestConnectionAsync(Owner))
            .Should(HttpStatusCode.Created).Json.GetProperty("connection").GetProperty("id").GetString()!;
    }

    private async Task FillAsync()
    {
        foreach (var course in (await Owner.GetAsync("/api/courses?limit=100"))
            .Should(HttpStatusCode.OK).Json.GetProperty("courses").EnumerateArray())
        {
            var id = course.GetProperty("id").GetString()!;
            if (course.GetProperty("price_credits").GetInt64() == 0) FreeCourse = id;
            else (Course, Lesson) = (id, course.GetProperty("modules")[0].GetProperty("lessons")[0].GetProperty("id").GetString()!);
        }
        Reflection = await WriteAsync(isPublic: true);
        Diary = await WriteAsync(isPublic: false);
        Answer = (await Owner.PostAsync("/api/xelatalks/message", new JsonObject { ["message"] = "Hello" })).Should(HttpStatusCode.OK)
            .Json.GetProperty("ai_message").GetProperty("message_id").GetString()!;
        await Owner.LogInAsync();
        Session = (await Owner.GetAsync("/api/auth/sessions")).Json.GetProperty("sessions").EnumerateArray()
            .First(session => !session.GetProperty("current").GetBoolean()).GetProperty("id").GetString()!;
        await Until.TrueAsync(
            async () =>
            (Activity = (await Owner.ActivitiesAsync())
                .FirstOrDefault() is { ValueKind: not System.Text.Json.JsonValueKind.Undefined } first
            ? first.GetProperty("id").GetString()! : "").Length > 0);
    }

    private async Task<string> WriteAsync(bool isPublic) =>
        (await Owner.PostAsync("/api/reflections", new JsonObject { ["content"] = "Today was a good day.", ["is_public"] = isPublic }))
            .Should(HttpStatusCode.Created)
        .Json.GetProperty("reflection").GetProperty("id").GetString()!;
}
