using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using XelaConnect.Grains.Mail;
using XelaConnect.Infrastructure.Hosting;
using XelaConnect.Infrastructure.Mail;
using XelaConnect.TestKit.Fakes;

namespace XelaConnect.Silo.Tests.Mail;

/// <summary>How mails leave a silo: to an SMTP server, or into files.</summary>
public sealed class MailTransportTests : IAsyncLifetime
{
    private static readonly OutgoingMail Mail =
        new("id-1", "ada@example.org", "pt", "Confirme o seu e-mail", "Código: 7K2M9QXA\n", "<p>Código: 7K2M9QXA</p>\n");

    private readonly TempDirectory data = new("xela-mail-");
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
    private readonly FakeSmtp server = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await server.DisposeAsync();
        data.Dispose();
    }

    [Fact]
    public async Task Mail_reaches_the_server_as_text_and_html()
    {
        (await Smtp().SendAsync(Mail)).ShouldBe(MailResult.Sent);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(server.Mails.ShouldHaveSingleItem()));
        ShouldBeTheMail(await MimeMessage.LoadAsync(stream));
    }

    [Theory]
    [InlineData("550 5.1.1 no such user", null)]
    [InlineData("450 4.2.1 try later", typeof(IOException))]
    public async Task Refused_recipient_is_final_or_an_outage(string answer, Type? failure)
    {
        server.Recipient = answer;
        if (failure is null) (await Smtp().SendAsync(Mail)).ShouldBe(MailResult.Rejected);
        else (await Should.ThrowAsync<Exception>(() => Smtp().SendAsync(Mail))).ShouldBeOfType(failure);
        server.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refused_sender_is_an_error_and_a_missing_server_an_outage()
    {
        server.Sender = "553 5.7.1 not you";
        await Should.ThrowAsync<InvalidOperationException>(() => Smtp().SendAsync(Mail));
        var smtp = Smtp();
        await server.DisposeAsync();
        await Should.ThrowAsync<IOException>(() => smtp.SendAsync(Mail));
    }

    [Fact]
    public async Task Mail_without_a_server_is_a_private_file()
    {
        await Files().SendAsync(Mail);
        var file = Directory.GetFiles(Path.Combine(data.Path, "outbox")).ShouldHaveSingleItem();
        Path.GetFileName(file).ShouldBe("20260304T050607.000-id-1.eml");
        ShouldBeTheMail(await MimeMessage.LoadAsync(file));
        var parts = (await File.ReadAllTextAsync(file)).Split("\nContent-Type: text/")[1..];
        parts.Length.ShouldBe(2);
        parts.ShouldAllBe(part => part.Contains("Content-Transfer-Encoding: ", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Oldest_files_are_deleted()
    {
        var files = Files();
        var outbox = Directory.CreateDirectory(Path.Combine(data.Path, "outbox")).FullName;
        for (var i = 0; i < FileMail.MaxFiles; i++) await File.WriteAllTextAsync(Path.Combine(outbox, $"2025{i:d4}.eml"), "");
        await files.SendAsync(Mail);
        var left = Directory.GetFiles(outbox).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        (left.Count, left[0], left[^1]).ShouldBe((FileMail.MaxFiles, "20250001.eml", "20260304T050607.000-id-1.eml"));
    }

    [Fact]
    public async Task Files_to_an_address_are_erased_with_what_a_crash_left()
    {
        var files = Files();
        await files.SendAsync(Mail);
        await files.SendAsync(Mail with { Id = "id-2", To = "Ada@Example.org" });
        await files.SendAsync(Mail with { Id = "id-3", To = "ben@example.org" });
        var outbox = Path.Combine(data.Path, "outbox");
        await File.WriteAllTextAsync(Path.Combine(outbox, "20260101T000000.000-id-4.part"), "To: ada@exam");
        await File.WriteAllTextAsync(Path.Combine(outbox, "20260102T000000.000-id-5.eml"), "");
        (await files.EraseAsync("ada@example.org")).ShouldBe(3);
        Directory.GetFiles(outbox).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["20260102T000000.000-id-5.eml", "20260304T050607.000-id-3.eml"]);
        (await files.EraseAsync("ada@example.org")).ShouldBe(0);
    }

    [Theory]
    [InlineData("Xela:Mail:Smtp:Security", "Perhaps")]
    [InlineData("Xela:Mail:Smtp:User", "ada")]
    [InlineData("Xela:Mail:From", "nobody")]
    [InlineData("Xela:Mail:PerAddressPerDay", "0")]
    [InlineData("Xela:Mail:WebUrl", "app.example.org")]
    public void Wrong_setting_names_its_key(string key, string value) =>
        Should.Throw<SettingException>(() => Settings((key, value))).Message.ShouldContain(key);

    [Fact]
    public void Server_needs_a_sender() =>
        Should.Throw<SettingException>(() => Settings(("Xela:Mail:From", ""))).Message.ShouldContain("Xela:Mail:From");

    [Fact]
    public void Link_hides_address_and_code_from_servers()
    {
        var options = Settings(("Xela:Mail:WebUrl", "https://app.example.org/")).Mail.Options;
        options.LinkOf("reset-password", "a+b@example.org", "7K2M9QXA")
            .ShouldBe("https://app.example.org/reset-password#email=a%2Bb%40example.org&code=7K2M9QXA");
        options.LinkOf("password-changed", "a@example.org", "").ShouldBeNull();
    }

    private static void ShouldBeTheMail(MimeMessage message)
    {
        message.Subject.ShouldBe(Mail.Subject);
        message.From.ToString().ShouldBe("\"XelaConnect\" <hello@example.org>");
        message.To.ToString().ShouldBe("ada@example.org");
        message.MessageId.ShouldBe("id-1@example.org");
        message.Body!.Headers["Content-Language"].ShouldBe("pt");
        message.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        message.TextBody!.ReplaceLineEndings("\n").Trim().ShouldBe("Código: 7K2M9QXA");
        message.HtmlBody!.ReplaceLineEndings("\n").Trim().ShouldBe("<p>Código: 7K2M9QXA</p>");
    }

    private SmtpMail Smtp()
    {
        var settings = Settings();
        return new SmtpMail(
            settings.Mail, new MimeMails(settings.Mail, time), TimeProvider.System,
            LoggerFactory.Create(_ => { }).CreateLogger<SmtpMail>());
    }

    private FileMail Files()
    {
        var settings = Settings(("Xela:Mail:Smtp:Host", ""), ("Xela:Mail:Smtp:Port", ""));
        return new FileMail(settings, new MimeMails(settings.Mail, time), time);
    }

    private SiloSettings Settings(params (string Key, string Value)[] changed)
    {
        var values = new Dictionary<string, string?>
        {
            ["Xela:DataDirectory"] = data.Path,
            ["Xela:Mail:From"] = "XelaConnect <hello@example.org>",
            ["Xela:Mail:Smtp:Host"] = "127.0.0.1",
            ["Xela:Mail:Smtp:Port"] = $"{server.Port}",
            ["Xela:Mail:Smtp:Security"] = "None",
        };
        foreach (var (key, value) in changed) values[key] = value;
        return SiloSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(values).Build(), isDevelopment: false, seed: false);
    }
}
