using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Load;

internal sealed class SignUp(Somebody who) : Operation(who)
{
    public override async Task<Fate> SendAsync(Node host)
    {
        var reply = await new Caller(host, null).PostAsync("/api/auth/signup", Person.SignUpBody(Who.Email, Who.Name), Key);
        var fate = Read(reply, HttpStatusCode.Created);
        if (fate != Fate.Acknowledged) return fate;
        var person = Person.Of(host, Who.Email, reply);
        if (Who.Id is not null) person.Id.ShouldBe(Who.Id);
        (Who.Id, Who.Token) = (person.Id, person.Token);
        return fate;
    }
}

/// <summary>Another session of the same person. Each try is another one.</summary>
internal sealed class LogIn(Somebody who) : Operation(who)
{
    public override bool MayBeRepeated => false;

    public override async Task<Fate> SendAsync(Node host)
    {
        var reply = await new Caller(host, null).PostAsync("/api/auth/login", new JsonObject { ["email"] = Who.Email, ["password"] = Person.Password });
        var fate = Read(reply, HttpStatusCode.OK);
        if (fate != Fate.Acknowledged) return fate;
        var person = Person.Of(host, Who.Email, reply);
        person.Id.ShouldBe(Who.Id);
        Who.Token = person.Token;
        return fate;
    }
}

/// <summary>The end of the session the person has now.</summary>
internal sealed class LogOut(Somebody who) : Operation(who)
{
    private readonly string token = who.Token!;

    public override async Task<Fate> SendAsync(Node host)
    {
        var reply = await new Caller(host, token).PostAsync("/api/auth/logout");
        // A try that got no answer may have ended the session already.
        var fate = Tries > 1 && reply.Status == HttpStatusCode.Unauthorized ? Fate.Acknowledged : Read(reply, HttpStatusCode.OK);
        if (fate != Fate.Acknowledged) return fate;
        Who.DeadTokens.Add(token);
        Who.Token = null;
        return fate;
    }
}

/// <summary>A new circle, with its creator in it.</summary>
internal sealed class Founding(Somebody who, string name) : Operation(who)
{
    public string? Circle { get; private set; }

    public override async Task<Fate> SendAsync(Node host)
    {
        var reply = await Who.At(host).PostAsync("/api/circles", Person.CircleBody(name), Key);
        var fate = Read(reply, HttpStatusCode.Created);
        if (fate != Fate.Acknowledged) return fate;
        Circle = reply.Json.GetProperty("circle").GetProperty("id").GetString()!;
        Who.Circles.Add(Circle);
        return fate;
    }
}

/// <summary>Joining a circle, or leaving it.</summary>
/// <param name="who">Whoever moves.</param>
/// <param name="circle">Which circle.</param>
/// <param name="into">Joins; or else leaves.</param>
/// <param name="beyond">One more circle than a free account holds.</param>
internal sealed class Move(Somebody who, string circle, bool into, bool beyond = false) : Operation(who)
{
    public override async Task<Fate> SendAsync(Node host)
    {
        var reply = await Who.At(host).PostAsync($"/api/circles/{circle}/{(into ? "join" : "leave")}", null, Key);
        var fate = beyond ? Read(reply, (HttpStatusCode)0, "circle_limit") : Read(reply, HttpStatusCode.OK);
        if (fate != Fate.Acknowledged) return fate;
        if (into) Who.Circles.Add(circle);
        else Who.Circles.Remove(circle);
        return fate;
    }
}

/// <summary>Something said in a circle, over HTTP or the hub. Its text is nobody else's.</summary>
/// <param name="who">Who says it.</param>
/// <param name="circle">Where.</param>
/// <param name="overHub">Over the hub; or else over HTTP.</param>
/// <param name="withKey">With a key, so that it may be repeated.</param>
internal sealed class Post(Somebody who, string circle, bool overHub, bool withKey = true) : Operation(who)
{
    public string Circle { get; } = circle;

    public string Message => $"{Key} of {Who.Name}";

    /// <summary>What was answered.</summary>
    public Said? Answer { get; private set; }

    public override bool MayBeRepeated => withKey;

    public override Task<Fate> SendAsync(Node host) => overHub ? SayAsync(host) : PostAsync(host);

    private async Task<Fate> PostAsync(Node host)
    {
        var reply = await Who.At(host).TryPostAsync(Circle, Message, withKey ? Key : null);
        // A circle learns of who has joined after the person: under failures it may be a moment late.
        var fate = Read(reply, HttpStatusCode.Created, "not_a_member");
        if (fate == Fate.Acknowledged) Take(Said.Of(reply.Json.GetProperty("activity")));
        return fate;
    }

    private async Task<Fate> SayAsync(Node host)
    {
        var device = await Who.DeviceAsync(host);
        try
        {
            Take(await device.SayAsync(Circle, Message, Key));
            return Fate.Acknowledged;
        }
        catch (HubException e) when (e.Message.Contains("not_a_member: ", StringComparison.Ordinal))
        {
            return Fate.Refused;
        }
        catch
        {
            await Who.LayAsideAsync(host);
            throw;
        }
    }

    private void Take(Said answer)
    {
        answer.Message.ShouldBe(Message);
        if (Answer is not null) answer.ShouldBe(Answer);
        Answer = answer;
    }
}
