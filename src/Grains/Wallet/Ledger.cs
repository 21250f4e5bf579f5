using System.Collections.Immutable;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>Makes entries whose legs sum to zero by the way they are made, in credits and in cents.</summary>
internal static class Ledger
{
    /// <summary>What is owed by the person; its balance is the negative of <see cref="WalletState.Owed"/>.</summary>
    public const string Receivable = "receivable";

    /// <summary>Credits out of an account into the wallet.</summary>
    public static EntryPosted Receive(WalletState wallet, long credits, string account, string cause, string? reference) =>
        new(credits, cause, reference, wallet.Balance + credits, wallet.Owed, Between(account, LedgerAccounts.Wallet, credits));

    /// <summary>Credits out of the wallet into an account; the caller has seen that they are there.</summary>
    public static EntryPosted Spend(WalletState wallet, long credits, string account, string cause, string? reference) =>
        new(-credits, cause, reference, wallet.Balance - credits, wallet.Owed, Between(LedgerAccounts.Wallet, account, credits));

    /// <summary>Credits taken back into an account: what is there at once, the rest is owed.</summary>
    public static EntryPosted Reclaim(WalletState wallet, long credits, string account, string cause, string? reference)
    {
        var taken = Math.Min(wallet.Balance, credits);
        var missing = credits - taken;
        ImmutableArray<Leg> legs = missing == 0 ? Between(LedgerAccounts.Wallet, account, taken)
            : [new Leg(LedgerAccounts.Wallet, -taken, 0), new Leg(Receivable, -missing, 0), new Leg(account, credits, 0)];
        return new(-taken, cause, reference, wallet.Balance - taken, wallet.Owed + missing, legs);
    }

    /// <summary>What the wallet holds pays what is owed, as far as it goes; null when there is nothing to pay, or nothing to pay it with.</summary>
    public static EntryPosted? Restore(WalletState wallet)
    {
        var paid = Math.Min(wallet.Balance, wallet.Owed);
        return paid == 0 ? null
            : new(-paid, "Paid back credits that had been taken back", null, wallet.Balance - paid, wallet.Owed - paid, Between(LedgerAccounts.Wallet, Receivable, paid));
    }

    /// <summary>Goods that cost the wallet nothing, paid by card in cents or not at all.</summary>
    public static EntryPosted Note(WalletState wallet, string cause, string? reference, ImmutableArray<Leg> legs) =>
        new(0, cause, reference, wallet.Balance, wallet.Owed, legs);

    /// <summary>The same entry with a card payment's cents beside it.</summary>
    public static EntryPosted WithCents(this EntryPosted entry, string from, string to, long cents) => entry with { Legs = [.. entry.Legs, .. Cents(from, to, cents)] };

    /// <summary>US cents from one account to another.</summary>
    public static ImmutableArray<Leg> Cents(string from, string to, long cents) => cents == 0 ? [] : [new Leg(from, 0, -cents), new Leg(to, 0, cents)];

    private static ImmutableArray<Leg> Between(string from, string to, long credits) => credits == 0 ? [] : [new Leg(from, -credits, 0), new Leg(to, credits, 0)];
}
