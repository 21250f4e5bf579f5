namespace XelaConnect.Accounts;

/// <summary>Guests read, join circles, keep a private journal and talk with Xela. They write nothing public.</summary>
public static class Guests
{
    /// <summary>Messages to Xela in a UTC day.</summary>
    public const int AiMessagesPerDay = 5;
    /// <summary>People that discovery shows.</summary>
    public const int PeopleShown = 5;
}
