using XelaConnect.CrisisDetection.Tables;

namespace XelaConnect.Grains.Growth;

internal static class DailyMessages
{
    private static readonly string[] All =
        TableFile.Embedded(typeof(DailyMessages).Assembly, "daily-messages.txt").RequiredText("messages").Split('\n');

    /// <summary>The message of a UTC day, which differs between days and between users.</summary>
    public static string For(string userId, DateOnly day)
    {
        var start = 0u;
        foreach (var c in userId) start = (start * 31) + c;
        return All[(int)((start + (uint)day.DayNumber) % (uint)All.Length)];
    }
}
