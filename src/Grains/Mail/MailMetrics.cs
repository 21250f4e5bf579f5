using System.Diagnostics.Metrics;

namespace XelaConnect.Grains.Mail;

internal sealed class MailMetrics(IMeterFactory meters)
{
    private readonly Counter<long> mails = meters.Create("XelaConnect.Mail")
        .CreateCounter<long>("xela.mail.mails", "{mail}", "Mails, by kind and result.");

    public void Counted(string kind, string result) => mails.Add(
        1, new KeyValuePair<string, object?>("kind", kind), new KeyValuePair<string, object?>("result", result));
}
