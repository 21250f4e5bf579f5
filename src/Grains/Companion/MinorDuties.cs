using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.Grains.Companion;

/// <summary>The duties of Xela towards people under 18, beside the instructions to the model (<c>Persona.txt</c>, "minor").</summary>
internal static class MinorDuties
{
    public static readonly TimeSpan DisclosureInterval = TimeSpan.FromHours(3);

    private static readonly string[] Disclosures = [.. MessageLanguage.All.Select(Disclosure)];

    public static bool ApplyTo(UserView? user, DateTimeOffset now) =>
        Ages.GroupOf(user?.BirthDate, UtcDay.Of(now)) == AgeGroup.Minor;

    /// <summary>What the next reply begins with: at the start and every three hours that Xela is no person.</summary>
    public static string OpeningFor(CompanionState state, string asked, DateTimeOffset now) =>
        state.Shown.LastOrDefault(IsDisclosure) is { } last && now - last.At < DisclosureInterval
            ? "" : $"{Disclosure(MessageLanguage.Guess(asked))} ";

    private static bool IsDisclosure(Line line) => line.IsAi && line.Content.TrimStart() is var text
        && Disclosures.Any(disclosure => text.StartsWith(disclosure, StringComparison.Ordinal));

    private static string Disclosure(string language) => language switch
    {
        "es" => "Soy Xela, una IA y no una persona.",
        "fr" => "Je suis Xela, une IA et non une personne.",
        "de" => "Ich bin Xela, eine KI und kein Mensch.",
        "pt" => "Sou a Xela, uma IA e não uma pessoa.",
        _ => "I am Xela, an AI and not a person.",
    };
}
