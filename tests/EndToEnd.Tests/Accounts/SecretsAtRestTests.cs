using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Accounts;

/// <summary>What the files of a host hold of an authenticator app.</summary>
public sealed class SecretsAtRestTests : IAsyncLifetime
{
    private HostProcess host = null!;

    public async Task InitializeAsync() => host = await HostProcess.StartAsync();

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Secret_of_an_app_is_in_no_file_and_survives_a_crash()
    {
        var ada = await Person.SignUpAsync(host);
        var secret = (await ada.PostAsync("/api/auth/totp")).Should(HttpStatusCode.OK).Json.GetProperty("secret").GetString()!;
        var on = await ada.PostAsync("/api/auth/totp/confirm", new JsonObject { ["code"] = AuthenticatorApp.CodeOf(secret) });
        var codes = on.Should(HttpStatusCode.OK).Json.GetProperty("recovery_codes").EnumerateArray()
            .Select(code => code.GetString()!).ToList();

        await host.KillAndStartAgainAsync();
        (await host.Anonymous.PostAsync("/api/auth/login", new JsonObject
        {
            ["email"] = ada.Email, ["password"] = Person.Password, ["code"] = AuthenticatorApp.CodeOf(secret, stepsAhead: 1),
        })).Should(HttpStatusCode.OK);
        FilesWith(ada.Id).ShouldNotBeEmpty("or the search finds nothing at all");
        foreach (var hidden in codes.Append(secret)) FilesWith(hidden).ShouldBeEmpty();
        File.Exists(Path.Combine(host.Data, "encryption.key")).ShouldBeTrue();
    }

    private List<string> FilesWith(string text) => [.. Directory.EnumerateFiles(host.Data, "*", SearchOption.AllDirectories)
        // The lock is empty, and nobody else can open it.
        .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
        .Where(file => BytesOf(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0).Select(Path.GetFileName).OfType<string>()];

    /// <summary>The host has the files open.</summary>
    private static byte[] BytesOf(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
