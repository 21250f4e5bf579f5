using System.Net;
using Xunit.Abstractions;

namespace XelaConnect.EndToEnd.Tests.Payments;

/// <summary>
/// Kills the host at each step between a payment and what it pays for: while the card is charged, when the answer is on its way, when the
/// webhook is taken in. <c>ROUNDS</c> says how often each, twice otherwise.
/// </summary>
public sealed class PaymentCrashTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("while the card is being charged")]
    [InlineData("when the card was charged and the answer is on its way")]
    [InlineData("when the webhook comes before the answer")]
    [InlineData("when credits pay")]
    public async Task Payment_survives_a_kill_at_each_step(string moment)
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("ROUNDS"), out var set) ? set : 2;
        await using var stripe = await FakeStripe.StartAsync();
        await using var host = await HostProcess.StartAsync(stripe.Settings);
        var random = new Random(moment.Length);
        for (var round = 1; round <= rounds; round++)
        {
            var ada = await Person.SignUpAsync(host);
            (await ada.TopUpAsync(200)).Should(HttpStatusCode.OK);
            var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            stripe.OnCharged = moment switch
            {
                "while the card is being charged" => OnlyKill,
                "when the card was charged and the answer is on its way" => KillLater,
                "when the webhook comes before the answer" => TellAndKill,
                _ => null,
            };
            var asked = moment == "when credits pay"
                ? ada.BuyAsync(WalletActions.Course, "once")
                : ada.BuyByCardAsync(WalletActions.Course, key: "once");
            if (moment == "when credits pay") await KillAsync(TimeSpan.FromMilliseconds(random.Next(15)));
            await killed.Task.WaitAsync(Until.Patience);
            var acknowledged = await asked.ContinueWith(
                t => t.IsCompletedSuccessfully && t.Result.Status == HttpStatusCode.OK, TaskScheduler.Default);
            stripe.OnCharged = null;
            await host.StartAgainAsync();

            if (acknowledged) (await ada.HoldsAsync(WalletActions.Course)).ShouldBeTrue($"round {round}: an answer means stored");
            // The same request again, as a client does; then it is bought.
            await Until.TrueAsync(async () =>
            {
                var again = moment == "when credits pay"
                    ? await ada.BuyAsync(WalletActions.Course, "once")
                    : await ada.BuyByCardAsync(WalletActions.Course, key: "once");
                again.Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Accepted);
                return await ada.HoldsAsync(WalletActions.Course);
            });
            var charges = stripe.Charges.Where(c => c.Metadata["user_id"] == ada.Id && c.Metadata["purpose"] == "course").ToList();
            charges.Count.ShouldBe(moment == "when credits pay" ? 0 : 1, $"round {round}");
            foreach (var charge in charges) (await FakeStripe.SendAsync(host, FakeStripe.Succeeded(charge))).Should(HttpStatusCode.OK);
            (await ada.LedgerAsync()).Count.ShouldBe(2, $"round {round}");
            (await ada.CreditsAsync()).ShouldBe(moment == "when credits pay" ? 200 - WalletActions.CourseCredits : 200, $"round {round}");
            output.WriteLine($"{moment}, round {round}: {(acknowledged ? "acknowledged" : "not acknowledged")} before the kill");

            Task OnlyKill(FakeStripe.Charge charge) => KillAsync(TimeSpan.Zero);

            Task KillLater(FakeStripe.Charge charge)
            {
                _ = KillAsync(TimeSpan.FromMilliseconds(random.Next(30)));
                return Task.CompletedTask;
            }

            async Task TellAndKill(FakeStripe.Charge charge)
            {
                var webhook = FakeStripe.SendAsync(host, FakeStripe.Succeeded(charge));
                await KillAsync(TimeSpan.FromMilliseconds(random.Next(20)));
                await webhook.ContinueWith(_ => { }, TaskScheduler.Default);
            }

            async Task KillAsync(TimeSpan after)
            {
                if (after > TimeSpan.Zero) await Task.Delay(after);
                await host.KillAsync();
                killed.TrySetResult();
            }
        }
    }
}
