namespace XelaConnect.Grains.Circles;

internal static class DirectoryRules
{
    public static Decision<DirectoryEvent> Put(DirectoryState directory, PutCircleSummary command, DateTimeOffset now) =>
        directory.Circles.TryGetValue(command.Summary.Id, out var stored) && stored.Version >= command.Summary.Version
            ? Decision.Nothing
            : new SummaryPut(command.Summary);
}
