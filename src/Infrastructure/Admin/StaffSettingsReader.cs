using XelaConnect.Grains.Admin;

namespace XelaConnect.Infrastructure.Admin;

/// <summary>The owners: addresses in <c>Xela:Admin:Emails</c>.</summary>
internal static class StaffSettingsReader
{
    private const string EmailsKey = "Xela:Admin:Emails";

    public static StaffSettings Read(IConfiguration configuration, bool isDevelopment) =>
        new([.. configuration.List(EmailsKey).Select(Email)], isDevelopment);

    private static string Email(string text)
    {
        var email = Ids.NormaliseEmail(text);
        // A mistyped address would exclude an owner silently.
        return email.Length > 0 && TextForm.IsStorable(email) && TextForm.Length(email) <= TextForm.MaxEmailLength
            && TextForm.IsEmail(email)
            ? email : throw new SettingException($"{EmailsKey} must hold email addresses, not \"{text}\".");
    }
}
