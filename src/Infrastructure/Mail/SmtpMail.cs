using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using XelaConnect.Grains.Mail;
using IMailTransport = XelaConnect.Grains.Mail.IMailTransport;

namespace XelaConnect.Infrastructure.Mail;

/// <summary>
/// One connection for each mail, few at a time. Failures that may end by themselves are reported as outages, which an
/// outbox retries without a limit; others as errors, which become dead letters.
/// </summary>
internal sealed partial class SmtpMail(MailSettings settings, MimeMails mails, TimeProvider time, ILogger<SmtpMail> log)
    : IMailTransport, IDisposable
{
    private const int MaxConnections = 4;
    /// <summary>Shorter than the 10 seconds of a grain call, so that it decides.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);
    private readonly SemaphoreSlim connections = new(MaxConnections);

    public async Task<MailResult> SendAsync(OutgoingMail mail)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        try
        {
            await connections.WaitAsync(deadline.Token);
            try { return await SendAsync(mail, deadline.Token); }
            finally { connections.Release(); }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("The mail server did not take the mail in time.");
        }
        // The types of the library do not leave the silo.
        catch (Exception e) when (e is ProtocolException or ServiceNotConnectedException or SocketException
            or SslHandshakeException)
        {
            LogUnavailable(log, e.GetType().Name);
            throw new IOException($"The mail server is not available ({e.GetType().Name}).");
        }
    }

    public void Dispose() => connections.Dispose();

    private async Task<MailResult> SendAsync(OutgoingMail mail, CancellationToken cancellation)
    {
        var server = settings.Smtp!;
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(server.Host, server.Port, server.Security, cancellation);
            if (server is { User: { } user, Password: { } password })
                await client.AuthenticateAsync(user, password, cancellation);
            using var message = mails.Of(mail);
            await client.SendAsync(message, cancellation);
        }
        catch (SmtpCommandException e) when (e.ErrorCode is SmtpErrorCode.RecipientNotAccepted && IsFinal(e))
        {
            LogRejected(log, (int)e.StatusCode);
            return MailResult.Rejected;
        }
        catch (SmtpCommandException e) when (!IsFinal(e))
        {
            LogUnavailable(log, $"status {(int)e.StatusCode}");
            throw new IOException($"The mail server refuses for now ({(int)e.StatusCode}).");
        }
        catch (SmtpCommandException e)
        {
            throw new InvalidOperationException($"The mail server refuses the mail ({(int)e.StatusCode}).");
        }
        catch (AuthenticationException)
        {
            LogKeyRefused(log);
            throw new IOException("The mail server refuses the user or the password.");
        }
        // The address needs a server that takes any letters (SMTPUTF8), and this one does not.
        catch (NotSupportedException)
        {
            LogRejected(log, 0);
            return MailResult.Rejected;
        }
        // The server has taken the mail: whatever happens now, it is not sent again.
        try { await client.DisconnectAsync(quit: true, cancellation); }
        catch (Exception e) when (e is IOException or OperationCanceledException or ProtocolException) { }
        return MailResult.Sent;
    }

    private static bool IsFinal(SmtpCommandException failure) => (int)failure.StatusCode is >= 500 and < 600;

    [LoggerMessage(4801, LogLevel.Warning, "Mail server failed ({Reason}); the mail stays in the outbox")]
    private static partial void LogUnavailable(ILogger log, string reason);

    [LoggerMessage(4802, LogLevel.Warning, "Mail server refuses an address for good with status {Status}")]
    private static partial void LogRejected(ILogger log, int status);

    [LoggerMessage(
        4805, LogLevel.Error,
        "Mail server refuses the user or the password; check Xela:Mail:Smtp:User and Xela:Mail:Smtp:Password")]
    private static partial void LogKeyRefused(ILogger log);
}
