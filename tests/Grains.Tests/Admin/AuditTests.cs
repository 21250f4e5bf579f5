using System.Collections.Immutable;
using System.Text.Json;
using XelaConnect.Admin;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Admin;

namespace XelaConnect.Grains.Tests.Admin;

public sealed class AuditTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Audit_log_stores_every_action()
    {
        var (audit, entries) = Log(300);
        audit.Actions.ShouldBe(300);
        entries.Select(entry => entry.Target).ShouldBe(Enumerable.Range(1, 300).Select(i => $"user-{i}"));
        var snapshot = JsonSerializer.SerializeToUtf8Bytes(audit, AuditJournal.Month.Snapshot!);
        snapshot.Length.ShouldBeLessThan(150);
        JsonSerializer.Deserialize(snapshot, AuditJournal.Month.Snapshot!).ShouldBe(audit);
    }

    [Fact]
    public void Every_stored_hash_follows_from_the_entries_before()
    {
        var (audit, entries) = Log(20);
        BrokenAt(entries).ShouldBeNull();
        entries[^1].Hash.ShouldBe(audit.Hash);
        entries.Select(entry => entry.Hash).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public void Changed_removed_inserted_or_swapped_entry_breaks_the_chain()
    {
        var (_, entries) = Log(20);
        BrokenAt(entries.SetItem(4, entries[4] with { Target = "user-999" })).ShouldBe(5);
        BrokenAt(entries.SetItem(4, entries[4] with { Reason = "" })).ShouldBe(5);
        BrokenAt(entries.SetItem(4, entries[4] with { At = Now.AddMilliseconds(1) })).ShouldBe(5);
        BrokenAt(entries.SetItem(4, entries[4] with { AdminId = "user-", Action = "rootremove_user" })).ShouldBe(5);
        BrokenAt(entries.SetItem(4, entries[5]).SetItem(5, entries[4])).ShouldBe(6);
        BrokenAt(entries.RemoveAt(4)).ShouldBe(6);
        BrokenAt(entries.Insert(4, entries[4] with { Seq = 5, Hash = null })).ShouldBe(5);
        // A hash that is computed again contradicts the next one.
        var changed = entries[4] with { Target = "user-999" };
        BrokenAt(entries.SetItem(4, changed with { Hash = AuditChain.Next(entries[3].Hash!, changed) })).ShouldBe(6);
    }

    [Fact]
    public void Chain_stays_valid_when_a_person_is_erased_and_still_shows_changes()
    {
        var (_, entries) = Log(20);
        var target = entries[4].Target;
        var erased = entries.Select(entry => Erased(entry, target)).ToImmutableArray();
        erased.ShouldNotContain(entry => entry.Target.Contains(target, StringComparison.Ordinal));
        erased.Where(entry => entry.PersonalHash != null).ShouldAllBe(entry => entry.Reason == "");
        erased.ShouldContain(entry => entry.PersonalHash != null);
        BrokenAt(erased).ShouldBeNull();
        BrokenAt(erased.SetItem(4, erased[4] with { Action = "another" })).ShouldBe(5);
        BrokenAt(erased.SetItem(4, erased[4] with { PersonalHash = null })).ShouldBe(5);
        BrokenAt(erased.SetItem(5, erased[5] with { Reason = "Another." })).ShouldBe(6);
        AuditRules.Redacted(AuditRules.Redacted(Of(entries[4]), target), target).ShouldBe(AuditRules.Redacted(Of(entries[4]), target));

        static ActionRecorded Of(AuditEntry entry) =>
            new(entry.AdminId, entry.Action, entry.Target, entry.Reason, entry.Hash, entry.PersonalHash);

        // As the kernel does: the rule first, then the id in the stored form.
        static AuditEntry Erased(AuditEntry entry, string target)
        {
            var redacted = (ActionRecorded)AuditRules.Redacted(Of(entry), target);
            return entry with
            {
                Target = redacted.Target.Replace(target, "left", StringComparison.Ordinal), Reason = redacted.Reason,
                PersonalHash = redacted.PersonalHash,
            };
        }
    }

    [Fact]
    public void Entry_without_a_hash_is_covered_by_the_next_one()
    {
        var audit = new AuditState("2026-11");
        audit = Apply(audit, new ActionRecorded("admin", "remove_user", "user-1", "Because."));
        var first = AuditRules.EntryOf(Recorded(1, new ActionRecorded("admin", "remove_user", "user-1", "Because.")));
        var next = (ActionRecorded)AuditRules.Record(
            audit, new RecordAction("op2", "admin", "remove_user", "user-2", "Because."), Now).Events[0];
        var second = AuditRules.EntryOf(Recorded(2, next));
        BrokenAt([first, second]).ShouldBeNull();
        BrokenAt([first with { Target = "user-9" }, second]).ShouldBe(2);
    }

    [Fact]
    public void Fields_cannot_flow_into_each_other()
    {
        var entry = new AuditEntry(1, Now, "a", "bc", "d", "", null);
        AuditChain.Next("", entry).ShouldNotBe(AuditChain.Next("", entry with { AdminId = "ab", Action = "c" }));
        AuditChain.Next("", entry).ShouldNotBe(AuditChain.Next("", entry with { Target = "", Reason = "d" }));
        AuditChain.Start("2026-11").ShouldNotBe(AuditChain.Start("2026-12"));
    }

    private static (AuditState Audit, ImmutableArray<AuditEntry> Entries) Log(int count)
    {
        var (audit, entries) = (new AuditState("2026-11"), new List<AuditEntry>());
        for (var i = 1; i <= count; i++)
        {
            var noted = AuditRules.Record(audit, new RecordAction($"op{i}", "user-root", "remove_user", $"user-{i}", "Because."), Now)
                .Events.ShouldHaveSingleItem();
            audit = Apply(audit, noted);
            entries.Add(AuditRules.EntryOf(Recorded(i, noted)));
        }
        return (audit, [.. entries]);
    }

    private static long? BrokenAt(ImmutableArray<AuditEntry> entries)
    {
        var (hash, seq) = (AuditChain.Start("2026-11"), 0L);
        foreach (var entry in entries)
        {
            hash = AuditChain.Next(hash, entry);
            if (entry.Seq != ++seq || (entry.Hash is not null && entry.Hash != hash)) return entry.Seq;
        }
        return null;
    }

    private static AuditState Apply(AuditState audit, AuditEvent noted) =>
        AuditState.Apply(audit, Recorded(audit.Actions + 1, noted));

    private static EventEnvelope<AuditEvent> Recorded(long seq, AuditEvent noted) => new(0, seq, Now, $"op{seq}", noted);
}
