using XelaConnect.ServiceDefaults;

namespace XelaConnect.ApiHost.Admin;

/// <summary>The admins: addresses in <c>Xela:Admin:Emails</c>.</summary>
internal sealed class AdminSettings
{
    private const string EmailsKey = "Xela:Admin:Emails";
    private readonly HashSet<string> emails;

    private AdminSettings(HashSet<string> emails) => this.emails = emails;

    /// <summary>True when no address is configured.</summary>
    public bool IsEmpty => emails.Count == 0;

    /// <summary>Reads and validates; <see cref="SettingException"/> names the wrong key.</summary>
    public static AdminSettings Read(IConfiguration configuration) =>
        new([.. configuration.List(EmailsKey).Select(Email)]);

    /// <summary>True for a configured address, in any spelling.</summary>
    public bool Names(string email) => emails.Contains(Ids.NormaliseEmail(email));

    private static string Email(string text)
    {
        var email = Ids.NormaliseEmail(text);
        // A mistyped address would exclude an admin silently.
        return email.Length > 0 && TextRule.Email.Refuses(email) is null
            ? email
            : throw new SettingException($"{EmailsKey} must hold email addresses, not \"{text}\".");
    }
}
