using System.Diagnostics.Metrics;
using System.Text.Json;
using XelaConnect.Grains.Payments;

namespace XelaConnect.Grains.Wallet;

internal sealed class WalletMetrics
{
    private readonly Counter<long> entries;
    private readonly Counter<long> credits;
    private readonly Counter<long> charges;

    public WalletMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("XelaConnect.Wallet");
        entries = meter.CreateCounter<long>(
            "xela.wallet.entries", "{entry}", "Entries stored, by the account that stands against the wallet.");
        credits = meter.CreateCounter<long>("xela.wallet.credits_moved", "{credit}",
            "Credits moved into or out of wallets, without sign, by the account that stands against them.");
        charges = meter.CreateCounter<long>(
            "xela.wallet.charges", "{charge}", "Answers to charges, by what became of them.");
    }

    public void Posted(ImmutableArray<EventEnvelope<WalletEvent>> events)
    {
        foreach (var entry in events.Select(static recorded => recorded.Event).OfType<EntryPosted>())
        {
            var other = entry.Legs.FirstOrDefault(static leg => leg.Account != LedgerAccounts.Wallet);
            var account = new KeyValuePair<string, object?>("account", other?.Account ?? "none");
            entries.Add(1, account);
            credits.Add(Math.Abs(entry.Amount), account);
        }
    }

    public void Charged(ChargeStatus status)
    {
        var outcome = JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
        charges.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
    }
}
