using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace XelaConnect.EndToEnd.Tests.Accounts;

/// <summary>The pages that mails link to. A browser refuses a script or style whose digest is not in the policy.</summary>
[Collection(SharedHost.Name)]
public sealed class CodePagesTests(SharedHost shared)
{
    [Theory]
    [InlineData("/verify-email")]
    [InlineData("/reset-password")]
    [InlineData("/change-email")]
    public async Task Page_runs_its_own_script_only(string path)
    {
        var reply = (await shared.Process.Anonymous.GetAsync(path)).Should(HttpStatusCode.OK);
        reply.Headers["Content-Type"].ShouldBe("text/html; charset=utf-8");
        reply.Headers["Referrer-Policy"].ShouldBe("no-referrer");
        var policy = reply.Headers["Content-Security-Policy"];
        policy.ShouldStartWith("default-src 'none'; ");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        policy.ShouldContain($"script-src '{DigestOf(reply.Text, "script")}'");
        policy.ShouldContain($"style-src '{DigestOf(reply.Text, "style")}'");
        // The policy refuses attributes that are script or style, and nothing is fetched from elsewhere.
        foreach (var inline in (string[])[" style=", " onclick=", " onsubmit=", " src=", "innerHTML"]) reply.Text.ShouldNotContain(inline);
    }

    private static string DigestOf(string page, string element)
    {
        page.Split($"<{element}>").Length.ShouldBe(2, $"one {element}");
        var text = page.Split($"<{element}>")[1].Split($"</{element}>")[0];
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }
}
