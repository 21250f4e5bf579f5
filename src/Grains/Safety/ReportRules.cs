namespace XelaConnect.Grains.Safety;

/// <summary>Decisions of the reports. Every report is stored.</summary>
internal static class ReportRules
{
    public static Decision<ReportsEvent> File(ReportsState reports, FileReport command, DateTimeOffset now) =>
        new ReportFiled(command.ReporterId, command.UserId, command.Reason, command.Details);
}
