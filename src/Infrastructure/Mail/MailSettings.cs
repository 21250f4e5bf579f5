using MailKit.Security;
using MimeKit;
using XelaConnect.Grains.Mail;

namespace XelaConnect.Infrastructure.Mail;

/// <summary>Settings of mail. Without an SMTP server mails are files.</summary>
internal sealed record MailSettings(MailboxAddress From, SmtpServer? Smtp, MailOptions Options)
{
    private const string Root = "Xela:Mail";
    private const int SubmissionPort = 587;
    /// <summary>A mailbox remembers as many.</summary>
    private const int MaxPerDay = 200;

    public static MailSettings Read(IConfiguration configuration)
    {
        var smtp = ReadSmtp(configuration);
        var from = configuration.Text($"{Root}:From");
        if (smtp is not null && from is null)
            throw new SettingException($"{Root}:From must be set: it is the sender of the mails to {smtp.Host}.");
        if (!MailboxAddress.TryParse(from ?? "XelaConnect <no-reply@localhost.invalid>", out var sender)
            || !sender.Address.Contains('@', StringComparison.Ordinal))
            throw new SettingException(
                $"{Root}:From must be an address such as XelaConnect <hello@example.org>, not \"{from}\".");
        var web = configuration.OptionalUrl($"{Root}:WebUrl") ?? configuration.OptionalUrl("Xela:Http:PublicUrl")
            ?? (smtp is null ? LocalUrl(configuration) : null);
        return new MailSettings(sender, smtp, new MailOptions(
            configuration.Number($"{Root}:PerAddressPerDay", 1, MaxPerDay) ?? MailOptions.Default.PerAddressPerDay,
            Page("verify-email"), Page("reset-password"), Page("change-email")));

        Uri? Page(string name) => web is null ? null : new Uri($"{web.AbsoluteUri.TrimEnd('/')}/{name}");
    }

    private static SmtpServer? ReadSmtp(IConfiguration configuration)
    {
        const string section = $"{Root}:Smtp";
        if (configuration.Text($"{section}:Host") is not { } host) return null;
        var (user, password) = (configuration.Text($"{section}:User"), configuration.Text($"{section}:Password"));
        if ((user is null) != (password is null))
            throw new SettingException($"{section}:User and {section}:Password must be set together.");
        var security = configuration.Text($"{section}:Security") ?? "StartTls";
        return new SmtpServer(
            host, configuration.Number($"{section}:Port", 1, 65535) ?? SubmissionPort, user, password,
            security.ToUpperInvariant() switch
            {
                "STARTTLS" => SecureSocketOptions.StartTls,
                "TLS" => SecureSocketOptions.SslOnConnect,
                "NONE" => SecureSocketOptions.None,
                _ => throw new SettingException(
                    $"{section}:Security must be StartTls, Tls or None, not \"{security}\"."),
            });
    }

    /// <summary>Where a developer's browser reaches the host that writes the files.</summary>
    private static Uri? LocalUrl(IConfiguration configuration) => (configuration["urls"] ?? "")
        .Split(';', StringSplitOptions.TrimEntries)
        .Select(static text => Uri.TryCreate(text, UriKind.Absolute, out var url) ? url : null)
        .FirstOrDefault(static url => url is { Scheme: "http" or "https", Port: > 0 });
}

/// <summary>An SMTP server. With StartTls a connection that cannot be encrypted fails.</summary>
internal sealed record SmtpServer(
    string Host, int Port, string? User, string? Password, SecureSocketOptions Security)
{
    /// <summary>Without the password, so that no log can hold it.</summary>
    public override string ToString() => $"{Host}:{Port}";
}

internal static class MailSetup
{
    public static void AddTo(IServiceCollection services, SiloSettings settings)
    {
        var mail = settings.Mail;
        services.AddSingleton(mail);
        services.Replace(ServiceDescriptor.Singleton(mail.Options));
        services.AddSingleton<MimeMails>();
        if (mail.Smtp is not null) services.AddSingleton<IMailTransport, SmtpMail>();
        else services.AddSingleton<IMailTransport, FileMail>();
    }
}

internal sealed partial class MailStartupLog(
    MailSettings settings, SiloSettings silo, ILogger<MailStartupLog> log) : IStartupTask
{
    public Task Execute(CancellationToken cancellationToken)
    {
        if (settings.Smtp is { } smtp) LogServer(log, smtp.Host, smtp.Port);
        else LogFiles(log, FileMail.DirectoryOf(silo));
        return Task.CompletedTask;
    }

    [LoggerMessage(4803, LogLevel.Information, "Mails are sent through {Host}:{Port}")]
    private static partial void LogServer(ILogger log, string host, int port);

    [LoggerMessage(
        4804, LogLevel.Warning,
        "Mails are written as .eml files to {Directory} and reach nobody, because Xela:Mail:Smtp:Host is not set")]
    private static partial void LogFiles(ILogger log, string directory);
}
