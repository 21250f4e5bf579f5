using System.Collections.Concurrent;
using System.Net;

namespace XelaConnect.EndToEnd.Tests.Relationships;

/// <summary>
/// The host is killed while people talk, connect and read. What was acknowledged is there, once and in order, and every count is that of a
/// recount.
/// </summary>
public sealed class ConversationCrashTests
{
    private const int Rounds = 2;
    private const int Pairs = 6;

    [Fact]
    public async Task Kill_during_conversations_loses_no_acknowledged_message()
    {
        await using var host = await HostProcess.StartAsync();
        var ada = await Person.SignUpAsync(host);
        var friends = await Person.SignUpManyAsync(host, Pairs);
        foreach (var friend in friends) await ada.ConnectWithAsync(friend);
        var strangers = await Person.SignUpManyAsync(host, Rounds);
        var acknowledged = friends.ToDictionary(f => f.Id, _ => new ConcurrentBag<DirectMessage>());
        var conversations = new Dictionary<string, string>();
        foreach (var friend in friends) conversations[friend.Id] = await ada.ConversationAsync(friend);

        for (var round = 0; round < Rounds; round++)
        {
            using var enough = new CancellationTokenSource();
            var talking = friends.SelectMany(
                f => (Task[])[TalkAsync(f, ada, f, enough.Token), TalkAsync(ada, f, f, enough.Token), ReadAsync(f, enough.Token)]).ToList();
            var asking = strangers[round].RequestConnectionAsync(ada);
            await Until.TrueAsync(() => acknowledged.Values.All(a => a.Count > (round + 1) * 10));
            await host.KillAsync();
            await enough.CancelAsync();
            await Task.WhenAll(talking);
            try { await asking; }
            catch (HttpRequestException) { /* whether it was taken is asked below */ }
            await host.StartAgainAsync();

            foreach (var friend in friends)
            {
                var all = await ada.AllMessagesAsync(conversations[friend.Id]);
                all.Select(m => m.Seq).ShouldBe(Enumerable.Range(1, all.Count).Select(i => (long)i));
                all.Select(m => m.Content).Distinct().Count().ShouldBe(all.Count);
                acknowledged[friend.Id].Except(all).ShouldBeEmpty();
                (await friend.AllMessagesAsync(conversations[friend.Id])).ShouldBe(all);
            }
            // Inboxes may be a moment behind after a crash, and then are right by themselves.
            foreach (var person in friends.Append(ada)) await Until.TrueAsync(() => InboxIsRightAsync(person));
        }
        foreach (var stranger in strangers)
        {
            // Asked again, it is one request, whether or not the first try came through.
            (await stranger.RequestConnectionAsync(ada)).Status.ShouldBeOneOf(HttpStatusCode.Created, HttpStatusCode.Conflict);
            // The pair's pending outbox messages arrive a moment after the restart.
            await Until.TrueAsync(async () => (await ada.ConnectionsAsync("pending"))
                .Count(c => c.GetProperty("user_id").GetString() == stranger.Id) == 1);
        }
        (await ada.ConnectionsCountAsync()).ShouldBe(Pairs);

        async Task TalkAsync(Person from, Person to, Person friend, CancellationToken enough)
        {
            for (var n = 0; !enough.IsCancellationRequested; n++)
            {
                try
                {
                    var reply = await from.TrySendMessageAsync(to, $"{from.Id} {Guid.NewGuid()} {n}");
                    if (reply.Status == HttpStatusCode.OK) acknowledged[friend.Id].Add(DirectMessage.Of(reply.Json.GetProperty("message")));
                }
                catch (HttpRequestException)
                {
                    return;
                }
            }
        }

        async Task ReadAsync(Person friend, CancellationToken enough)
        {
            while (!enough.IsCancellationRequested)
            {
                try { await friend.PostAsync($"/api/messaging/conversations/{conversations[friend.Id]}/read"); }
                catch (HttpRequestException) { return; }
            }
        }
    }

    private static async Task<bool> InboxIsRightAsync(Person person)
    {
        foreach (var shown in await person.InboxAsync())
        {
            var reply = await person.GetAsync($"/api/messaging/conversations/{shown.GetProperty("with_user_id").GetString()}");
            var conversation = reply.Should(HttpStatusCode.OK).Json.GetProperty("conversation");
            var all = new List<System.Text.Json.JsonElement>();
            for (var after = 0L; ; after = all[^1].GetProperty("seq").GetInt64())
            {
                var page =
                    (await person.GetAsync(
                        $"/api/conversations/{shown.GetProperty("id").GetString()}/messages?after_seq={after}&limit=100"))
                        .Json.GetProperty("messages");
                if (page.GetArrayLength() == 0) break;
                all.AddRange(page.EnumerateArray());
            }
            var recount = all.Count(m => m.GetProperty("sender_id").GetString() != person.Id && !m.GetProperty("read").GetBoolean());
            conversation.GetProperty("unread_count").GetInt64().ShouldBe(recount);
            if (shown.GetProperty("unread_count").GetInt64() != recount || shown.GetProperty("last_message").GetProperty("seq")
                .GetInt64() != all.Count) return false;
        }
        return true;
    }
}
