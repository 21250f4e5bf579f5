using MimeKit;
using XelaConnect.Grains.Mail;

namespace XelaConnect.Infrastructure.Mail;

/// <summary>Writes mails as files, the oldest of which are deleted. Their names sort by time.</summary>
internal sealed class FileMail(
    SiloSettings settings, MimeMails mails, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : IMailTransport, IDisposable
{
    internal const int MaxFiles = 1000;
    /// <summary>Of SMTP.</summary>
    private const int MaxLineLength = 998;
    private const string Extension = ".eml";
    private readonly SemaphoreSlim writing = new(1);

    public static string DirectoryOf(SiloSettings settings) => Path.Combine(settings.DataDirectory, "outbox");

    public void Dispose() => writing.Dispose();

    public async Task<MailResult> SendAsync(OutgoingMail mail)
    {
        var directory = DirectoryOf(settings);
        var bytes = new MemoryStream();
        using (var message = mails.Of(mail))
        {
            // Parts name their encoding, and links stay in one line.
            message.Prepare(EncodingConstraint.EightBit, MaxLineLength);
            await message.WriteToAsync(bytes);
        }
        await writing.WaitAsync();
        try
        {
            PrivateFiles.MakeDirectory(directory);
            var name = string.Create(
                CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd'T'HHmmss'.'fff}-{mail.Id}");
            // Readers see a whole file or none.
            var part = Path.Combine(directory, name + ".part");
            PrivateFiles.MakeFile(part);
            await File.WriteAllBytesAsync(part, bytes.ToArray());
            File.Move(part, Path.Combine(directory, name + Extension), overwrite: true);
            var files = Directory.GetFiles(directory, "*" + Extension).Order(StringComparer.Ordinal).ToList();
            foreach (var old in files.SkipLast(MaxFiles)) File.Delete(old);
        }
        catch (UnauthorizedAccessException e) { throw new IOException("The outbox directory cannot be written.", e); }
        finally { writing.Release(); }
        return MailResult.Sent;
    }

    public async Task<int> EraseAsync(string address)
    {
        var (directory, erased) = (DirectoryOf(settings), 0);
        if (!Directory.Exists(directory)) return 0;
        await writing.WaitAsync();
        try
        {
            foreach (var file in Directory.GetFiles(directory))
            {
                // A part of a mail is left by a crash.
                var isPart = !file.EndsWith(Extension, StringComparison.Ordinal);
                if (!isPart && !await IsToAsync(file, address)) continue;
                File.Delete(file);
                erased++;
            }
        }
        finally { writing.Release(); }
        return erased;
    }

    private static async Task<bool> IsToAsync(string file, string address)
    {
        try
        {
            using var mail = await MimeMessage.LoadAsync(file);
            return mail.To.Mailboxes.Any(to => Ids.NormaliseEmail(to.Address) == Ids.NormaliseEmail(address));
        }
        // No mail of ours.
        catch (FormatException) { return false; }
    }
}
