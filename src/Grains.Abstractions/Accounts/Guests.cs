namespace XelaConnect.Accounts;

/// <summary>
/// Limits of guests, who read, join circles, keep a private journal and talk with Xela. They write nothing that others
/// read, contact nobody, pay nothing and create no circles.
/// </summary>
public static class Guests
{
    /// <summary>Messages to Xela in a UTC day.</summary>
    public const int AiMessagesPerDay = 5;

    /// <summary>People that discovery shows.</summary>
    public const int PeopleShown = 5;
}
