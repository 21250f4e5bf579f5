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
        var audit = new AuditState("2026-11");
        for (var i = 1; i <= 300; i++)
        {
            var noted = AuditRules.Record(audit, new RecordAction($"op{i}", "admin", "remove_user", $"user-{i}", "Because."), Now)
                .Events.ShouldHaveSingleItem();
            noted.ShouldBe(new ActionRecorded("admin", "remove_user", $"user-{i}", "Because."));
            audit = AuditState.Apply(audit, new EventEnvelope<AuditEvent>(0, i, Now, $"op{i}", noted));
        }
        audit.ShouldBe(new AuditState("2026-11") { Actions = 300 });
        var snapshot = JsonSerializer.SerializeToUtf8Bytes(audit, AuditJournal.Month.Snapshot!);
        snapshot.Length.ShouldBeLessThan(100);
        JsonSerializer.Deserialize(snapshot, AuditJournal.Month.Snapshot!).ShouldBe(audit);
    }
}
