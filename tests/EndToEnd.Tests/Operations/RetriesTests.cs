using System.Net;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Operations;

[Collection(SharedHost.Name)]
public sealed class RetriesTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Concurrent_identical_sign_ups_open_one_account()
    {
        var (email, key) = (Person.NewEmail(), NewKey());
        var first = await SameBytesAsync(
            () => host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(email), key), HttpStatusCode.Created);
        var person = Person.Of(host, email, first);
        await person.MeAsync();
        (await person.GetAsync("/api/auth/sessions")).Json.GetProperty("sessions").GetArrayLength().ShouldBe(1);
        (await person.LogInAsync()).Id.ShouldBe(person.Id);

        (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(email, "Another name"), key))
            .ShouldRefuse(HttpStatusCode.Conflict, "idempotency_key_reused");
    }

    [Fact]
    public async Task Concurrent_identical_creations_make_one_circle()
    {
        var (ada, key) = (await Person.SignUpAsync(host), NewKey());
        var first = await SameBytesAsync(() => ada.PostAsync("/api/circles", Person.CircleBody("Just one"), key), HttpStatusCode.Created);
        (await ada.CirclesJoinedAsync()).ShouldBe([first.Json.GetProperty("circle").GetProperty("id").GetString()!]);
        (await ada.PostAsync("/api/circles", Person.CircleBody("Just another"), key))
            .ShouldRefuse(HttpStatusCode.Conflict, "idempotency_key_reused");
        (await ada.CirclesJoinedAsync()).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Concurrent_identical_posts_are_stored_once()
    {
        var (ada, key) = (await Person.SignUpAsync(host), NewKey());
        var circle = await ada.CreateCircleAsync();
        var first = await SameBytesAsync(() => ada.TryPostToCircleAsync(circle, "once", key), HttpStatusCode.Created);
        (await ada.CirclePostsAsync(circle)).ShouldBe([CirclePost.Of(first.Json.GetProperty("activity"))]);
        (await ada.TryPostToCircleAsync(circle, "something else", key)).ShouldRefuse(HttpStatusCode.Conflict, "idempotency_key_reused");
    }

    [Fact]
    public async Task Key_belongs_to_its_caller()
    {
        var (ada, ben, key) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"), NewKey());
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        (await ada.TryPostToCircleAsync(circle, "hello", key)).Should(HttpStatusCode.Created);
        (await ben.TryPostToCircleAsync(circle, "hello", key)).Should(HttpStatusCode.Created);
        (await ada.CirclePostsAsync(circle)).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Refusal_is_repeated_under_the_same_key()
    {
        var (ada, ben, key) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"), NewKey());
        var circle = await ada.CreateCircleAsync();
        var refused = (await ben.TryPostToCircleAsync(circle, "hello", key)).ShouldRefuse(HttpStatusCode.Forbidden, "not_a_member");
        await ben.JoinAsync(circle);
        (await ben.TryPostToCircleAsync(circle, "hello", key)).Bytes.ShouldBe(refused.Bytes);
        (await ada.PostAsync("/api/circles", new JsonObject(), "a key with blanks"))
            .ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");

    private static async Task<Reply> SameBytesAsync(Func<Task<Reply>> send, HttpStatusCode status)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => send()));
        foreach (var answer in answers) answer.Should(status).Bytes.ShouldBe(answers[0].Bytes);
        answers.Count(a => !a.Headers.ContainsKey("Idempotent-Replayed")).ShouldBe(1);
        return answers[0];
    }
}
