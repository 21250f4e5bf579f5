namespace XelaConnect.Accounts;

/// <summary>
/// What somebody without an account may do: read, join circles, keep a private journal and talk with Xela, within small bounds. Guests write nothing that
/// others read, approach nobody, pay nothing and create no circles.
/// </summary>
public static class Guests
{
    /// <summary>Messages to Xela on a UTC day.</summary>
    public const int AiMessagesPerDay = 5;

    /// <summary>How many people discovery shows them.</summary>
    public const int PeopleShown = 5;
}
