using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Load;

internal sealed class SignUp(SimulatedPerson person) : Operation(person)
{
    public override async Task<OperationStatus> SendAsync(Node host)
    {
        var reply = await new Caller(host, null).PostAsync("/api/auth/signup", Person.SignUpBody(Who.Email, Who.Name), Key);
        var status = Read(reply, HttpStatusCode.Created);
        if (status != OperationStatus.Acknowledged) return status;
        var person = Person.Of(host, Who.Email, reply);
        if (Who.Id is not null) person.Id.ShouldBe(Who.Id);
        (Who.Id, Who.Token) = (person.Id, person.Token);
        return status;
    }
}

/// <summary>Another session of the same person. Each try is another one.</summary>
internal sealed class LogIn(SimulatedPerson person) : Operation(person)
{
    public override bool MayBeRepeated => false;

    public override async Task<OperationStatus> SendAsync(Node host)
    {
        var reply = await new Caller(host, null)
            .PostAsync("/api/auth/login", new JsonObject { ["email"] = Who.Email, ["password"] = Person.Password });
        var status = Read(reply, HttpStatusCode.OK);
        if (status != OperationStatus.Acknowledged) return status;
        var person = Person.Of(host, Who.Email, reply);
        person.Id.ShouldBe(Who.Id);
        Who.Token = person.Token;
        return status;
    }
}

/// <summary>The end of the session the person has now.</summary>
internal sealed class LogOut(SimulatedPerson person) : Operation(person)
{
    private readonly string token = person.Token!;

    public override async Task<OperationStatus> SendAsync(Node host)
    {
        var reply = await new Caller(host, token).PostAsync("/api/auth/logout");
        // A try that got no answer may have ended the session already.
        var status = Tries > 1 && reply.Status == HttpStatusCode.Unauthorized
            ? OperationStatus.Acknowledged
            : Read(reply, HttpStatusCode.OK);
        if (status != OperationStatus.Acknowledged) return status;
        Who.DeadTokens.Add(token);
        Who.Token = null;
        return status;
    }
}

/// <summary>A new circle, with its creator in it.</summary>
internal sealed class CreateCircle(SimulatedPerson person, string name) : Operation(person)
{
    public string? Circle { get; private set; }

    public override async Task<OperationStatus> SendAsync(Node host)
    {
        var reply = await Who.At(host).PostAsync("/api/circles", Person.CircleBody(name), Key);
        var status = Read(reply, HttpStatusCode.Created);
        if (status != OperationStatus.Acknowledged) return status;
        Circle = reply.Json.GetProperty("circle").GetProperty("id").GetString()!;
        Who.Circles.Add(Circle);
        return status;
    }
}

/// <summary>Joining a circle, or leaving it.</summary>
/// <param name="person">The person who joins or leaves.</param>
/// <param name="circle">Which circle.</param>
/// <param name="into">Joins; or else leaves.</param>
/// <param name="beyond">One more circle than a free account holds.</param>
internal sealed class ChangeMembership(SimulatedPerson person, string circle, bool into, bool beyond = false) : Operation(person)
{
    public override async Task<OperationStatus> SendAsync(Node host)
    {
        var reply = await Who.At(host).PostAsync($"/api/circles/{circle}/{(into ? "join" : "leave")}", null, Key);
        var status = beyond ? Read(reply, (HttpStatusCode)0, "circle_limit") : Read(reply, HttpStatusCode.OK);
        if (status != OperationStatus.Acknowledged) return status;
        if (into) Who.Circles.Add(circle);
        else Who.Circles.Remove(circle);
        return status;
    }
}

/// <summary>A post in a circle, over HTTP or the hub. Its text is unique.</summary>
/// <param name="person">Who says it.</param>
/// <param name="circle">Where.</param>
/// <param name="overHub">Over the hub; or else over HTTP.</param>
/// <param name="withKey">With a key, so that it may be repeated.</param>
internal sealed class Post(SimulatedPerson person, string circle, bool overHub, bool withKey = true) : Operation(person)
{
    public string Circle { get; } = circle;

    public string Message => $"{Key} of {Who.Name}";

    /// <summary>What was answered.</summary>
    public CirclePost? Answer { get; private set; }

    public override bool MayBeRepeated => withKey;

    public override Task<OperationStatus> SendAsync(Node host) => overHub ? PostToCircleAsync(host) : PostAsync(host);

    private async Task<OperationStatus> PostAsync(Node host)
    {
        var reply = await Who.At(host).TryPostToCircleAsync(Circle, Message, withKey ? Key : null);
        // A circle learns of who has joined after the person: under failures it may be a moment late.
        var status = Read(reply, HttpStatusCode.Created, "not_a_member");
        if (status == OperationStatus.Acknowledged) Take(CirclePost.Of(reply.Json.GetProperty("activity")));
        return status;
    }

    private async Task<OperationStatus> PostToCircleAsync(Node host)
    {
        var device = await Who.DeviceAsync(host);
        try
        {
            Take(await device.PostToCircleAsync(Circle, Message, Key));
            return OperationStatus.Acknowledged;
        }
        catch (HubException e) when (e.Message.Contains("not_a_member: ", StringComparison.Ordinal))
        {
            return OperationStatus.Refused;
        }
        catch
        {
            await Who.LayAsideAsync(host);
            throw;
        }
    }

    private void Take(CirclePost answer)
    {
        answer.Message.ShouldBe(Message);
        if (Answer is not null) answer.ShouldBe(Answer);
        Answer = answer;
    }
}
