using System.Net;

namespace XelaConnect.EndToEnd.Tests.Operations;

/// <summary>
/// People who sign up, join and post until the host is gone. Before each request goes out it is written down; afterwards, what was
/// answered.
/// </summary>
internal sealed class CrashLoad(HostProcess host, CrashLedger ledger, string circle)
{
    private const int PostsEach = 12;

    public async Task RunAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            try
            {
                await LiveAsync(over);
            }
            catch (Exception e) when (Outage.IsLoss(e))
            {
                // The host is gone, or was going: what was under way stays unknown.
                if (over.IsCancellationRequested) return;
            }
        }
    }

    private async Task LiveAsync(CancellationToken over)
    {
        var asked = new SignUpAttempt(Person.NewEmail(), NewKey());
        ledger.SignUps.Enqueue(asked);
        var person = await SignUpAsync(host, asked);
        if (person is null) return;
        ledger.Count();

        var joining = new JoinAttempt(person, circle, NewKey());
        ledger.Joins.Enqueue(joining);
        if (!await JoinAsync(joining)) return;
        ledger.Count();

        await using var device = await person.ConnectAsync();
        for (var i = 0; i < PostsEach && !over.IsCancellationRequested; i++)
        {
            var posting = new PostAttempt(person, circle, NewKey(), OverHub: i % 2 == 0);
            ledger.Posts.Enqueue(posting);
            if (!await PostAsync(posting, device)) return;
            ledger.Count();
        }
    }

    /// <summary>Asks, or asks again; null when there was no answer to rely on.</summary>
    public static async Task<Person?> SignUpAsync(HostProcess host, SignUpAttempt asked)
    {
        var reply = await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(asked.Email, "Person"), asked.Key);
        if (Outage.IsOutage(reply)) return null;
        return asked.Person = Person.Of(host, asked.Email, reply.Should(HttpStatusCode.Created));
    }

    public static async Task<bool> JoinAsync(JoinAttempt joining)
    {
        var reply = await joining.Person.TryJoinAsync(joining.Circle, joining.Key);
        if (Outage.IsOutage(reply)) return false;
        reply.Should(HttpStatusCode.OK);
        return joining.Acknowledged = true;
    }

    public static async Task<bool> PostAsync(PostAttempt posting, LiveClient device)
    {
        if (posting.OverHub)
        {
            posting.Answer = await device.PostToCircleAsync(posting.Circle, posting.Message, posting.Key);
            return true;
        }
        var reply = await posting.Person.TryPostToCircleAsync(posting.Circle, posting.Message, posting.Key);
        if (Outage.IsOutage(reply)) return false;
        posting.Answer = CirclePost.Of(reply.Should(HttpStatusCode.Created).Json.GetProperty("activity"));
        return true;
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");
}
