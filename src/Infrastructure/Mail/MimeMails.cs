using MimeKit;
using XelaConnect.Grains.Mail;

namespace XelaConnect.Infrastructure.Mail;

/// <summary>Makes MIME messages: plain text, and HTML as an alternative.</summary>
internal sealed class MimeMails(
    MailSettings settings, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
{
    public MimeMessage Of(OutgoingMail mail)
    {
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Date = time.GetUtcNow(),
            MessageId = $"{mail.Id}@{settings.From.Domain}",
            Body = new BodyBuilder { TextBody = mail.Text, HtmlBody = mail.Html }.ToMessageBody(),
        };
        message.From.Add(settings.From);
        message.To.Add(new MailboxAddress(null, mail.To));
        message.Body.Headers.Add(HeaderId.ContentLanguage, mail.Language);
        // No absence notice answers it.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
