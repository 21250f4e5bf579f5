namespace XelaConnect.ApiHost.Accounts;

/// <summary>
/// The pages that mails link to where no web app is configured (<c>Xela:Mail:WebUrl</c>). The address and the code are
/// in the fragment, so that neither reaches a log; the page sends them when the person confirms, and not a program that
/// follows links in mails.
/// </summary>
internal static class CodePages
{
    private const string ContentType = "text/html; charset=utf-8";
    private static readonly byte[] Page = Read();

    // No script and style but the page's own, and requests to this host only.
    private static readonly string Policy =
        $"default-src 'none'; script-src '{Digest("script")}'; style-src '{Digest("style")}'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void MapCodePages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").Operational().ExcludeFromDescription()
            .WithMetadata(new ContentSecurityPolicy(Policy));
        foreach (var path in (string[])["/verify-email", "/reset-password", "/change-email"])
            pages.MapGet(path, static () => TypedResults.Bytes(Page, ContentType));
    }

    private static byte[] Read()
    {
        using var stream = typeof(CodePages).Assembly.GetManifestResourceStream("codes.html")!;
        return Encoding.UTF8.GetBytes(new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n"));
    }

    private static string Digest(string element)
    {
        var page = Encoding.UTF8.GetString(Page);
        var start = page.IndexOf($"<{element}>", StringComparison.Ordinal) + element.Length + 2;
        var end = page.IndexOf($"</{element}>", start, StringComparison.Ordinal);
        return $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(page[start..end])))}";
    }
}
