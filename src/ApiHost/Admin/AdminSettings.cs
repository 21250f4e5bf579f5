using XelaConnect.ApiHost.Http;
using XelaConnect.ServiceDefaults;

namespace XelaConnect.ApiHost.Admin;

/// <summary>Who may use the admin routes (contract §3 "Admin"): addresses under <c>Xela:Admin:Emails</c>.</summary>
internal sealed class AdminSettings
{
    private const string EmailsKey = "Xela:Admin:Emails";
    private readonly HashSet<string> emails;

    private AdminSettings(HashSet<string> emails) => this.emails = emails;

    /// <summary>True when nobody is named.</summary>
    public bool IsEmpty => emails.Count == 0;

    /// <summary>Reads and checks; <see cref="SettingException"/> names what is wrong.</summary>
    public static AdminSettings Read(IConfiguration configuration) =>
        new([.. configuration.List(EmailsKey).Select(Email)]);

    /// <summary>True for a named address, however it is written.</summary>
    public bool Names(string email) => emails.Contains(Ids.NormaliseEmail(email));

    private static string Email(string text)
    {
        var email = Ids.NormaliseEmail(text);
        // A typing error here would keep an admin out without a word.
        return email.Length > 0 && TextRule.Email.Refuses(email) is null
            ? email
            : throw new SettingException($"{EmailsKey} must hold email addresses, not \"{text}\".");
    }
}
