using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.SignalR;
using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>
/// Xela's replies on a cluster: generated on one silo and read at both hosts. When a process dies, a reply is completed or discarded.
/// </summary>
[Collection(SharedCluster.Name)]
public sealed class CompanionFailoverTests(SharedCluster shared, ITestOutputHelper output)
{
    private const int Half = 40;
    private static readonly string[] Words = [.. Enumerable.Range(0, 60).Select(i => $" wörd{i} 🌿")];
    private static readonly string Whole = string.Concat(Words);

    /// <summary>
    /// So much of the first half is shown while the second is not there yet; the check of what a model says keeps some of it back.
    /// </summary>
    private const int Middle = 100;

    /// <summary>Where a grain is placed is chance.</summary>
    private const int MostTurns = 12;

    [ClusterFact]
    public async Task Reply_is_the_same_on_devices_at_both_hosts()
    {
        var cluster = await shared.HealthyAsync();
        var (a, b) = (cluster.Hosts[0], cluster.Hosts[1]);
        var goOn = AnswerInHalves(cluster.Model);
        var ada = await Person.SignUpAsync(a);
        var ben = await Person.SignUpAsync(b, "Ben");
        await using var phone = await ada.ConnectAsync();
        await using var tablet = await ada.At(b).ConnectAsync();

        var asker = AnswerReader.Start(last => ada.StreamAnswerAsync("How are you?", "asked-once", last));
        await asker.ShowsAsync(Middle);
        var answer = asker.AnswerId!;
        var other = AnswerReader.Start(last => ada.At(b).FollowAsync(answer, last));
        var late = AnswerReader.Start(last => ada.At(b).FollowAsync(answer, last), asker.Events.Take(3));
        var spoken = tablet.FollowXelaAsync(answer, 7);
        await other.ShowsAsync(Middle);
        await late.ShowsAsync(Middle);
        (await ben.GetAsync($"/api/xelatalks/messages/{answer}/stream")).ShouldRefuse(HttpStatusCode.NotFound, "answer_not_found");
        await using (var bens = await ben.ConnectAsync())
            (await Should.ThrowAsync<HubException>(() => bens.FollowXelaAsync(answer, 0))).Message.ShouldContain("answer_not_found");
        goOn.SetResult();

        foreach (var reader in (AnswerReader[])[asker, other, late])
        {
            var done = await reader.DoneAsync();
            (done.Id, done.Content, reader.Shown).ShouldBe((answer, Whole, Whole));
            reader.Resets.ShouldBe(0);
            reader.Losses.ShouldBe(0);
        }
        string.Concat(await spoken).ShouldBe(Whole[7..]);
        foreach (var device in (LiveClient[])[phone, tablet])
        {
            await AnsweredAsync(device, answer);
            Pieces(device, answer).ShouldBe([Whole]);
        }
        await StoredAsync(cluster, ada, "How are you?", answer, Whole, used: 1);
        (await ada.At(b).AskXelaAsync("How are you?", "asked-once")).Id.ShouldBe(answer);
        TimesAsked(cluster.Model, "How are you?").ShouldBe(1);
    }

    [ClusterFact]
    public async Task Killed_silo_during_a_reply_leaves_one_uncounted_reply()
    {
        var cluster = await shared.HealthyAsync();
        var (a, b) = (cluster.Hosts[0], cluster.Hosts[1]);
        var goOn = AnswerInHalves(cluster.Model);
        // Some have devices on the hub alone, which ask for nothing by themselves, some also readers of events: until a silo makes answers
        // of either kind.
        var turns = new List<Turn>();
        while (turns.Count < 4 || (turns.Count < MostTurns && Busiest(turns).DistinctBy(turn => turn.Readers.Length).Count() < 2))
            turns.Add(await Turn.BeginAsync(cluster, withReaders: turns.Count / 2 % 2 == 0));
        var victim = cluster.Silos.Single(silo => silo.Name == Busiest(turns)[0].Silo);

        var clock = Stopwatch.StartNew();
        await victim.KillAsync();
        goOn.SetResult();
        output.WriteLine($"{victim} is dead: {turns.Count(turn => turn.Silo == victim.Name)} of {turns.Count} answers were made there.");

        foreach (var turn in turns)
        {
            var isRestarted = turn.Silo == victim.Name;
            await AnsweredAsync(turn.Device, turn.Answer);
            var pieces = Pieces(turn.Device, turn.Answer);
            // A host may read a reply of the other silo through the dead one: then it sends the rest as one chunk that replaces all.
            if (isRestarted) pieces.Count.ShouldBe(2, "a device that shows chunks receives a restart");
            else pieces.Count.ShouldBeInRange(1, 2);
            var text = pieces[^1];
            if (isRestarted) text.ShouldNotContain("wörd");
            else text.ShouldBe(Whole);
            foreach (var reader in turn.Readers)
            {
                (await reader.DoneAsync()).Id.ShouldBe(turn.Answer);
                reader.Shown.ShouldBe(text);
                reader.Resets.ShouldBe(isRestarted ? 1 : 0, "what was shown of it is discarded by a reset");
            }
            // A stream of text alone cannot take back what it said: it ends, and says why.
            if (isRestarted) (await Should.ThrowAsync<HubException>(() => turn.Streamed)).Message.ShouldContain("answer_restarted: ");
            else string.Concat(await turn.Streamed).ShouldBe(text);
            await StoredAsync(cluster, turn.Person, turn.Question, turn.Answer, text, used: isRestarted ? 0 : 1);
            if (turn.Readers is [var asker, ..])
                (await turn.Person.At(b).AskXelaAsync(turn.Question, "story")).ShouldBe(await asker.DoneAsync());
            TimesAsked(cluster.Model, turn.Question).ShouldBe(1, "the model is not asked a second time");
            output.WriteLine(
                $"{clock.Elapsed.TotalSeconds:0.0} s: {(isRestarted ? "restarted" : "whole")}; its readers lost the connection "
                + $"{turn.Readers.Sum(reader => reader.Losses)} times");
            await turn.Device.DisposeAsync();
        }

        var left = turns.First(turn => turn.Silo == victim.Name).Person;
        cluster.Model.Reset();
        (await left.At(b).AskXelaAsync("And now?")).Content.ShouldBe("It sounds like a long day.");
        (await left.MessagesUsedAsync()).ShouldBe(1);
    }

    [ClusterFact]
    public async Task Killed_host_during_a_reply_resumes_at_the_other()
    {
        var cluster = await shared.HealthyAsync();
        var (a, b) = (cluster.Hosts[0], cluster.Hosts[1]);
        var goOn = AnswerInHalves(cluster.Model);
        var ada = await Person.SignUpAsync(a);
        var host = b;
        var asker = AnswerReader.Start(last => ada.At(host).StreamAnswerAsync("Are you there?", "asked-at-B", last));
        await asker.ShowsAsync(Middle);
        var shown = asker.Shown;

        await b.KillAsync();
        host = a;
        await Until.TrueAsync(() => asker.Losses > 0);
        goOn.SetResult();

        (await asker.DoneAsync()).Content.ShouldBe(Whole);
        asker.Shown.ShouldStartWith(shown);
        asker.Resets.ShouldBe(0);
        await cluster.HealAsync();
        await StoredAsync(cluster, ada, "Are you there?", asker.AnswerId!, Whole, used: 1);
        TimesAsked(cluster.Model, "Are you there?").ShouldBe(1);
    }

    /// <summary>Half an answer comes at once, the other half when the test says so.</summary>
    private static TaskCompletionSource AnswerInHalves(FakeModel model)
    {
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        model.Reset().OnRequest = (http, _) =>
        {
            var said = 0;
            return FakeModel.StreamAsync(http, Words, () => ++said == Half ? goOn.Task.WaitAsync(http.RequestAborted) : Task.Delay(10));
        };
        return goOn;
    }

    private static List<Turn> Busiest(List<Turn> turns) => [.. turns.GroupBy(turn => turn.Silo).MaxBy(made => made.Count())!];

    private static int TimesAsked(FakeModel model, string question) =>
        model.Requests.Count(asked => FakeModel.MessagesOf(asked)[^1].Text == question);

    /// <summary>Each silo asks for a model of its own name.</summary>
    private static string SiloAsked(FakeModel model, string question) =>
        model.Requests.Single(asked => FakeModel.MessagesOf(asked)[^1].Text == question).GetProperty("model").GetString()!;

    /// <summary>The chunks that a device received of a reply: one text for each time that it started.</summary>
    private static List<string> Pieces(LiveClient device, string answer)
    {
        var texts = new List<string>();
        foreach (var piece in device.Received("XelaDelta").Where(d => d.GetProperty("message_id").GetString() == answer))
        {
            var index = piece.GetProperty("index").GetInt32();
            if (index == 0) texts.Add("");
            texts[^1].Length.ShouldBe(index, "a piece begins where the one before it ended");
            texts[^1] += piece.GetProperty("text").GetString();
        }
        return texts;
    }

    /// <summary>Waits until a device has received the stored reply, and checks that it came once.</summary>
    private static async Task AnsweredAsync(LiveClient device, string answer)
    {
        await device.WaitForAsync("Message", line => line.GetProperty("message_id").GetString() == answer);
        device.Messages().Count(line => line.Id == answer).ShouldBe(1);
    }

    /// <summary>The conversation is one question and one reply at every host.</summary>
    private static async Task StoredAsync(XelaCluster cluster, Person person, string question, string answer, string text, int used)
    {
        foreach (var host in cluster.Hosts)
        {
            var lines = await person.At(host).CompanionMessagesAsync();
            lines.Select(line => line.Content).ShouldBe([question, text]);
            lines[1].Id.ShouldBe(answer);
            (await person.At(host).MessagesUsedAsync()).ShouldBe(used);
            (await person.At(host).XelaTalksAsync()).GetProperty("answering").GetArrayLength().ShouldBe(0);
        }
    }

    /// <summary>A question under way, half of its answer shown on the devices that read it.</summary>
    /// <param name="Person">Who asked.</param>
    /// <param name="Question">What.</param>
    /// <param name="Answer">The answer's id.</param>
    /// <param name="Silo">Where the answer is made.</param>
    /// <param name="Device">On the hub of host B; receives the chunks.</param>
    /// <param name="Streamed">What a stream over that hub says, too.</param>
    /// <param name="Readers">Readers of events: the asking one at host A, and another at host B.</param>
    private sealed record Turn(Person Person, string Question, string Answer, string Silo, LiveClient Device, Task<List<string>> Streamed,
        AnswerReader[] Readers)
    {
        public static async Task<Turn> BeginAsync(XelaCluster cluster, bool withReaders)
        {
            var (a, b) = (cluster.Hosts[0], cluster.Hosts[1]);
            var person = await Person.SignUpAsync(a);
            var question = $"A story of {person.Id}?";
            var device = await person.At(b).ConnectAsync();
            var streaming = new TaskCompletionSource();
            Task<List<string>> streamed;
            AnswerReader[] readers = [];
            if (withReaders)
            {
                var asker = AnswerReader.Start(last => person.StreamAnswerAsync(question, "story", last));
                await asker.ShowsAsync(Middle);
                readers = [asker, AnswerReader.Start(last => person.At(b).FollowAsync(asker.AnswerId!, last))];
                await readers[1].ShowsAsync(Middle);
                streamed = device.FollowXelaAsync(asker.AnswerId!, 0, () => streaming.TrySetResult());
            }
            else
            {
                streamed = device.AskXelaAsync(question, () => streaming.TrySetResult());
            }
            await Task.WhenAny(streaming.Task, streamed).WaitAsync(Until.Patience);
            await Until.TrueAsync(() => device.Received("XelaDelta").Sum(piece => piece.GetProperty("text").GetString()!.Length) >= Middle);
            var answer = device.Received("XelaDelta")[0].GetProperty("message_id").GetString()!;
            return new Turn(person, question, answer, SiloAsked(cluster.Model, question), device, streamed, readers);
        }
    }
}
